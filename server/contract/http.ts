import { z } from 'zod';
import { JamId, MemberId } from './ids';
import { Instrument } from './instruments';
import { Key } from './key';
import { MemberColour, MemberName } from './presence';
import { StemSummary } from './stem';
import { Bpm, ServerMs } from './units';

/** Shapes of `/api`. Errors are `{error: JamError}` with a fitting status. */

/** GET /api/me, PUT /api/me (name and colour): the guest or account behind the cookie; made on the first PUT. */
export const Me = z.object({ memberId: MemberId, name: MemberName, colour: MemberColour });
export type Me = z.infer<typeof Me>;
export const MeChange = Me.pick({ name: true, colour: true });
export type MeChange = z.infer<typeof MeChange>;

/** One line of the lobby. */
export const JamCard = z.object({
  jamId: JamId,
  name: z.string(),
  bpm: Bpm,
  key: Key.nullable(),
  /** Instruments that sound, in track order. */
  instruments: z.array(Instrument),
  /** Connected people, at most eight of them. */
  people: z.array(z.object({ name: MemberName, colour: MemberColour })),
  connectedCount: z.number().int(),
  changedAt: ServerMs,
  /** The jam everybody is offered first. */
  isOpenJam: z.boolean(),
});
export type JamCard = z.infer<typeof JamCard>;
/** GET /api/jams */
export const JamList = z.object({ jams: z.array(JamCard) });
/** POST /api/jams -> JamCard */
export const NewJam = z.object({ name: z.string().trim().min(1).max(60) });

/** GET /api/library: query. `key` finds stems with the notes of this key, major or minor, as they are. */
export const LibraryQuery = z.object({
  text: z.string().trim().max(80).optional(),
  instrument: Instrument.optional(),
  bpmMin: z.coerce.number().min(20).max(400).optional(),
  bpmMax: z.coerce.number().min(20).max(400).optional(),
  /** "9-minor": tonic and mode. Unpitched stems match every key. */
  key: z
    .string()
    .regex(/^(1[01]|[0-9])-(major|minor)$/)
    .transform((text): Key => {
      const [tonic, mode] = text.split('-');
      return { tonic: Number(tonic), mode: mode as Key['mode'] };
    })
    .optional(),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type LibraryQuery = z.infer<typeof LibraryQuery>;

export const LibraryPage = z.object({ stems: z.array(StemSummary), total: z.number().int() });
export type LibraryPage = z.infer<typeof LibraryPage>;

/** GET /api/library/progress: the starter library on its way in, at first start. */
export const ImportProgress = z.object({
  done: z.number().int(),
  total: z.number().int(),
  failed: z.number().int(),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

/** GET /api/health */
export const Health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  database: z.object({ kind: z.enum(['embedded', 'postgresql']), version: z.string() }),
  embedder: z.object({ provider: z.enum(['cuda', 'webgpu', 'cpu', 'none']), sentence: z.string() }),
  model: z.object({ name: z.string(), version: z.string() }).nullable(),
  library: ImportProgress,
});
export type Health = z.infer<typeof Health>;
