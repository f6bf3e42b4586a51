import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, importedFolder, test } from '../fixtures';
import { Guest, until } from '../Guest';
import { copyOfData } from '../importedData';
import { startServer } from '../startServer';

/** A disk of its own, small enough to fill. Null: this machine does not let us make one. */
async function smallDisk(megabytes: number): Promise<{ folder: string; remove(): Promise<void> } | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stemjam-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    await rmdir(folder);
    return null;
  }
  return {
    folder,
    remove: async () => {
      execFileSync('umount', [folder]);
      await rmdir(folder);
    },
  };
}

async function fill(file: string): Promise<void> {
  const block = Buffer.alloc(65_536);
  try {
    for (;;) await appendFile(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

test('OP3 with a full disk changes are refused with a sentence, the jam goes on, and nothing acked is lost', async () => {
  const disk = await smallDisk(400);
  test.skip(disk === null, 'A small disk can only be mounted by root.');
  const dataDir = await copyOfData(importedFolder(), disk!.folder);
  const ballast = path.join(disk!.folder, 'ballast');
  let server = await startServer({ dataDir });
  const guest = await Guest.signIn(server.url, 'Ana');
  const { jamId } = await guest.startJam('On a small disk');
  const client = await guest.join(jamId);
  const view = () => client.store.getState();
  const rename = async (name: string) => {
    client.submit({ type: 'jam.set', name });
    await until(() => view().pendingOps.length === 0, 'the room did not answer');
    return view().confirmed!.name === name;
  };
  try {
    expect(await rename('Before')).toBe(true);
    await fill(ballast);
    // The database has a little room left inside its own files.
    let attempts = 0;
    while (await rename(`Attempt ${(attempts += 1)} ${'x'.repeat(40)}`)) expect(attempts).toBeLessThan(2_000);
    expect(view().notices.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringContaining('could not save this change'),
    );
    expect((await server.health()).status, 'it lives').toBeDefined();
    const kept = view().confirmed!.name;

    await rm(ballast);
    expect(view().confirmed!.name).toBe(kept);
    await expect.poll(() => rename('There is room again')).toBe(true);
    const acked = view();
    await server.kill();
    server = await startServer({ dataDir });
    const witness = await (await Guest.signIn(server.url, 'Ben')).join(jamId);
    const found = witness.store.getState();
    witness.close();
    expect(found.confirmedRevision).toBe(acked.confirmedRevision);
    expect(found.confirmed).toEqual(acked.confirmed);
  } finally {
    client.close();
    await server.stop();
    await disk!.remove();
  }
});
