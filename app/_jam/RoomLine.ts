import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { JamError, type Result } from '#server/contract/errors';
import type { ClientToServer, ServerToClient } from '#server/contract/events';
import type { PurposeTimers } from './PurposeTimers';

export interface RoomLineOptions {
  /** Address of the server; the page's own by default. */
  url?: string;
  /** As for a program that is not a browser and has to bring its own cookie. */
  socketOptions?: Partial<ManagerOptions & SocketOptions>;
}

interface Hears {
  connected: () => void;
  lost: () => void;
  /** The server does not let us in, and asking again would not change that. */
  refused: (refusal: JamError) => void;
}

const ANSWER_MS = 10_000;
const RETRY_MS = 1_500;

/** A connection to the server that comes back by itself. What is asked while it is down is not kept for later. */
export class RoomLine {
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  readonly on: Socket<ServerToClient, ClientToServer>['on'];

  constructor({ url, socketOptions }: RoomLineOptions, timers: PurposeTimers, hears: Hears) {
    const options = {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 250,
      reconnectionDelayMax: 2_500,
      ...socketOptions,
    };
    const socket = url === undefined ? io(options) : io(url, options);
    this.#socket = socket;
    this.on = socket.on.bind(socket);
    // A handshake that was refused or a line the server cut, unlike a lost one, is not tried again by itself.
    const comeBack = () => {
      if (!socket.active) timers.later('connect', RETRY_MS, () => socket.connect());
    };
    socket.on('connect', hears.connected);
    socket.on('connect_error', (error) => {
      const told = JamError.safeParse((error as { data?: unknown }).data);
      if (told.success && told.data.code === 'not_signed_in') return hears.refused(told.data);
      hears.lost();
      comeBack();
    });
    socket.on('disconnect', () => {
      hears.lost();
      comeBack();
    });
  }

  get isConnected(): boolean {
    return this.#socket.connected;
  }

  /** Null: no answer in time, or no connection. */
  async ask<Value>(
    command: keyof ClientToServer,
    message: unknown,
    withinMs = ANSWER_MS,
  ): Promise<Result<Value> | null> {
    if (!this.#socket.connected) return null;
    try {
      return (await this.#socket.timeout(withinMs).emitWithAck(command, message as never)) as Result<Value>;
    } catch {
      return null;
    }
  }

  close(): void {
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
  }
}
