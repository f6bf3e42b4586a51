import { z } from 'zod';

export const ERROR_CODES = [
  'bad_message',
  'too_large',
  'too_fast',
  'not_signed_in',
  'not_a_member',
  'not_allowed',
  'unknown_jam',
  'unknown_track',
  'unknown_clip',
  'unknown_stem',
  'unknown_suggestion',
  'already_there',
  'limit_reached',
  'vote_closed',
  'nothing_to_undo',
  'changed_since',
  'room_full',
  'storage_failed',
  'not_found',
  'internal',
] as const;

/** A refusal: a code for the program and a sentence a person can act on (OP5). */
export const JamError = z.object({ code: z.enum(ERROR_CODES), sentence: z.string() });
export type JamError = z.infer<typeof JamError>;
export type ErrorCode = JamError['code'];

export type Result<Value> = { ok: true; value: Value } | { ok: false; error: JamError };

export const accepted = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const refused = (code: ErrorCode, sentence: string): { ok: false; error: JamError } => ({
  ok: false,
  error: { code, sentence },
});
