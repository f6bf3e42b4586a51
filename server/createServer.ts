import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAuth } from '#server/auth/createAuth';
import { loadSecret } from '#server/auth/loadSecret';
import { serverMs } from '#server/contract/units';
import { createPages } from '#server/http/createPages';
import { createRequestListener } from '#server/http/createRequestListener';
import { JamRegistry } from '#server/jam/JamRegistry';
import { PrismaOpLog } from '#server/jam/PrismaOpLog';
import { createLogger } from '#server/platform/createLogger';
import { openDatabase } from '#server/platform/openDatabase';
import { attachSockets } from '#server/sockets/attachSockets';
import type { Config } from './config';

export interface RunningServer {
  url: string;
  close(): Promise<void>;
}

/** Puts the parts together: the only file that knows everyone. Whatever it started, `close` stops, last first. */
export async function createServer(config: Config): Promise<RunningServer> {
  const logger = createLogger(config.logLevel);
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const stop of closers.splice(0).reverse()) {
      await stop().catch((cause) => logger.error({ err: cause }, 'Something did not stop cleanly.'));
    }
  };
  const now = () => serverMs(performance.timeOrigin + performance.now());
  const setTimer = (callback: () => void, delayMs: number) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  };

  const database = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, logger });
  closers.push(() => database.close());
  const auth = createAuth({ database, secret: loadSecret(config.dataDir), secureCookies: false, logger });
  const opLog = new PrismaOpLog(database.prisma);
  const registry = new JamRegistry({
    opLog,
    facts: { stem: async () => null, proposal: () => null },
    now,
    setTimer,
    logger,
  });
  closers.push(() => registry.close());

  const httpServer = createHttpServer();
  const sockets = attachSockets({
    httpServer,
    registry,
    opLog,
    memberFromHeaders: (headers) => auth.memberFromHeaders(headers),
    suggestions: { latest: () => null, status: () => ({ state: 'ready' }) },
    now,
    logger,
  });
  closers.push(() => sockets.close());
  const pages = await createPages({
    httpServer,
    development: config.development,
    host: config.host,
    port: config.port,
  });
  closers.push(() => pages.close());
  httpServer.on(
    'request',
    createRequestListener({
      api: {
        registry,
        opLog,
        auth,
        library: {
          stem: async () => null,
          peaks: async () => null,
          search: async () => ({ stems: [], total: 0 }),
          progress: () => ({ done: 0, total: 0, failed: 0 }),
        },
        conformedFile: async () => ({ ok: false, error: { code: 'unknown_stem', sentence: 'No.' } }),
        health: async () => ({}) as never,
        logger,
      },
      auth,
      pages,
      logger,
    }),
  );
  await listen(httpServer, config);
  const { port } = httpServer.address() as AddressInfo;
  const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
  return { url: `http://${host}:${port}`, close };
}

function listen(httpServer: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    httpServer.once('error', reject);
    httpServer.listen(port, host, resolve);
  });
}
