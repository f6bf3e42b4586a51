import { describe, expect, it } from 'vitest';
import { seededRandom } from '#server/platform/seededRandom';
import { contextOf, queriesOf } from './contexts';
import type { EvaluationStem } from './evaluationSet';
import { handMadeFeatures } from './handMade';
import { measure } from './retrieval';
import { silence } from '#server/embedding/spectra';

/** `songs` songs of three stems of classes 0, 1, 2. */
const library = (songs: number): EvaluationStem[] =>
  Array.from({ length: 3 * songs }, (_, i) => {
    const song = Math.floor(i / 3);
    const spectra = silence();
    spectra.cqt[i] = 1 + i;
    return { song, group: song, classId: i % 3, spectra };
  });
const all = (stems: readonly EvaluationStem[]) => stems.map((_, i) => i);

describe('measure', () => {
  const stems = library(100);

  it('is perfect for a perfect score and worst for the opposite', () => {
    const best = measure(stems, all(stems), (query, i) => (query === i ? 1 : 0));
    expect(best).toMatchObject({
      r1: 1,
      r10: 1,
      meanRank: 0,
      medianRank: 0,
      k8: 1,
      k64: 1,
      ci64: [1, 1],
      medianRankInClass: 0,
    });
    const worst = measure(stems, all(stems), (query, i) => (query === i ? 0 : 1));
    expect(worst).toMatchObject({ r1: 0, meanRank: 1, k8: 0, medianRankInClass: 1 });
  });

  it('gives chance for a random score', () => {
    const random = seededRandom(5);
    const scores = stems.map(() => stems.map(() => random()));
    const result = measure(stems, all(stems), (query, i) => scores[query]![i]!);
    expect(result.meanRank).toBeCloseTo(0.5, 1);
    expect(result.k8).toBeCloseTo(1 / 8, 1);
    expect(result.k64).toBeLessThan(0.05);
    expect(result.ci64[0]).toBeLessThanOrEqual(result.k64);
    expect(result.ci64[1]).toBeGreaterThanOrEqual(result.k64);
  });

  it("lets a target's siblings not compete with it", () => {
    const score = (query: number, i: number) =>
      stems[query]!.song === stems[i]!.song && query !== i ? 9 : query === i ? 1 : 0;
    expect(measure(stems, all(stems), score).r1).toBe(1);
  });

  it('counts the draws that the target wins exactly', () => {
    const ten = library(10);
    // Two of nine others are better: drawing seven of nine misses both in 1 of 36 cases.
    const better = (query: number) => [(query + 3) % 30, (query + 6) % 30];
    const result = measure(ten, all(ten), (query, i) =>
      better(query).includes(i) ? 2 : query === i ? 1 : 0,
    );
    expect(result.k8).toBeCloseTo(1 / 36, 10);
    expect(result.medianRankInClass).toBeCloseTo(2 / 9, 10);
  });
});

describe('contexts', () => {
  it('are the sum of the other stems of the group, without the target', () => {
    const stems = library(2);
    const { cqt } = contextOf(stems, 4);
    expect([...cqt.subarray(0, 7)]).toEqual([0, 0, 0, 4, 0, 6, 0]);
    expect(queriesOf([...stems, { ...stems[0]!, song: 9, group: 9 }])).toEqual([0, 1, 2, 3, 4, 5]);
  });
});

describe('handMadeFeatures', () => {
  it('hears pitch classes whatever the octave, and beginnings whatever the level', () => {
    const [low, high] = [silence(), silence()];
    for (let frame = 0; frame < 128; frame++) {
      low.cqt[frame * 84 + 7] = 1;
      high.cqt[frame * 84 + 31] = 0.25;
    }
    low.bands[64 * 8] = 1;
    high.bands[64 * 8 + 3] = 0.01;
    const [a, b] = [handMadeFeatures(low), handMadeFeatures(high)];
    expect(a.chroma.reduce((sum, x, i) => sum + x * b.chroma[i]!, 0)).toBeCloseTo(1, 5);
    expect(a.onsets.reduce((sum, x, i) => sum + x * b.onsets[i]!, 0)).toBeCloseTo(1, 5);
    expect(a.onsets.indexOf(Math.max(...a.onsets))).toBe(64);
  });
});
