import { z } from 'zod';
import { Proposal } from './ballot';
import { Instrument } from './instruments';
import { TrackId } from './ids';
import { ServerMs } from './units';

/** Why a stem fits, in words taken from the music (SG6). `kind` chooses the chip's icon and order. */
export const Reason = z.object({
  kind: z.enum(['key', 'tempo', 'register', 'rhythm', 'answers', 'new', 'start']),
  text: z.string().max(60),
});
export type Reason = z.infer<typeof Reason>;

export const Suggestion = Proposal.extend({
  /** 0 to 1: how it stands among the library's stems of its class for this mix; 1 = the best. */
  fit: z.number().min(0).max(1),
  /** The track it answers most, where the model can tell. */
  answersTrackId: TrackId.nullable(),
  reasons: z.array(Reason).max(4),
  /** Stretch factor at the jam's tempo, 1 = none. */
  stretch: z.number().positive(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** Ranked stems for one revision. */
export const SuggestionSet = z.object({
  forRevision: z.number().int().min(0),
  /** When that revision was committed; with the clock it says how old the answer's question is (SG3). */
  committedAt: ServerMs,
  rankedAt: ServerMs,
  /** Best overall, mixed classes. */
  any: z.array(Suggestion).max(24),
  /** Best per wanted instrument. */
  byInstrument: z.partialRecord(Instrument, z.array(Suggestion).max(24)),
  /** `model`: ranked by the model. `starters`: an empty jam's varied offer (SG9). */
  source: z.enum(['model', 'starters']),
});
export type SuggestionSet = z.infer<typeof SuggestionSet>;

/** What the panel shows instead of a fresh set. The jam goes on in every case (SG8). */
export const SuggestionStatus = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready') }),
  z.object({ state: z.literal('working'), forRevision: z.number().int().min(0) }),
  z.object({ state: z.literal('unavailable'), sentence: z.string() }),
]);
export type SuggestionStatus = z.infer<typeof SuggestionStatus>;
