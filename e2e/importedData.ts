import { cp, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer, untilImported } from './startServer';

const IMPORT_MS = 15 * 60_000;

/**
 * A data folder with the starter library in it. Importing takes minutes on a small machine, so it is done once a run.
 *
 * @param kept a folder that stays from run to run; without it a new one, to be removed
 */
export async function importedData(kept?: string): Promise<{ folder: string; isKept: boolean }> {
  const folder = kept ? path.resolve(kept) : await mkdtemp(path.join(tmpdir(), 'stemjam-e2e-'));
  await mkdir(folder, { recursive: true });
  const startedAt = performance.now();
  const server = await startServer({ dataDir: folder });
  try {
    await untilImported(server, IMPORT_MS);
    console.error(
      `The starter library is in after ${((performance.now() - startedAt) / 1000).toFixed(0)} s.`,
    );
  } finally {
    await server.stop();
  }
  return { folder, isKept: kept !== undefined };
}

/**
 * A copy that a test may ruin.
 *
 * @param parent where; the temporary folder by default
 */
export async function copyOfData(folder: string, parent = tmpdir()): Promise<string> {
  await stat(folder);
  const copy = await mkdtemp(path.join(parent, 'stemjam-e2e-copy-'));
  // The lock is a socket of a server that is gone.
  await cp(folder, copy, { recursive: true, filter: (file) => !file.endsWith('server.lock') });
  return copy;
}

export const removeData = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
