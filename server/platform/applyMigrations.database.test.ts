import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyMigrations, type MigrationConnection } from './applyMigrations';
import { createDatabase, TEST_DATABASES } from './testDatabases';

const shipped = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

interface Opened extends MigrationConnection {
  /** Another connection to the same database; the embedded one has only itself. */
  another(): Promise<MigrationConnection>;
  close(): Promise<void>;
}

async function openPglite(): Promise<Opened> {
  const pglite = await PGlite.create({ extensions: { vector } });
  const connection: MigrationConnection = {
    run: (sql) => pglite.exec(sql),
    rows: async (sql, parameters) => (await pglite.query<Record<string, unknown>>(sql, parameters)).rows,
  };
  return { ...connection, another: async () => connection, close: () => pglite.close() };
}

async function openPostgresql(): Promise<Opened> {
  const { url, drop } = await createDatabase(process.env.TEST_DATABASE_URL!);
  const clients: pg.Client[] = [];
  const another = async (): Promise<MigrationConnection> => {
    const client = new pg.Client({ connectionString: url });
    clients.push(client);
    await client.connect();
    return {
      run: (sql) => client.query(sql),
      rows: async (sql, parameters) => (await client.query(sql, parameters)).rows,
    };
  };
  const close = async () => {
    for (const client of clients) await client.end();
    await drop();
  };
  return { ...(await another()), another, close };
}

const [embedded, postgresql] = TEST_DATABASES;
const kinds = [
  { ...embedded!, connect: openPglite },
  { ...postgresql!, connect: openPostgresql },
];

describe.each(kinds)('migrations on $name', ({ connect, missing }) => {
  describe.skipIf(missing)(missing ?? '', () => {
    let database: Opened;
    let folder: string;
    beforeEach(async () => {
      database = await connect();
      folder = mkdtempSync(join(tmpdir(), 'stemjam-migrations-'));
      cpSync(shipped, folder, { recursive: true });
    });
    afterEach(async () => {
      rmSync(folder, { recursive: true });
      await database.close();
    });

    const addMigration = (name: string, sql: string) => {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, 'migration.sql'), sql);
    };
    const history = () =>
      database.rows(`SELECT "migration_name" AS name, "applied_steps_count" AS steps, "finished_at" IS NOT NULL AS finished,
        "rolled_back_at" IS NULL AS kept, length("checksum") AS digits FROM "_prisma_migrations" ORDER BY 1`);

    it('are applied once, with the rows that Prisma writes', async () => {
      const first = await applyMigrations(database, folder);
      expect(first.length).toBeGreaterThanOrEqual(1);
      expect(await applyMigrations(database, folder)).toEqual([]);
      expect(await history()).toEqual(
        first.map((name) => ({ name, steps: 1, finished: true, kept: true, digits: 64 })),
      );
    });

    it('a new one is applied to a database in use, the old rows stay', async () => {
      await applyMigrations(database, folder);
      await database.run(`INSERT INTO "Jam" ("id", "name", "startedAt") VALUES ('a', 'A jam', 1)`);
      addMigration('29991231000000_later', 'ALTER TABLE "Jam" ADD COLUMN "mood" TEXT');
      expect(await applyMigrations(database, folder)).toEqual(['29991231000000_later']);
      expect(await database.rows('SELECT "name", "mood" FROM "Jam"')).toEqual([
        { name: 'A jam', mood: null },
      ]);
    });

    it('one that fails leaves nothing behind and says why', async () => {
      addMigration('29991231000000_broken', 'CREATE TABLE half (id INT); SELECT nothing_like_this();');
      await expect(applyMigrations(database, folder)).rejects.toThrow(
        /29991231000000_broken failed: .*nothing_like_this/,
      );
      expect(await database.rows(`SELECT to_regclass('half')::text AS half`)).toEqual([{ half: null }]);
      addMigration('29991231000000_broken', 'CREATE TABLE half (id INT);');
      expect(await applyMigrations(database, folder)).toEqual(['29991231000000_broken']);
    });

    it('refuses a history that is not its own', async () => {
      addMigration('29991231000000_later', 'SELECT 1');
      await applyMigrations(database, folder);
      addMigration('29991231000000_later', 'SELECT 2');
      await expect(applyMigrations(database, folder)).rejects.toThrow(/changed after it was applied/);
      rmSync(join(folder, '29991231000000_later'), { recursive: true });
      await expect(applyMigrations(database, folder)).rejects.toThrow(/newer than this server/);
    });

    it.skipIf(connect === openPglite)('two servers that start together apply them once', async () => {
      const other = await database.another();
      const applied = await Promise.all([applyMigrations(database, folder), applyMigrations(other, folder)]);
      expect(applied.flat()).toEqual((await history()).map(({ name }) => name));
    });
  });
});
