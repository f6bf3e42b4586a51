import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Hono } from 'hono';
import { z } from 'zod';
import { LibraryQuery } from '#server/contract/http';
import { StemId } from '#server/contract/ids';
import { Bpm, Transposition } from '#server/contract/units';
import { RateLimiterByKey } from '#server/platform/RateLimiterByKey';
import type { ApiPorts, NodeEnvironment } from './ApiPorts';
import { ApiRefusal, parsed } from './ApiRefusal';

/** Files rendered for one member: a jam of 32 tracks may change its tempo three times in a row. */
const RENDERS = { burst: 96, perSecond: 2 };

const IMMUTABLE = 'public, max-age=31536000, immutable';
const AudioAddress = z.object({
  stemId: StemId,
  bpm: z
    .string()
    .regex(/^\d{2,3}\.\d{2}$/)
    .transform(Number)
    .pipe(Bpm),
  transposition: z
    .string()
    .regex(/^-?\d$/)
    .transform(Number)
    .pipe(Transposition),
});

/** The library: finding stems, drawing them, and their audio at the jam's tempo. */
export function stemRoutes({ auth, library }: Pick<ApiPorts, 'auth' | 'library'>): Hono<NodeEnvironment> {
  const routes = new Hono<NodeEnvironment>();
  const renders = new RateLimiterByKey(RENDERS, () => performance.now());
  const unknown = () => new ApiRefusal('unknown_stem', 'That stem is not in the library.');
  const idOf = (text: string): StemId => {
    const stemId = StemId.safeParse(text);
    if (!stemId.success) throw unknown();
    return stemId.data;
  };

  routes.get('/library', async (context) => {
    const given = Object.entries(context.req.query()).filter(([, value]) => value !== '');
    return context.json(await library.search(parsed(LibraryQuery, Object.fromEntries(given))));
  });

  routes.get('/library/progress', (context) => context.json(library.progress()));

  routes.get('/stems/:stemId', async (context) => {
    const stem = await library.stem(idOf(context.req.param('stemId')));
    if (!stem) throw unknown();
    return context.json(stem);
  });

  routes.get('/stems/:stemId/peaks', async (context) => {
    const peaks = await library.peaks(idOf(context.req.param('stemId')));
    if (!peaks) throw unknown();
    return context.json(peaks, 200, { 'Cache-Control': IMMUTABLE });
  });

  routes.get('/stems/:stemId/audio/:bpm/:transposition', async (context) => {
    const { stemId, bpm, transposition } = parsed(AudioAddress, context.req.param());
    const me = await auth.memberFromHeaders(context.env.incoming.headers);
    if (!me) throw new ApiRefusal('not_signed_in', 'Choose a name and a colour first.');
    const file = await library.conformedFile(stemId, bpm, transposition, {
      isPrefetch: context.req.query('prefetch') === '1',
      mayRender: () => renders.take(me.memberId),
    });
    if (!file.ok) throw new ApiRefusal(file.error.code, file.error.sentence);
    const { size } = await stat(file.value.path);
    const headers = {
      'Content-Type': file.value.contentType,
      'Content-Length': String(size),
      'Cache-Control': IMMUTABLE,
    };
    // Hono answers HEAD with what GET gives and drops the body unread: a file opened for it would stay open.
    if (context.req.method === 'HEAD') return context.body(null, 200, headers);
    const body = Readable.toWeb(createReadStream(file.value.path)) as ReadableStream<Uint8Array>;
    return context.body(body, 200, headers);
  });

  return routes;
}
