import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { applyMigrations } from './applyMigrations';
import { DatabaseUnavailable } from './DatabaseUnavailable';
import type { OpenedDatabase } from './openDatabase';

/** The oldest pgvector that can go on scanning an index when a filter throws most of it away. */
const OLDEST_PGVECTOR = [0, 8];

/** A PostgreSQL server with pgvector. */
export async function openPostgresql(databaseUrl: string, migrations: string): Promise<OpenedDatabase> {
  const where = placeOf(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    await applyMigrations(
      {
        run: (sql) => client.query(sql),
        rows: async (sql, parameters) => (await client.query(sql, parameters)).rows,
      },
      migrations,
    );
    await refuseOldPgvector(client);
  } catch (cause) {
    if (cause instanceof DatabaseUnavailable) throw cause;
    throw new DatabaseUnavailable(`The PostgreSQL at ${where} cannot be used: ${reasonOf(cause)}.`, {
      cause,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
  const adapter = new PrismaPg({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  return { adapter, kind: 'postgresql', close: async () => undefined };
}

async function refuseOldPgvector(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    `SELECT extversion AS version FROM pg_extension WHERE extname = 'vector'`,
  );
  const version = rows[0]?.version ?? '0.0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST_PGVECTOR[0]! || (major === OLDEST_PGVECTOR[0] && minor < OLDEST_PGVECTOR[1]!)) {
    throw new DatabaseUnavailable(
      `pgvector ${version} is too old: install 0.8 or newer, then ALTER EXTENSION vector UPDATE.`,
    );
  }
}

/** Host and database, never the password. */
function placeOf(databaseUrl: string): string {
  try {
    const url = new URL(databaseUrl);
    return `${url.host}${url.pathname}`;
  } catch {
    return 'DATABASE_URL (which is not a URL like postgresql://user:password@host:5432/stemjam)';
  }
}

/** Node reports several failed addresses as one error without a message. */
const reasonOf = (cause: unknown): string => {
  const error = cause as Error & { code?: string; errors?: Error[] };
  return (
    error.message || error.errors?.map((each) => each.message).join('; ') || error.code || 'no reason given'
  );
};
