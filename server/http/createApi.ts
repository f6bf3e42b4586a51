import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { refused, type ErrorCode, type JamError } from '#server/contract/errors';
import { accountRoutes } from './accountRoutes';
import type { ApiPorts, NodeEnvironment } from './ApiPorts';
import { jamRoutes } from './jamRoutes';
import { stemRoutes } from './stemRoutes';
import { ApiRefusal, statusOf } from './ApiRefusal';

const MAX_BODY_BYTES = 16_384;

/** Everything under `/api`. Refusals and failures are `{error: {code, sentence}}` with a fitting status. */
export function createApi(ports: ApiPorts): Hono<NodeEnvironment> {
  const api = new Hono<NodeEnvironment>().basePath('/api');
  api.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () =>
        errorResponse(refused('too_large', `A request may have at most ${MAX_BODY_BYTES} bytes.`).error),
    }),
  );
  api.use(async (context, next) => {
    await next();
    context.header('X-Content-Type-Options', 'nosniff');
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
  });
  api.route('/', accountRoutes(ports));
  api.route('/', jamRoutes(ports));
  api.route('/', stemRoutes(ports));
  api.get('/health', async (context) => context.json(await ports.health()));
  api.notFound(() => errorResponse(refused('not_found', 'There is nothing at this address.').error));
  api.onError((error) => {
    if (error instanceof ApiRefusal) return errorResponse(error.refusal);
    ports.logger.error({ err: error }, 'a request failed');
    return errorResponse(refused('internal', 'Something went wrong on the server. Try again.').error);
  });
  return api;
}

const errorResponse = (error: JamError): Response =>
  Response.json({ error }, { status: statusOf(error.code satisfies ErrorCode) });
