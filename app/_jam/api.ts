import { z } from 'zod';
import { JamError } from '#server/contract/errors';
import { ImportProgress, JamCard, JamList, LibraryPage, Me, type MeChange } from '#server/contract/http';
import type { StemId } from '#server/contract/ids';
import type { Instrument } from '#server/contract/instruments';
import type { Key } from '#server/contract/key';
import { StemPeaks } from '#server/contract/stem';

/** A refusal by the server, or a sentence about the way to it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly error: JamError,
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(error.sentence, options);
  }
}

const UNREACHABLE = 'The server cannot be reached. Check your connection and try again.';
const UNREADABLE = 'The server gave an answer this page does not understand. Reload the page.';

interface Request<Schema extends z.ZodType> {
  method?: 'GET' | 'PUT' | 'POST';
  body?: unknown;
  schema: Schema;
  signal?: AbortSignal;
}

async function request<Schema extends z.ZodType>(
  path: string,
  { method = 'GET', body, schema, signal }: Request<Schema>,
): Promise<z.output<Schema>> {
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    signal: signal ?? null,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiError({ code: 'internal', sentence: UNREACHABLE }, 0, { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const told = z.object({ error: JamError }).safeParse(answer);
    throw new ApiError(
      told.success ? told.data.error : { code: 'internal', sentence: UNREADABLE },
      response.status,
    );
  }
  const parsed = schema.safeParse(answer);
  if (!parsed.success)
    throw new ApiError({ code: 'internal', sentence: UNREADABLE }, response.status, { cause: parsed.error });
  return parsed.data;
}

/** Who we are here, or null for somebody new. */
export async function fetchMe(signal?: AbortSignal): Promise<Me | null> {
  try {
    return await request('/api/me', { schema: Me, signal });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Becomes a guest of this name and colour, or changes them. */
export const saveMe = (change: MeChange): Promise<Me> =>
  request('/api/me', { method: 'PUT', body: change, schema: Me });

export const fetchJams = async (signal?: AbortSignal): Promise<JamCard[]> =>
  (await request('/api/jams', { schema: JamList, signal })).jams;

export const createJam = (name: string): Promise<JamCard> =>
  request('/api/jams', { method: 'POST', body: { name }, schema: JamCard });

export interface LibrarySearch {
  text?: string;
  instrument?: Instrument;
  bpmMin?: number;
  bpmMax?: number;
  key?: Key;
  offset?: number;
  limit?: number;
}

export function fetchLibrary(search: LibrarySearch, signal?: AbortSignal): Promise<LibraryPage> {
  const { key, text, ...rest } = search;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({
    ...rest,
    text: text?.trim() || undefined,
    key: key && `${key.tonic}-${key.mode}`,
  }))
    if (value !== undefined) query.set(name, String(value));
  return request(`/api/library?${query}`, { schema: LibraryPage, signal });
}

export const fetchImportProgress = (signal?: AbortSignal): Promise<ImportProgress> =>
  request('/api/library/progress', { schema: ImportProgress, signal });

export const fetchPeaks = (stemId: StemId, signal?: AbortSignal): Promise<StemPeaks> =>
  request(`/api/stems/${stemId}/peaks`, { schema: StemPeaks, signal });
