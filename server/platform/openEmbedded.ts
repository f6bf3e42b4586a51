import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { applyMigrations } from './applyMigrations';
import { DatabaseUnavailable } from './DatabaseUnavailable';
import { lockFolder } from './lockFolder';
import type { OpenedDatabase } from './openDatabase';

/**
 * PostgreSQL in this process, its data in `<dataDir>/database`. It has one connection: a transaction that stays open
 * keeps every other query waiting.
 */
export async function openEmbedded(dataDir: string, migrations: string): Promise<OpenedDatabase> {
  mkdirSync(dataDir, { recursive: true });
  const lock = await lockFolder(dataDir);
  try {
    const pglite = await openWhole(dataDir, migrations);
    return {
      adapter: new PrismaPGlite(pglite),
      kind: 'embedded',
      close: async () => {
        await pglite.close();
        await lock.close();
      },
    };
  } catch (cause) {
    await lock.close();
    throw cause;
  }
}

async function openWhole(dataDir: string, migrations: string): Promise<PGlite> {
  const folder = join(dataDir, 'database');
  // Written when a new database is complete. Without it nothing was ever promised to anyone, and a first start that
  // was killed in the middle begins again.
  const complete = join(dataDir, 'database.complete');
  if (!existsSync(complete)) rmSync(folder, { recursive: true, force: true });
  let pglite: PGlite | undefined;
  try {
    // relaxedDurability would answer before the write has reached the files: what was acked must survive kill -9.
    pglite = await PGlite.create({ dataDir: folder, extensions: { vector }, relaxedDurability: false });
    const opened = pglite;
    await applyMigrations(
      {
        run: (sql) => opened.exec(sql),
        rows: async (sql, parameters) => (await opened.query<never>(sql, parameters)).rows,
      },
      migrations,
    );
    writeFileSync(complete, '');
    return opened;
  } catch (cause) {
    await pglite?.close().catch(() => undefined);
    if (cause instanceof DatabaseUnavailable) throw cause;
    throw new DatabaseUnavailable(`The database in ${folder} cannot be opened: ${reasonOf(cause)}.`, {
      cause,
    });
  }
}

/** File errors of WebAssembly have a number and no message. */
const reasonOf = (cause: unknown): string => {
  const { message, errno } = cause as { message?: string; errno?: number };
  return message || (errno === undefined ? 'no reason given' : `file error ${errno}`);
};
