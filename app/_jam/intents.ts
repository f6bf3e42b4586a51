import type { Proposal, Vote } from '#server/contract/ballot';
import type { ClipId, TrackId } from '#server/contract/ids';
import { isPitchedInstrument } from '#server/contract/instruments';
import type { JamState } from '#server/contract/jam';
import { transpositionInto } from '#server/contract/key';
import type { MemberOp, OpFacts } from '#server/contract/op';
import type { StemSummary } from '#server/contract/stem';
import { newId } from './newId';

/** An op and what the page knows about it, so that it can be shown before the room answers. */
export interface Intent {
  op: MemberOp;
  facts: OpFacts;
}

/** How a stem comes in: onto a new track, or in place of a track's clip. */
export interface Placement {
  trackId?: TrackId;
  /** Semitones; without it, the shortest way into the jam's key. */
  transposition?: number;
  /** Bars into its own cycle. */
  barOffset?: number;
}

/** The semitones that bring a stem into the jam's key; 0 for what has no key. */
export const transpositionFor = (jam: JamState, stem: StemSummary): number =>
  stem.key && jam.transport.key && isPitchedInstrument(stem.instrument)
    ? transpositionInto(stem.key, jam.transport.key)
    : 0;

/** Puts a stem into the jam. */
export function addStem(jam: JamState, stem: StemSummary, placement: Placement = {}): Intent {
  const { trackId, transposition = transpositionFor(jam, stem), barOffset = 0 } = placement;
  return {
    op: {
      type: 'clip.add',
      clipId: newId() as ClipId,
      trackId: trackId ?? (newId() as TrackId),
      ...(trackId ? {} : { newTrack: { name: stem.name.slice(0, 40), instrument: stem.instrument } }),
      stemId: stem.stemId,
      transposition,
      barOffset,
    },
    facts: { stem },
  };
}

/** Votes on a suggestion; null takes one's vote back. */
export const castVote = (
  { suggestionId, stem, transposition, barOffset }: Proposal,
  vote: Vote | null,
): Intent => ({
  op: { type: 'vote.cast', suggestionId, vote },
  facts: { proposal: { suggestionId, stem, transposition, barOffset } },
});
