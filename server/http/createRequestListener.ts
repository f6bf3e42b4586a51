import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Auth } from '#server/auth/createAuth';
import type { Logger } from '#server/platform/createLogger';
import { createApi } from './createApi';
import type { ApiPorts } from './ApiPorts';
import type { Pages } from './createPages';

interface ListenerPorts {
  api: ApiPorts;
  auth: Pick<Auth, 'handle'>;
  /** Null: a server without pages, as socket tests and benchmarks use it. */
  pages: Pages | null;
  logger: Logger;
}

/** Sends each request to who answers it: `/api/auth` to the accounts, `/api` to our routes, the rest to the pages. */
export function createRequestListener({ api, auth, pages, logger }: ListenerPorts) {
  const answerApi = getRequestListener(createApi(api).fetch, { overrideGlobalObjects: false });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const address = request.url ?? '/';
    // Engine.IO answers its own path with a listener of its own.
    if (address.startsWith('/socket.io')) return;
    if (address.startsWith('/api/auth/')) return auth.handle(request, response);
    if (address === '/api' || address.startsWith('/api/')) return void (await answerApi(request, response));
    if (pages) return pages.handle(request, response);
    response.writeHead(404).end();
  };

  return (request: IncomingMessage, response: ServerResponse): void => {
    answer(request, response).catch((cause) => {
      logger.error({ err: cause, url: request.url }, 'A request failed.');
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}
