import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import path from 'node:path';
import next from 'next';

export interface Pages {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
}

/** The Next.js pages, served by our own HTTP server so that pages and sockets share one port. */
export async function createPages(options: {
  httpServer: Server;
  development: boolean;
  host: string;
  port: number;
}): Promise<Pages> {
  const pages = next({
    dev: options.development,
    dir: path.resolve(import.meta.dirname, '../..'),
    httpServer: options.httpServer,
    hostname: options.host,
    port: options.port,
  });
  await pages.prepare();
  const handle = pages.getRequestHandler();
  return { handle: (request, response) => handle(request, response), close: () => pages.close() };
}
