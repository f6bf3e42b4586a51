import type { EvaluationStem } from './evaluationSet';
import { silence, type LinearSpectra } from '#server/embedding/spectra';

/** Stems that have others around them: only those can be asked for. */
export const queriesOf = (stems: readonly EvaluationStem[]): number[] =>
  stems.flatMap((stem, i) => (siblingsOf(stems, i).length && stem.classId >= 0 ? [i] : []));

/** The mix of a stem's group without it. Summed afresh: subtracting would leave a residue to recognise it by. */
export function contextOf(stems: readonly EvaluationStem[], query: number): LinearSpectra {
  const sum = silence();
  for (const sibling of siblingsOf(stems, query)) {
    const { cqt, bands } = stems[sibling]!.spectra;
    for (let i = 0; i < cqt.length; i++) sum.cqt[i]! += cqt[i]!;
    for (let i = 0; i < bands.length; i++) sum.bands[i]! += bands[i]!;
  }
  return sum;
}

const siblingsOf = (stems: readonly EvaluationStem[], query: number): number[] =>
  stems.flatMap(({ group }, i) => (i !== query && group === stems[query]!.group ? [i] : []));
