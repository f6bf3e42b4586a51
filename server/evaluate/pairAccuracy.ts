import { INSTRUMENTS, isPitchedInstrument } from '#server/contract/instruments';
import type { EvaluationStem } from './evaluationSet';
import { mean } from './retrieval';
import { isNoticeable, SPOILS } from './spoil';
import type { LinearSpectra } from '#server/embedding/spectra';

/** How well a window fits the context of a query. */
export type FitOf = (query: number, windows: readonly LinearSpectra[]) => Promise<number[]>;

export interface PairResult {
  name: string;
  /** Pairs compared. */
  pairs: number;
  /** Share of pairs in which the true stem scores higher than its spoiled copy; null: no pairs. */
  pitched: number | null;
  unpitched: number | null;
}

/** The true stem against copies of itself that are late, out of order or out of key: what does the score really hear? */
export async function pairAccuracy(
  stems: readonly EvaluationStem[],
  queries: readonly number[],
  fitOf: FitOf,
): Promise<PairResult[]> {
  const wins = SPOILS.map(() => ({ pitched: [] as number[], unpitched: [] as number[] }));
  for (const query of queries) {
    const { spectra, classId } = stems[query]!;
    const isPitched = isPitchedInstrument(INSTRUMENTS[classId]!);
    const spoiled = SPOILS.flatMap(({ pitchedOnly, apply }, axis) => {
      const window = pitchedOnly && !isPitched ? spectra : apply(spectra);
      return isNoticeable(spectra, window) ? [{ axis, window }] : [];
    });
    const [own, ...others] = await fitOf(query, [spectra, ...spoiled.map(({ window }) => window)]);
    spoiled.forEach(({ axis }, i) => {
      wins[axis]![isPitched ? 'pitched' : 'unpitched'].push(own! > others[i]! ? 1 : 0);
    });
  }
  const share = (values: readonly number[]) => (values.length ? mean(values) : null);
  return SPOILS.map(({ name }, axis) => {
    const { pitched, unpitched } = wins[axis]!;
    return {
      name,
      pairs: pitched.length + unpitched.length,
      pitched: share(pitched),
      unpitched: share(unpitched),
    };
  });
}
