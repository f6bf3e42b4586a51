import type { Logger } from '#server/platform/createLogger';
import type { Database } from '#server/platform/openDatabase';
import { CachedSpectra } from './CachedSpectra';
import { MixRanker } from './MixRanker';
import type { FindStem, MixEmbedder } from './ports';
import { SuggestionService } from './SuggestionService';

/** The suggestions of every jam of this server. `now`: milliseconds since the epoch. */
export function createSuggestions(options: {
  database: Pick<Database, 'prisma'>;
  embedder: MixEmbedder;
  findStem: FindStem;
  now: () => number;
  logger: Logger;
}): SuggestionService {
  const ranker = new MixRanker({ ...options, spectra: new CachedSpectra(options.database) });
  return new SuggestionService({ ...options, ranker });
}
