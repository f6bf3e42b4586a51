import { conformedAudioPath, type StemSummary } from '#server/contract/stem';
import type { Bpm } from '#server/contract/units';

/** A stem as it has to sound: at a tempo and a transposition. */
export interface ConformedStem {
  stem: StemSummary;
  bpm: Bpm;
  transposition: number;
}

export type BufferState = 'loading' | 'ready' | 'failed';

export interface StemBuffersOptions<Audio> {
  fetch: (path: string, signal: AbortSignal) => Promise<Response>;
  /** Decodes and trims to exactly one cycle. */
  decode: (bytes: ArrayBuffer, wanted: ConformedStem) => Promise<Audio>;
  bytesOf: (audio: Audio) => number;
  onChanged: () => void;
  /** Audio kept in memory beyond what is in use. */
  budgetBytes?: number;
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}

interface Entry<Audio> {
  wanted: ConformedStem;
  state: BufferState | 'queued';
  audio: Audio | null;
  bytes: number;
  isUrgent: boolean;
  /** Aborted when it becomes urgent: the server is asked again, and renders it before what may wait. */
  prefetch: AbortController;
  usedAt: number;
}

const BUDGET_BYTES = 320 * 1024 * 1024;
const MOST_AT_ONCE = 4;
/** Audio that may never be wanted leaves room for what is. */
const MOST_PREFETCHES_AT_ONCE = 2;
/** Pauses before another try. The server may still be rendering, or the line may be back in a moment. */
const RETRY_MS = [400, 1_200, 3_000, 6_000];

/** Fetches stems at the tempo and transposition they are needed in, once each, and keeps those used last. */
export class StemBuffers<Audio> {
  readonly #entries = new Map<string, Entry<Audio>>();
  readonly #options: Required<StemBuffersOptions<Audio>>;
  readonly #closing = new AbortController();
  #running = 0;
  #uses = 0;

  constructor(options: StemBuffersOptions<Audio>) {
    this.#options = { budgetBytes: BUDGET_BYTES, wait: waitAborting, ...options };
  }

  /** The audio, if it is here. */
  get(wanted: ConformedStem): Audio | null {
    const entry = this.#entries.get(keyOf(wanted));
    if (!entry?.audio) return null;
    entry.usedAt = this.#uses += 1;
    return entry.audio;
  }

  stateOf(wanted: ConformedStem): BufferState {
    const state = this.#entries.get(keyOf(wanted))?.state;
    return state === undefined || state === 'queued' ? 'loading' : state;
  }

  /**
   * Makes sure audio is here or on its way. What failed is tried again.
   *
   * @param isUrgent it is about to sound; otherwise it may wait for everything that is
   */
  request(wanted: ConformedStem, isUrgent: boolean): void {
    const key = keyOf(wanted);
    const entry = this.#entries.get(key);
    if (entry && entry.state !== 'failed') {
      entry.isUrgent ||= isUrgent;
      if (isUrgent) entry.prefetch.abort();
      entry.usedAt = this.#uses += 1;
      return;
    }
    this.#entries.set(key, {
      wanted,
      state: 'queued',
      audio: null,
      bytes: 0,
      isUrgent,
      prefetch: new AbortController(),
      usedAt: (this.#uses += 1),
    });
    this.#startNext();
  }

  close(): void {
    this.#closing.abort();
    for (const entry of this.#entries.values()) entry.prefetch.abort();
    this.#entries.clear();
  }

  #startNext(): void {
    while (this.#running < MOST_AT_ONCE && !this.#closing.signal.aborted) {
      const queued = [...this.#entries].filter(([, entry]) => entry.state === 'queued');
      const next =
        queued.find(([, entry]) => entry.isUrgent) ??
        // The newest wish first: people scroll on.
        (this.#running < MOST_PREFETCHES_AT_ONCE ? queued.at(-1) : undefined);
      if (!next) return;
      next[1].state = 'loading';
      this.#running += 1;
      void this.#load(next[0], next[1]).finally(() => {
        this.#running -= 1;
        this.#startNext();
      });
    }
  }

  async #load(key: string, entry: Entry<Audio>): Promise<void> {
    const { fetch, decode, bytesOf, wait, onChanged } = this.#options;
    const { stem, bpm, transposition } = entry.wanted;
    const { signal } = this.#closing;
    const path = conformedAudioPath(stem.stemId, bpm, transposition);
    for (let attempt = 0; ; attempt++) {
      const isPrefetch = !entry.isUrgent;
      const ending = isPrefetch ? entry.prefetch.signal : signal;
      try {
        const response = await fetch(isPrefetch ? `${path}?prefetch=1` : path, ending);
        if (!response.ok) throw new Refused(response.status);
        entry.audio = await decode(await response.arrayBuffer(), entry.wanted);
        entry.bytes = bytesOf(entry.audio);
        entry.state = 'ready';
        this.#forgetOld(key);
        break;
      } catch (cause) {
        if (signal.aborted) return;
        if (ending.aborted) continue;
        const pauseMs = RETRY_MS[attempt];
        if (pauseMs === undefined || (cause instanceof Refused && cause.isFinal)) {
          entry.state = 'failed';
          break;
        }
        await wait(pauseMs, ending).catch(() => undefined);
        if (signal.aborted) return;
      }
    }
    onChanged();
  }

  /** Drops what was used longest ago. A sounding voice holds its own audio, so nothing is cut. */
  #forgetOld(justLoaded: string): void {
    const loaded = [...this.#entries].filter(([, entry]) => entry.state === 'ready');
    let bytes = loaded.reduce((sum, [, entry]) => sum + entry.bytes, 0);
    loaded.sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, entry] of loaded) {
      if (bytes <= this.#options.budgetBytes) return;
      if (key === justLoaded) continue;
      this.#entries.delete(key);
      bytes -= entry.bytes;
    }
  }
}

class Refused extends Error {
  constructor(readonly status: number) {
    super(`The server answered ${status}.`);
  }
  /** Asking again will not change it. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429 && this.status !== 408;
  }
}

const keyOf = ({ stem, bpm, transposition }: ConformedStem): string =>
  conformedAudioPath(stem.stemId, bpm, transposition);

const waitAborting = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
