import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createAuth } from '#server/auth/createAuth';
import { loadSecret } from '#server/auth/loadSecret';
import { serverMs } from '#server/contract/units';
import { Embedder } from '#server/embedding/Embedder';
import { createPages } from '#server/http/createPages';
import { createRequestListener } from '#server/http/createRequestListener';
import { JamRegistry } from '#server/jam/JamRegistry';
import type { JamRoom } from '#server/jam/JamRoom';
import { PrismaOpLog } from '#server/jam/PrismaOpLog';
import { shareRooms } from '#server/jam/shareRooms';
import { startOpenJam } from '#server/jam/startOpenJam';
import { createLogger } from '#server/platform/createLogger';
import { lonelyBus } from '#server/platform/NodeBus';
import { openDatabase } from '#server/platform/openDatabase';
import { openRedisBus } from '#server/platform/openRedisBus';
import { attachSockets } from '#server/sockets/attachSockets';
import { openLibrary } from '#server/stems/openLibrary';
import { createSuggestions } from '#server/suggestions/createSuggestions';
import type { Config } from './config';
import { reportHealth } from './reportHealth';

export interface RunningServer {
  url: string;
  close(): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '..');

/** Puts the parts together: the only file that knows everyone. Whatever it started, `close` stops, last first. */
export async function createServer(
  config: Config,
  options: { pages: boolean } = { pages: true },
): Promise<RunningServer> {
  const logger = createLogger(config.logLevel);
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const stop of closers.splice(0).reverse()) {
      try {
        await stop();
      } catch (cause) {
        logger.error({ err: cause }, 'Something did not stop cleanly.');
      }
    }
  };
  const started = <Part extends { close(): unknown }>(part: Part): Part => {
    closers.push(() => part.close());
    return part;
  };

  try {
    const database = started(await openDatabase({ ...config, logger }));
    const bus = started(config.redisUrl ? await openRedisBus(config.redisUrl, logger) : lonelyBus);
    const modelsDir = path.join(ROOT, 'models');
    const embedder = started(await Embedder.start({ modelsDir, provider: config.embedder, logger }));
    const library = started(await openLibrary({ dataDir: config.dataDir, database, embedder, logger }));
    const findStem = library.stems.findUsable.bind(library.stems);
    const suggestions = started(createSuggestions({ database, embedder, findStem, now, logger }));
    const secret = config.authSecret ?? loadSecret(config.dataDir);
    const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
    const auth = createAuth({ database, secret, publicUrl, logger });

    const opLog = new PrismaOpLog(database.prisma);
    const facts = {
      stem: findStem,
      proposal: suggestions.proposal.bind(suggestions),
    };
    const registry = started(new JamRegistry({ opLog, facts, now, setTimer, logger }));
    // A room the lobby only looked at costs no ranking.
    const changed = (room: JamRoom) => {
      if (room.presence.memberCount === 0) return;
      const { jamId, revision, state, changedAt } = room;
      suggestions.changed(jamId, { revision, state, committedAt: changedAt });
    };
    registry.onOpened((room) => room.onCommitted(() => changed(room)));
    registry.onPresenceChanged(changed);
    registry.onClosed((jamId) => suggestions.forget(jamId));
    library.onStemsChanged(() => suggestions.libraryChanged());

    const httpServer = createHttpServer();
    const { memberFromHeaders } = auth;
    const sockets = started(
      attachSockets({ ...config, httpServer, registry, opLog, memberFromHeaders, suggestions, now, logger }),
    );
    suggestions.onRanked((jamId, set) => sockets.io.to(jamId).emit('suggestions:ranked', set));
    suggestions.onStatus((jamId, status) => sockets.io.to(jamId).emit('suggestions:status', status));
    started(shareRooms(registry, bus, sockets.tellPeople, logger));

    const pages = options.pages ? started(await createPages({ ...config, httpServer })) : null;
    const health = () => reportHealth({ database, embedder, library });
    const isBehindProxy = config.publicUrl !== undefined;
    const onRenamed = sockets.rename;
    const api = { registry, opLog, auth, library, health, logger, isBehindProxy, onRenamed };
    httpServer.on('request', createRequestListener({ api, auth, pages, logger }));
    await listen(httpServer, config);

    // The lobby is there at once and shows how far the library is.
    void library.bringIn(path.join(ROOT, 'prisma/seed/library.json'));
    library.openingStems
      .then((stems) => startOpenJam(registry, opLog, stems))
      .catch((cause) => logger.error({ err: cause }, 'The open jam could not be started.'));
    return { url: urlOf(httpServer, config.host), close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** Milliseconds since the epoch that never jump: the system's clock may be set while the server runs. */
const now = () => serverMs(performance.timeOrigin + performance.now());

function setTimer(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}

function listen(httpServer: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    httpServer.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start.`;
      reject(cause.code === 'EADDRINUSE' ? new Error(taken, { cause }) : cause);
    });
    httpServer.listen(port, host, resolve);
  });
}

function urlOf(httpServer: Server, host: string): string {
  const { port } = httpServer.address() as AddressInfo;
  return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`;
}
