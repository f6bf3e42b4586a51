import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseUnavailable } from './DatabaseUnavailable';

/** One connection that sees its own transactions. */
export interface MigrationConnection {
  /** Runs any number of statements without parameters. */
  run(sql: string): Promise<unknown>;
  rows(sql: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** CONTRACT: the number Prisma's own `migrate deploy` locks, so that the two wait for each other. */
const PRISMA_LOCK = 72_707_369;

/** CONTRACT: as Prisma creates it. */
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Applies the migrations the database does not have yet, in order, each with its row in one transaction, so that a
 * start that dies in the middle starts again cleanly. The rows are Prisma's own: `prisma migrate deploy` agrees.
 *
 * @returns the names of those it applied
 * @throws DatabaseUnavailable when the database has another history than the folder
 */
export async function applyMigrations(connection: MigrationConnection, folder: string): Promise<string[]> {
  const migrations = readMigrations(folder);
  await connection.rows('SELECT pg_advisory_lock($1)::text', [PRISMA_LOCK]);
  try {
    await connection.run(MIGRATIONS_TABLE);
    const pending = pendingOf(migrations, await historyOf(connection));
    for (const migration of pending) await apply(connection, migration);
    return pending.map(({ name }) => name);
  } finally {
    await connection.rows('SELECT pg_advisory_unlock($1)::text', [PRISMA_LOCK]);
  }
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

interface HistoryRow {
  name: string;
  checksum: string;
  finished: boolean;
}

async function historyOf(connection: MigrationConnection): Promise<HistoryRow[]> {
  const rows = await connection.rows(
    `SELECT "migration_name" AS name, "checksum", "finished_at" IS NOT NULL AS finished
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL ORDER BY "migration_name"`,
  );
  return rows as unknown as HistoryRow[];
}

function pendingOf(migrations: Migration[], history: HistoryRow[]): Migration[] {
  for (const row of history) {
    const known = migrations.find(({ name }) => name === row.name);
    if (!row.finished) {
      throw new DatabaseUnavailable(
        `The migration ${row.name} failed half-way. See "prisma migrate resolve".`,
      );
    }
    if (!known) {
      throw new DatabaseUnavailable(
        `The database is newer than this server (it has the migration ${row.name}). Start a newer Stemjam.`,
      );
    }
    if (known.checksum !== row.checksum) {
      throw new DatabaseUnavailable(
        `The migration ${row.name} was changed after it was applied to this database.`,
      );
    }
  }
  const applied = new Set(history.map(({ name }) => name));
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(connection: MigrationConnection, { name, sql, checksum }: Migration): Promise<void> {
  await connection.run('BEGIN');
  try {
    await connection.run(sql);
    await connection.rows(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await connection.run('COMMIT');
  } catch (cause) {
    await connection.run('ROLLBACK').catch(() => undefined);
    throw new DatabaseUnavailable(`The migration ${name} failed: ${(cause as Error).message}.`, { cause });
  }
}
