import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { exampleStem } from '#server/contract/exampleJam';
import type { ClientToServer, ServerToClient } from '#server/contract/events';
import type { Me } from '#server/contract/http';
import { suggestionIdOf, type JamId, type MemberId } from '#server/contract/ids';
import { serverMs } from '#server/contract/units';
import { JamRegistry } from '#server/jam/JamRegistry';
import { MemoryOpLog } from '#server/jam/MemoryOpLog';
import type { OpLog } from '#server/jam/OpLog';
import { createLogger } from '#server/platform/createLogger';
import { attachSockets } from './attachSockets';

export type TestSocket = Socket<ServerToClient, ClientToServer>;

export interface TestJamServer {
  url: string;
  registry: JamRegistry;
  jamId: JamId;
  /** A client whose cookie says who it is; null: a stranger. */
  connect(member: string | null): TestSocket;
  /** As after PUT /api/me. */
  rename(me: Me): void;
  close(): Promise<void>;
}

/**
 * Real sockets on a free port, with a fake sign-in (the cookie is the name), a fake library (every stem exists and may
 * be voted on) and, unless another is given, a fake op log in memory.
 */
export async function testJamServer(opLog: OpLog = new MemoryOpLog()): Promise<TestJamServer> {
  const logger = createLogger('silent');
  const now = () => serverMs(performance.timeOrigin + performance.now());
  const setTimer = (callback: () => void, ms: number) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  };
  const facts = {
    stem: async (stemId: string) => (stemId.startsWith('unknown') ? null : exampleStem(stemId)),
    proposal: (_jamId: JamId, suggestionId: string) => {
      const stem = exampleStem(suggestionId.split('.')[0]!);
      return { suggestionId: suggestionIdOf(stem.stemId, 0, 0), stem, transposition: 0, barOffset: 0 };
    },
  };
  const registry = new JamRegistry({ opLog, facts, now, setTimer, logger });
  const httpServer = createServer();
  const sockets = attachSockets({
    httpServer,
    registry,
    opLog,
    memberFromHeaders: async ({ cookie }) =>
      cookie ? { memberId: cookie as MemberId, name: cookie, colour: 'sky' } : null,
    suggestions: { latest: () => null, status: () => ({ state: 'ready' }) },
    now,
    logger,
  });
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
  const clients: TestSocket[] = [];
  return {
    url,
    registry,
    jamId: await registry.create('A jam'),
    connect: (member) => {
      const client: TestSocket = io(url, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        ...(member ? { extraHeaders: { cookie: member } } : {}),
      });
      clients.push(client);
      return client;
    },
    rename: sockets.rename,
    close: async () => {
      for (const client of clients) client.disconnect();
      await sockets.close();
      await registry.close();
    },
  };
}
