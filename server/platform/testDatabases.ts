import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
    const dataDir = await newDataDir();
    const database = await openDatabase({ dataDir, logger: createLogger('silent') });
    const close = () => database.close().finally(() => rmSync(dataDir, { recursive: true }));
    return { ...database, close };
  },
};

/** A data folder with an empty database. The first one is made, which takes seconds; the others are copies of it. */
export async function newDataDir(): Promise<string> {
  const template = join(tmpdir(), `stemjam-template-${templateVersion()}`);
  if (!existsSync(template)) {
    const made = mkdtempSync(`${template}-`);
    await openDatabase({ dataDir: made, logger: createLogger('silent') }).then((database) =>
      database.close(),
    );
    try {
      renameSync(made, template);
    } catch {
      // Another test run was faster.
      rmSync(made, { recursive: true });
    }
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'stemjam-database-'));
  cpSync(template, dataDir, { recursive: true });
  return dataDir;
}

function templateVersion(): string {
  const hash = createHash('sha256');
  const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
  for (const name of readdirSync(migrations, { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.sql')) hash.update(readFileSync(join(migrations, name)));
  }
  hash.update(readFileSync(fileURLToPath(new URL('../../package-lock.json', import.meta.url))));
  return hash.digest('hex').slice(0, 16);
}

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
