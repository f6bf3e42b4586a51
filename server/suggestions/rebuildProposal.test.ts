import { describe, expect, it } from 'vitest';
import { Proposal } from '#server/contract/ballot';
import { exampleStem } from '#server/contract/exampleJam';
import type { SuggestionId } from '#server/contract/ids';
import { rebuildProposal } from './rebuildProposal';

const bass = exampleStem('bass1', { instrument: 'bass', bars: 4, key: { tonic: 9, mode: 'minor' } });
const drums = exampleStem('drums1', { instrument: 'drums', bars: 2, key: null });
const rebuilt = (id: string) =>
  rebuildProposal(
    id as SuggestionId,
    async (stemId) => [bass, drums].find((stem) => stem.stemId === stemId) ?? null,
  );

describe('rebuildProposal from a fake library', () => {
  it('says what the id names', async () => {
    expect(await rebuilt('bass1.-5.3')).toEqual({
      suggestionId: 'bass1.-5.3',
      stem: bass,
      transposition: -5,
      barOffset: 3,
    });
    expect(Proposal.safeParse(await rebuilt('drums1.0.1')).success).toBe(true);
  });

  for (const [id, why] of [
    ['gone.0.0', 'a stem that is unknown or taken down'],
    ['bass1.7.0', 'a transposition no suggestion has'],
    ['drums1.2.0', 'unpitched stems moved in pitch'],
    ['bass1.0.4', 'an offset beyond the stem'],
    ['bass1.-0.0', 'a second name for the same'],
    ['bass1.0.01', 'a second name for the same'],
    ['bass1.--.0', 'no number'],
  ] as const)
    it(`knows nothing of ${id}: ${why}`, async () => {
      expect(await rebuilt(id)).toBeNull();
    });
});
