import { fileURLToPath } from 'node:url';
import type { Logger } from './createLogger';
import { openEmbedded } from './openEmbedded';
import { openPostgresql } from './openPostgresql';
import { PrismaClient } from './prismaClient/client';

export interface Database {
  prisma: PrismaClient;
  kind: 'embedded' | 'postgresql';
  /** PostgreSQL's version and pgvector's, e.g. "18.6, pgvector 0.8.7". */
  version: string;
  close(): Promise<void>;
}

/** What differs between the two kinds. */
export interface OpenedDatabase {
  adapter: NonNullable<NonNullable<ConstructorParameters<typeof PrismaClient>[0]>['adapter']>;
  kind: Database['kind'];
  /** After the client has disconnected. */
  close(): Promise<void>;
}

const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/**
 * Opens the database and brings its tables up to date: the PostgreSQL at `databaseUrl`, or one inside this process
 * with its data in `dataDir`.
 *
 * @throws DatabaseUnavailable with a sentence for whoever runs the server
 */
export async function openDatabase(options: {
  databaseUrl?: string;
  dataDir: string;
  logger: Logger;
}): Promise<Database> {
  const { databaseUrl, dataDir, logger } = options;
  const startedAt = performance.now();
  const opened = databaseUrl
    ? await openPostgresql(databaseUrl, MIGRATIONS)
    : await openEmbedded(dataDir, MIGRATIONS);
  const prisma = new PrismaClient({ adapter: opened.adapter });
  const close = async () => {
    await prisma.$disconnect();
    await opened.close();
  };
  try {
    const version = await versionOf(prisma);
    logger.info(
      { kind: opened.kind, version, ms: Math.round(performance.now() - startedAt) },
      'The database is open.',
    );
    return { prisma, kind: opened.kind, version, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

async function versionOf(prisma: PrismaClient): Promise<string> {
  const [row] = await prisma.$queryRaw<{ server: string; vector: string }[]>`
    SELECT current_setting('server_version') AS server, extversion AS vector FROM pg_extension WHERE extname = 'vector'`;
  return `${row!.server.split(' ')[0]}, pgvector ${row!.vector}`;
}
