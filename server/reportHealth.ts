import packageJson from '../package.json' with { type: 'json' };
import type { Health } from '#server/contract/http';
import type { Embedder } from '#server/embedding/Embedder';
import type { Database } from '#server/platform/openDatabase';
import type { Library } from '#server/stems/openLibrary';

interface Parts {
  database: Database;
  embedder: Embedder;
  library: Library;
}

/** What runs, for people and for monitoring (SV3). `degraded`: jams play, but something is missing. */
export async function reportHealth({ database, embedder, library }: Parts): Promise<Health> {
  const answers = await database.prisma.$queryRaw`SELECT 1`.then(
    () => true,
    () => false,
  );
  const { provider, sentence, model } = embedder.info;
  return {
    status: answers && provider !== 'none' ? 'ok' : 'degraded',
    version: packageJson.version,
    database: { kind: database.kind, version: database.version },
    embedder: { provider, sentence },
    model,
    library: library.progress(),
  };
}
