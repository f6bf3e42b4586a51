import type { ServerMs } from '#server/contract/units';

/** Knows what time it is on the server. */
export class ServerClock {
  /** The server's time, never going backwards; null before the first answer. */
  serverNow(): ServerMs | null {
    return null;
  }
}
