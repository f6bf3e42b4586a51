import type { EvaluationStem } from './evaluationSet';
import { seededRandom } from '#server/platform/seededRandom';

/** How high stem `candidate` is ranked for the context that lacks stem `query`. */
export type Score = (query: number, candidate: number) => number;

export interface Metrics {
  /** Share of queries whose own stem is among the first 1, 5, 10 of all other songs' stems. */
  r1: number;
  r5: number;
  r10: number;
  /** Normalised rank in that pool: 0 first, 1 last. */
  meanRank: number;
  medianRank: number;
  /** Probability of beating 7, 15, 63 random stems of the same class. */
  k8: number;
  k16: number;
  k64: number;
  /** 95 % interval of k64, bootstrap by song. */
  ci64: [number, number];
  /** What k64 is the mean of, query by query. */
  wins64: number[];
  /** Stems the rarest class has to choose from: below 64 the 64-way numbers are easier than their name. */
  fewestInClass: number;
  /** Median normalised rank among stems of the same class. */
  medianRankInClass: number;
  /** The same and k64, class by class. */
  byClass: Map<number, { queries: number; k64: number; medianRank: number }>;
}

/** Queries share the stems of other songs as candidates; the target's own siblings, which are its context, do not compete. */
export function measure(stems: readonly EvaluationStem[], queries: readonly number[], score: Score): Metrics {
  const places = queries.map((query) => placeOf(stems, query, score));
  const global = places.map(({ better, pool }) => better / Math.max(1, pool - 1));
  const inClass = places.map(
    ({ betterInClass, poolInClass }) => betterInClass / Math.max(1, poolInClass - 1),
  );
  const wins = (ways: number) => places.map((place) => chanceToWin(place, ways));
  const wins64 = wins(64);
  const share = (limit: number) => mean(places.map(({ better }) => (better < limit ? 1 : 0)));
  const songs = queries.map((query) => stems[query]!.song);
  return {
    r1: share(1),
    r5: share(5),
    r10: share(10),
    meanRank: mean(global),
    medianRank: median(global),
    k8: mean(wins(8)),
    k16: mean(wins(16)),
    k64: mean(wins64),
    ci64: bootstrapBySong(wins64, songs),
    wins64,
    fewestInClass: Math.min(...places.map(({ poolInClass }) => poolInClass)),
    medianRankInClass: median(inClass),
    byClass: byClass(
      queries.map((query) => stems[query]!.classId),
      places,
      inClass,
    ),
  };
}

interface Place {
  /** Candidates that score higher than the target, and how many there are, the target included. */
  better: number;
  pool: number;
  betterInClass: number;
  poolInClass: number;
}

function placeOf(stems: readonly EvaluationStem[], query: number, score: Score): Place {
  const target = stems[query]!;
  const place = { better: 0, pool: 1, betterInClass: 0, poolInClass: 1 };
  const own = score(query, query);
  stems.forEach((candidate, i) => {
    if (candidate.song === target.song) return;
    const isBetter = score(query, i) > own;
    place.pool++;
    if (isBetter) place.better++;
    if (candidate.classId !== target.classId) return;
    place.poolInClass++;
    if (isBetter) place.betterInClass++;
  });
  return place;
}

/** Exact probability that the target beats `ways - 1` others (or all there are) drawn from its class without putting back. */
function chanceToWin({ betterInClass, poolInClass }: Place, ways: number): number {
  const others = poolInClass - 1;
  let chance = 1;
  for (let drawn = 0; drawn < Math.min(ways - 1, others); drawn++) {
    chance *= Math.max(0, others - betterInClass - drawn) / Math.max(1, others - drawn);
  }
  return chance;
}

function byClass(
  classes: readonly number[],
  places: readonly Place[],
  ranks: readonly number[],
): Metrics['byClass'] {
  const result: Metrics['byClass'] = new Map();
  for (const classId of [...new Set(classes)].sort((a, b) => a - b)) {
    const mine = classes.flatMap((other, i) => (other === classId ? [i] : []));
    result.set(classId, {
      queries: mine.length,
      k64: mean(mine.map((i) => chanceToWin(places[i]!, 64))),
      medianRank: median(mine.map((i) => ranks[i]!)),
    });
  }
  return result;
}

const RESAMPLES = 1_000;

/**
 * 95 % interval of a mean over queries. Songs, not stems, are drawn: stems of one song succeed and fail together.
 *
 * @param songs the song of each value
 */
export function bootstrapBySong(values: readonly number[], songs: readonly number[]): [number, number] {
  const bySong = [...new Set(songs)].map((song) => values.filter((_, i) => songs[i] === song));
  const random = seededRandom(1);
  const means = Array.from({ length: RESAMPLES }, () => {
    const drawn = bySong.map(() => bySong[Math.floor(random() * bySong.length)]!);
    return mean(drawn.flat());
  }).sort((a, b) => a - b);
  return [means[Math.floor(RESAMPLES * 0.025)]!, means[Math.floor(RESAMPLES * 0.975)]!];
}

export const mean = (values: readonly number[]): number =>
  values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
