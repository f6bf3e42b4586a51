import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger } from '#server/platform/createLogger';
import { Embedder } from '#server/embedding/Embedder';
import { queriesOf } from './contexts';
import { readCommittedSets, type EvaluationSet } from './evaluationSet';
import { pairAccuracy } from './pairAccuracy';
import { tablesOf, type SetResult } from './printTables';
import { readSongFolder } from './readSongFolder';
import { measure, type Metrics } from './retrieval';
import { scoreRows } from './scoreRows';
import { untrainedModel } from './untrainedModel';

/**
 * npm run evaluate [-- FOLDER...] [-- --json]
 *
 * How often would a stem have been found from the rest of its song? Measured through the server's own code and the
 * exported model, on the committed held-out sets or on folders of multitracks, each number beside what it must beat.
 */
const MODELS = fileURLToPath(new URL('../../models/', import.meta.url));

async function evaluate(folders: readonly string[], asJson: boolean): Promise<void> {
  const logger = createLogger('error');
  const embedder = await Embedder.start({ modelsDir: MODELS, provider: 'cpu', logger });
  if (embedder.info.provider === 'none') throw new Error(embedder.info.sentence);
  const untrainedDir = await untrainedModel(MODELS);
  const untrained = await Embedder.start({ modelsDir: untrainedDir, provider: 'cpu', logger });
  try {
    const sets = folders.length
      ? await Promise.all(folders.map((folder) => readSongFolder(folder, embedder)))
      : await readCommittedSets(path.join(MODELS, 'evaluation'));
    if (sets.length === 0)
      throw new Error('models/evaluation holds no set. Name a folder of multitracks instead.');
    const { name, version } = embedder.info.model!;
    console.log(`# ${name} ${version}\n`);
    const results: SetResult[] = [];
    for (const set of sets) {
      const result = await evaluateSet(set, embedder, untrained);
      results.push(result);
      console.log(`${tablesOf(result)}\n`);
    }
    if (asJson) console.log(JSON.stringify({ sets: results.map(forJson) }));
  } finally {
    await embedder.close();
    await untrained.close();
    await rm(untrainedDir, { recursive: true });
  }
}

async function evaluateSet(
  { name, stems }: EvaluationSet,
  embedder: Embedder,
  untrained: Embedder,
): Promise<SetResult> {
  const queries = queriesOf(stems);
  const songs = new Set(stems.map(({ song }) => song)).size;
  if (songs < 2 || !queries.length)
    throw new Error(`${name}: it takes at least two songs of at least two stems each.`);
  const scores = await scoreRows(stems, queries, embedder, untrained);
  const rows = Object.fromEntries(
    Object.entries(scores.rows).map(([row, score]) => [row, score && measure(stems, queries, score)]),
  ) as SetResult['rows'];
  const pairs = {
    ours: await pairAccuracy(stems, queries, scores.fits.ours),
    chromaOnset: await pairAccuracy(stems, queries, scores.fits.chromaOnset),
  };
  const querySongs = queries.map((query) => stems[query]!.song);
  return { name, songs, stems: stems.length, queries: queries.length, querySongs, rows, pairs };
}

function forJson({ name, queries, rows }: SetResult) {
  const plain = (metrics: Metrics | null) => {
    if (!metrics) return null;
    const { r1, r5, r10, meanRank, medianRank, k8, k16, k64, ci64 } = metrics;
    return { r1, r5, r10, meanRank, medianRank, k8, k16, k64, ci64 };
  };
  const { chance, classOnly, chromaOnset, untrained, ours, shuffled } = rows;
  return {
    name,
    queries,
    rows: {
      chance: plain(chance),
      classOnly: plain(classOnly),
      chromaOnset: plain(chromaOnset),
      untrained: plain(untrained),
      // The paper's weights are not public.
      paper: null,
      ours: plain(ours),
      shuffled: plain(shuffled),
    },
  };
}

const options = process.argv.slice(2);
const folders = options.filter((option) => !option.startsWith('--'));
await evaluate(folders, options.includes('--json')).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
