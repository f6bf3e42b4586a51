import type { Proposal } from '#server/contract/ballot';
import { StemId, suggestionIdOf, type SuggestionId } from '#server/contract/ids';
import { isPitchedInstrument } from '#server/contract/instruments';
import { Transposition } from '#server/contract/units';
import type { FindStem } from './ports';

/**
 * What a suggestion proposes, read from its id: cards stay on screens when the server that ranked them is gone.
 *
 * @param findStem the stem, if it may come into a jam now
 * @returns null when no suggestion can have this id
 */
export async function rebuildProposal(
  suggestionId: SuggestionId,
  findStem: FindStem,
): Promise<Proposal | null> {
  const [id, transposed, late] = suggestionId.split('.');
  const stemId = StemId.safeParse(id);
  const transposition = Transposition.safeParse(Number(transposed));
  const barOffset = Number(late);
  // "-0" and "02" would be second ids for the same proposal, and second ballots.
  if (!stemId.success || !transposition.success) return null;
  if (suggestionId !== suggestionIdOf(stemId.data, transposition.data, barOffset)) return null;
  const stem = await findStem(stemId.data);
  if (!stem || barOffset >= stem.bars) return null;
  const isPitched = stem.key !== null && isPitchedInstrument(stem.instrument);
  if (!isPitched && transposition.data !== 0) return null;
  return { suggestionId, stem, transposition: transposition.data, barOffset };
}
