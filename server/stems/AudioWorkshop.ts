import { RestartingWorker, WorkerLost, WorkerRefused } from '#server/platform/RestartingWorker';
import type { Logger } from '#server/platform/createLogger';
import type { StemShape } from './readStem';
import { UnusableAudio } from './UnusableAudio';

export type AudioRequest =
  | { do: 'prepare'; bytes: Uint8Array; shape: StemShape; analysisRate: number }
  | { do: 'conform'; source: string; target: string; shape: StemShape; samples: number; semitones: number };

/** What ingesting a stem needs to know about its sound. */
export interface PreparedStem {
  /** At 48 kHz and its own tempo. */
  samples: number;
  loudnessLufs: number;
  peaks: Uint8Array<ArrayBuffer>;
  /** Mono at the analysis rate. */
  mono: Float32Array;
}

/** Too much is being asked at once. The message is for a person. */
export class WorkshopBusy extends Error {
  override name = 'WorkshopBusy';
}

type Conform = Extract<AudioRequest, { do: 'conform' }>;

interface Job<Request extends AudioRequest = AudioRequest> {
  request: Request;
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

/** So many jobs of a kind wait at most; a jam of 32 tracks that changes its tempo fits twice. */
const MOST_WAITING = 64;

/** No job takes so long, even on a slow machine. */
const MOST_MS = 180_000;

const BUSY = 'Too many stems are being prepared right now. Try again in a moment.';

/**
 * One thread for sound. What a jam waits for (conforming) goes before what somebody may want to hear next, and that
 * before what the library waits for (preparing). A thread that dies is replaced; only the job it died of is lost.
 */
export class AudioWorkshop {
  private readonly worker: RestartingWorker;
  private readonly urgent: Job<Conform>[] = [];
  private readonly prefetches: Job<Conform>[] = [];
  private readonly patient: Job[] = [];
  private current: Job | null = null;
  private closed = false;

  constructor(logger: Logger) {
    this.worker = new RestartingWorker({
      file: new URL('./audioThread.ts', import.meta.url),
      mostMs: MOST_MS,
      onReady: () => this.next(),
      onLost: (cause) => logger.error({ err: cause }, 'The audio thread stopped and is restarted.'),
    });
  }

  /** @throws UnusableAudio, WorkshopBusy, WorkerLost */
  prepare(bytes: Uint8Array, shape: StemShape, analysisRate: number): Promise<PreparedStem> {
    if (this.patient.length >= MOST_WAITING) return Promise.reject(new WorkshopBusy(BUSY));
    return this.enqueue(this.patient, { do: 'prepare', bytes, shape, analysisRate });
  }

  /**
   * @param isPrefetch nobody waits for it yet: it is the first to be refused, even later, when room is needed
   * @throws UnusableAudio, WorkshopBusy, WorkerLost
   */
  conform(request: Omit<Conform, 'do'>, isPrefetch = false): Promise<{ bytes: number }> {
    if (this.urgent.length + this.prefetches.length >= MOST_WAITING) {
      const dropped = isPrefetch ? undefined : this.prefetches.shift();
      if (!dropped) return Promise.reject(new WorkshopBusy(BUSY));
      dropped.reject(new WorkshopBusy(BUSY));
    }
    return this.enqueue(isPrefetch ? this.prefetches : this.urgent, { do: 'conform', ...request });
  }

  /** Somebody waits for this file now: if it is still to be prefetched, its turn comes with what is urgent. */
  promote(target: string): void {
    const index = this.prefetches.findIndex(({ request }) => request.target === target);
    if (index >= 0) this.urgent.push(...this.prefetches.splice(index, 1));
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const job of [this.urgent, this.prefetches, this.patient].flatMap((queue) => queue.splice(0))) {
      job.reject(new WorkerLost('The server is closing.'));
    }
    await this.worker.close();
  }

  private enqueue<Value, Request extends AudioRequest>(
    queue: Job<Request>[],
    request: Request,
  ): Promise<Value> {
    if (this.closed) return Promise.reject(new WorkerLost('The server is closing.'));
    return new Promise<Value>((resolve, reject) => {
      queue.push({ request, resolve: resolve as Job['resolve'], reject });
      this.next();
    });
  }

  private next(): void {
    if (this.current || !this.worker.isUp) return;
    const job = this.urgent.shift() ?? this.prefetches.shift() ?? this.patient.shift();
    if (!job) return;
    this.current = job;
    void this.run(job);
  }

  private async run(job: Job): Promise<void> {
    try {
      job.resolve(await this.worker.ask<never>(job.request));
    } catch (error) {
      const isUnusable = error instanceof WorkerRefused && error.kind === 'UnusableAudio';
      job.reject(isUnusable ? new UnusableAudio(error.message) : (error as Error));
    } finally {
      this.current = null;
      this.next();
    }
  }
}
