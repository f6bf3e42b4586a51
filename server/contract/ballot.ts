import { z } from 'zod';
import { MemberId, SuggestionId } from './ids';
import { StemSummary } from './stem';
import { Bar, BarOffset, Transposition } from './units';

/** What a vote is about: this stem, this way. It outlives the suggestion set it came from. */
export const Proposal = z.object({
  suggestionId: SuggestionId,
  stem: StemSummary,
  transposition: Transposition,
  barOffset: BarOffset,
});
export type Proposal = z.infer<typeof Proposal>;

export const Vote = z.enum(['yes', 'no']);
export type Vote = z.infer<typeof Vote>;

/** The votes on one proposal. Opened by the first vote, decided on a bar. */
export const Ballot = z.object({
  proposal: Proposal,
  openedBar: Bar,
  /** If it has not passed before, it is decided when this bar begins. */
  closesBar: Bar,
  votes: z.record(MemberId, Vote),
  outcome: z.enum(['passed', 'failed']).nullable(),
  decidedBar: Bar.nullable(),
});
export type Ballot = z.infer<typeof Ballot>;

/** Bars a ballot stays open, and bars its outcome stays visible afterwards. */
export const BALLOT_BARS = 16;
export const BALLOT_AFTERGLOW_BARS = 8;
