import type { ZodType } from 'zod';
import { refused, type ErrorCode, type JamError } from '#server/contract/errors';

/** Thrown by a route to answer with a refusal; `createApi` turns it into the response. */
export class ApiRefusal extends Error {
  readonly refusal: JamError;

  constructor(code: ErrorCode, sentence: string) {
    super(sentence);
    this.refusal = refused(code, sentence).error;
  }
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  bad_message: 400,
  too_large: 413,
  too_fast: 429,
  not_signed_in: 401,
  not_a_member: 403,
  not_allowed: 403,
  already_there: 409,
  limit_reached: 409,
  room_full: 409,
  internal: 500,
  storage_failed: 503,
};

export const statusOf = (code: ErrorCode): number =>
  STATUS[code] ?? (code.startsWith('unknown') || code === 'not_found' ? 404 : 400);

/** The value, or a 400 with the first thing that is wrong with it. */
export function parsed<Value>(schema: ZodType<Value>, value: unknown): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.map(String).join('.');
  throw new ApiRefusal('bad_message', [where, issue?.message].filter(Boolean).join(': '));
}
