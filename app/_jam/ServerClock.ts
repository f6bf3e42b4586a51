import { serverMs, type ServerMs } from '#server/contract/units';
import { fitClock, readClock, type ClockFit, type ClockProbe } from './fitClock';

export interface ServerClockOptions {
  /** Milliseconds of a clock that only goes forward, `performance.now()` in a page. */
  now: () => number;
  /** Asks the server for its time; rejects when there is no connection. */
  askServer: () => Promise<ServerMs>;
  setTimer: (run: () => void, ms: number) => unknown;
  clearTimer: (timer: unknown) => void;
  onChanged?: (fit: ClockFit) => void;
}

/** Pauses between probes: quick at first, then slow, so that drift stays known at almost no cost. */
const FIRST_PROBES = 10;
const FIRST_PAUSE_MS = 120;
const SETTLING_PROBES = 22;
const SETTLING_PAUSE_MS = 1_000;
const SLOW_PAUSE_MS = 7_000;

/** Probes kept: about ten minutes' worth. */
const MAX_PROBES = 96;
/** Answers that disagree this much with a settled clock, twice in a row, mean that one of the clocks was set. */
const STEP_MS = 30;

/** Readings move to a better estimate by at most this much per local millisecond, so nobody hears it. */
const SLEW = 0.02;
/** A worse error than this is not slewed forwards but stepped. */
const STEP_FORWARD_MS = 250;
/** Going back has to wait for time to catch up; at half speed it does so without standing still. */
const SLEW_BACK_FAR = 0.5;

/**
 * Knows what time it is on the server, from several probes of which the quick ones count most. Readings never go
 * backwards and correct themselves gently.
 */
export class ServerClock {
  readonly #options: ServerClockOptions;
  #probes: ClockProbe[] = [];
  #fit: ClockFit | null = null;
  #asked = 0;
  #oddAnswers = 0;
  #timer: unknown = null;
  #isClosed = false;
  #reading: { localMs: number; serverMs: number } | null = null;

  constructor(options: ServerClockOptions) {
    this.#options = options;
  }

  /** Begins to probe, quickly again after a reconnect. */
  start(): void {
    if (this.#isClosed) return;
    this.#asked = 0;
    this.#options.clearTimer(this.#timer);
    void this.#probe();
  }

  /** The server's time, never going backwards; null before the first answer. */
  serverNow(): ServerMs | null {
    if (!this.#fit) return null;
    const localMs = this.#options.now();
    const target = readClock(this.#fit, localMs);
    const last = this.#reading;
    let next = target;
    if (last) {
      const elapsedMs = Math.max(0, localMs - last.localMs);
      const free = last.serverMs + elapsedMs * (1 + this.#fit.drift);
      const errorMs = target - free;
      if (errorMs < STEP_FORWARD_MS) {
        const limit = elapsedMs * (errorMs < -STEP_FORWARD_MS ? SLEW_BACK_FAR : SLEW);
        next = free + Math.max(-limit, Math.min(limit, errorMs));
      }
    }
    this.#reading = { localMs, serverMs: next };
    return serverMs(next);
  }

  /** Likely error of `serverNow()` in ms; null before the first answer. */
  get errorMs(): number | null {
    return this.#fit?.errorMs ?? null;
  }

  get fit(): ClockFit | null {
    return this.#fit;
  }

  /** Takes in an answer, also one that came with something else (joining tells the time too). */
  observe(probe: ClockProbe): void {
    if (this.#isClosed || probe.receivedMs < probe.sentMs) return;
    if (this.#isOdd(probe)) {
      this.#oddAnswers += 1;
      if (this.#oddAnswers < 2) return;
      this.#probes = [];
    }
    this.#oddAnswers = 0;
    this.#probes = [...this.#probes, probe].slice(-MAX_PROBES);
    const isFirst = this.#fit === null;
    // Before it is replaced, the old estimate is read once more: slewing starts from what was last true.
    if (!isFirst) this.serverNow();
    this.#fit = fitClock(this.#probes, this.#options.now());
    this.#options.onChanged?.(this.#fit);
  }

  close(): void {
    this.#isClosed = true;
    this.#options.clearTimer(this.#timer);
  }

  /** What the answer proves, that the server's time lay between sending and receiving, contradicts what we think. */
  #isOdd(probe: ClockProbe): boolean {
    if (!this.#fit || this.#probes.length < 4) return false;
    const thought = readClock(this.#fit, (probe.sentMs + probe.receivedMs) / 2);
    return Math.abs(probe.serverMs - thought) > (probe.receivedMs - probe.sentMs) / 2 + STEP_MS;
  }

  async #probe(): Promise<void> {
    this.#asked += 1;
    const sentMs = this.#options.now();
    try {
      const answer = await this.#options.askServer();
      this.observe({ sentMs, receivedMs: this.#options.now(), serverMs: answer });
    } catch {
      // No connection, or too slow to tell the time: the next probe will do, and the old estimate still holds.
    }
    if (this.#isClosed) return;
    this.#options.clearTimer(this.#timer);
    this.#timer = this.#options.setTimer(() => void this.#probe(), this.#pauseMs());
  }

  #pauseMs(): number {
    if (this.#asked < FIRST_PROBES) return FIRST_PAUSE_MS;
    return this.#asked < SETTLING_PROBES ? SETTLING_PAUSE_MS : SLOW_PAUSE_MS;
  }
}
