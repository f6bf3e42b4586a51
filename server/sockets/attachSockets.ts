import type { IncomingHttpHeaders, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { isSameOrigin } from '#server/auth/isSameOrigin';
import { refused } from '#server/contract/errors';
import type { ClientToServer, ServerToClient } from '#server/contract/events';
import type { Me } from '#server/contract/http';
import type { JamId } from '#server/contract/ids';
import type { SuggestionSet, SuggestionStatus } from '#server/contract/suggestion';
import type { ServerMs } from '#server/contract/units';
import type { JamRegistry } from '#server/jam/JamRegistry';
import type { JamRoom } from '#server/jam/JamRoom';
import type { OpLog } from '#server/jam/OpLog';
import type { Logger } from '#server/platform/createLogger';
import { commandLimits } from './commandLimits';
import { serveMember } from './serveMember';

export interface SocketPorts {
  httpServer: HttpServer;
  /** Where people reach the pages, if not where the server listens. */
  publicUrl?: string | undefined;
  registry: JamRegistry;
  opLog: OpLog;
  /** Null: nobody we know. */
  memberFromHeaders: (headers: IncomingHttpHeaders) => Promise<Me | null>;
  suggestions: {
    latest(jamId: JamId): SuggestionSet | null;
    status(jamId: JamId): SuggestionStatus;
  };
  now: () => ServerMs;
  logger: Logger;
}

export type JamServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type JamSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export interface SocketData {
  me: Me;
}

/** Largest frame the transport reads at all; between this and MAX_MESSAGE_BYTES the sender is told what is wrong. */
const TRANSPORT_LIMIT_BYTES = 262_144;

/** The live edge of the service: one Socket.IO server on the same port as the pages. */
export function attachSockets(ports: SocketPorts): {
  io: JamServer;
  tellPeople(room: JamRoom): void;
  /** A member has another name or colour: the jams they are in hear of it. */
  rename(me: Me): void;
  close(): Promise<void>;
} {
  const { registry, logger } = ports;
  const io: JamServer = new Server(ports.httpServer, {
    serveClient: false,
    // Without long polling no proxy needs sticky sessions.
    transports: ['websocket'],
    maxHttpBufferSize: TRANSPORT_LIMIT_BYTES,
    allowRequest: (request, decide) => decide(null, isSameOrigin(request.headers, ports.publicUrl)),
    pingInterval: 10_000,
    pingTimeout: 10_000,
  });

  io.use((socket, next) => {
    ports.memberFromHeaders(socket.request.headers).then(
      (me) => {
        if (me) socket.data.me = me;
        next(
          me ? undefined : rejection('not_signed_in', 'Choose a name first, then the jam can let you in.'),
        );
      },
      (cause) => {
        logger.error({ err: cause }, 'a handshake failed');
        next(rejection('internal', 'The server could not check who you are. Try again.'));
      },
    );
  });
  const limits = commandLimits();
  io.on('connection', (socket) => serveMember(io, socket, { ...ports, limits }));

  registry.onOpened((room: JamRoom) => {
    room.onCommitted((committed) => io.to(room.jamId).emit('op:committed', committed));
  });

  const tellPeople = (room: JamRoom) =>
    void io.to(room.jamId).emit('presence:changed', room.presence.people());

  return {
    io,
    tellPeople,
    rename: (me) => {
      for (const socket of io.sockets.sockets.values()) {
        if (socket.data.me.memberId === me.memberId) socket.data.me = me;
      }
      void registry.live().then((rooms) => {
        for (const room of rooms) {
          if (!room.presence.rename(me)) continue;
          tellPeople(room);
          registry.presenceChanged(room);
        }
      });
    },
    async close() {
      io.emit(
        'jam:closed',
        refused('internal', 'The server is restarting. The jam goes on in a moment.').error,
      );
      await io.close();
    },
  };
}

/** Arrives in the browser as `connect_error` with the refusal in `data`. */
function rejection(...[code, sentence]: Parameters<typeof refused>): Error {
  return Object.assign(new Error(sentence), { data: refused(code, sentence).error });
}
