import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createLogger } from './createLogger';
import { openDatabase, type Database } from './openDatabase';

/** An empty database with the current tables, which disappears when it is closed. */
export interface TestDatabase {
  name: string;
  /** Why this kind cannot be had here; undefined: it can. */
  missing?: string;
  open(): Promise<Database>;
}

const serverUrl = process.env.TEST_DATABASE_URL;

const embedded: TestDatabase = {
  name: 'the embedded PGlite',
  open: async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'stemjam-database-'));
    const database = await openDatabase({ dataDir, logger: createLogger('silent') });
    const close = () => database.close().finally(() => rmSync(dataDir, { recursive: true }));
    return { ...database, close };
  },
};

const postgresql: TestDatabase = {
  name: 'PostgreSQL',
  ...(serverUrl
    ? {}
    : { missing: 'Set TEST_DATABASE_URL (.ci/postgres.sh up prints one) to test on PostgreSQL too.' }),
  open: async () => {
    const created = await createDatabase(serverUrl!);
    const database = await openDatabase({
      databaseUrl: created.url,
      dataDir: tmpdir(),
      logger: createLogger('silent'),
    });
    return { ...database, close: () => database.close().finally(created.drop) };
  },
};

/** Both kinds, for `describe.each`: the same tests on the same code. */
export const TEST_DATABASES: readonly TestDatabase[] = [embedded, postgresql];

/** A fresh database on a PostgreSQL server. */
export async function createDatabase(server: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `stemjam_test_${process.pid}_${Math.random().toString(36).slice(2)}`;
  const onServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await onServer(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`DROP DATABASE ${name} WITH (FORCE)`) };
}
