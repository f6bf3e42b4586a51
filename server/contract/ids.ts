import { z } from 'zod';

const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'Ids are 1 to 64 letters, digits, "-" or "_".');

export const JamId = id.brand<'JamId'>();
export type JamId = z.infer<typeof JamId>;
/** The account's user id: a member is the same person in every jam and every tab. */
export const MemberId = id.brand<'MemberId'>();
export type MemberId = z.infer<typeof MemberId>;
export const TrackId = id.brand<'TrackId'>();
export type TrackId = z.infer<typeof TrackId>;
export const ClipId = id.brand<'ClipId'>();
export type ClipId = z.infer<typeof ClipId>;
export const StemId = id.brand<'StemId'>();
export type StemId = z.infer<typeof StemId>;
/** Chosen by the client that has the intent; submitting it again is safe (OP4). */
export const OpId = id.brand<'OpId'>();
export type OpId = z.infer<typeof OpId>;
/** Names a stem at a transposition and bar offset, so that votes outlive the set they were cast in. */
export const SuggestionId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}\.[-0-9]{1,3}\.[0-9]{1,2}$/)
  .brand<'SuggestionId'>();
export type SuggestionId = z.infer<typeof SuggestionId>;

export const suggestionIdOf = (stemId: StemId, transposition: number, barOffset: number): SuggestionId =>
  `${stemId}.${transposition}.${barOffset}` as SuggestionId;

/** The room itself, when it acts on a vote's outcome. No account can have this id. */
export const ROOM_MEMBER = '_room' as MemberId;
