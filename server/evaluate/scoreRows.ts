import { INSTRUMENTS, isPitchedInstrument } from '#server/contract/instruments';
import { seededRandom } from '#server/platform/seededRandom';
import type { Embedder } from '#server/embedding/Embedder';
import { contextOf } from './contexts';
import type { EvaluationStem } from './evaluationSet';
import { handMadeFeatures, type HandMadeFeatures } from './handMade';
import type { FitOf } from './pairAccuracy';
import type { Score } from './retrieval';

export const ROWS_TO_SCORE = ['chance', 'classOnly', 'chromaOnset', 'untrained', 'ours', 'shuffled'] as const;
export type RowName = (typeof ROWS_TO_SCORE)[number];

/** Puts a stem of the wanted class before all others: what every row but chance and ours is given for free. */
const SAME_CLASS = 10;

export interface Scores {
  rows: Record<RowName, Score | null>;
  /** The two that can be asked about windows that are not in the set. */
  fits: { ours: FitOf; chromaOnset: FitOf };
}

/** Every score there is to compare, ours and what it must beat. */
export async function scoreRows(
  stems: readonly EvaluationStem[],
  queries: readonly number[],
  embedder: Embedder,
  untrained: Embedder | null,
): Promise<Scores> {
  const bonus = (query: number, i: number) => (stems[query]!.classId === stems[i]!.classId ? SAME_CLASS : 0);
  const { ours, shuffled, fit } = await predictedScores(stems, queries, embedder);
  const handMade = handMadeScore(stems, queries, bonus);
  return {
    rows: {
      chance: tieBreak,
      classOnly: (query, i) => bonus(query, i) + tieBreak(query, i),
      chromaOnset: handMade.score,
      untrained: untrained && (await encoderScore(stems, queries, untrained, bonus)),
      ours,
      shuffled,
    },
    fits: { ours: fit, chromaOnset: handMade.fit },
  };
}

/** Ties are decided at random, by the pair and not by the order. */
const tieBreak: Score = (query, i) => seededRandom(query * 100_003 + i)();

function handMadeScore(
  stems: readonly EvaluationStem[],
  queries: readonly number[],
  bonus: Score,
): { score: Score; fit: FitOf } {
  const candidates = stems.map(({ spectra }) => handMadeFeatures(spectra));
  const contexts = new Map(queries.map((query) => [query, handMadeFeatures(contextOf(stems, query))]));
  const fit = (query: number, candidate: HandMadeFeatures) => {
    const context = contexts.get(query)!;
    const onsets = dot(context.onsets, candidate.onsets);
    const isPitched = isPitchedInstrument(INSTRUMENTS[stems[query]!.classId]!);
    return onsets + (isPitched ? dot(context.chroma, candidate.chroma) : 0);
  };
  return {
    score: (query, i) => fit(query, candidates[i]!) + bonus(query, i),
    fit: async (query, windows) => windows.map((window) => fit(query, handMadeFeatures(window))),
  };
}

/**
 * Our score, and the same with the context of another song: what is left of it then was not read from the context. The
 * stranger's context is half the queries away; each pass of the encoder answers for both.
 */
async function predictedScores(
  stems: readonly EvaluationStem[],
  queries: readonly number[],
  embedder: Embedder,
): Promise<{ ours: Score; shuffled: Score; fit: FitOf }> {
  const vectors = await vectorsOf(stems, embedder);
  const ours = new Map<number, Float32Array>();
  const shuffled = new Map<number, Float32Array>();
  for (const [position, query] of queries.entries()) {
    const stranger = queries[(position + (queries.length >> 1)) % queries.length]!;
    const classIds = [stems[query]!.classId, stems[stranger]!.classId];
    const [own, strangers] = await embedder.predictMix(contextOf(stems, query), classIds);
    ours.set(query, own!);
    shuffled.set(stranger, strangers!);
  }
  return {
    ours: (query, i) => dot(ours.get(query)!, vectors[i]!),
    shuffled: (query, i) => dot(shuffled.get(query)!, vectors[i]!),
    fit: async (query, windows) =>
      (await embedder.embedStems(windows)).map(({ vector }) => dot(ours.get(query)!, vector)),
  };
}

/** An encoder alone, without a predictor: how alike context and candidate are to it. */
async function encoderScore(
  stems: readonly EvaluationStem[],
  queries: readonly number[],
  embedder: Embedder,
  bonus: Score,
): Promise<Score> {
  const vectors = await vectorsOf(stems, embedder);
  const contexts = new Map<number, Float32Array>();
  for (const query of queries) {
    const [embedded] = await embedder.embedStems([contextOf(stems, query)]);
    contexts.set(query, embedded!.vector);
  }
  return (query, i) => dot(contexts.get(query)!, vectors[i]!) + bonus(query, i);
}

const vectorsOf = async (stems: readonly EvaluationStem[], embedder: Embedder): Promise<Float32Array[]> =>
  (await embedder.embedStems(stems.map(({ spectra }) => spectra))).map(({ vector }) => vector);

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
