import type { Worker } from 'node:worker_threads';
import type { Answer, ReplyMessage, RequestMessage } from './serveRequests';
import { startWorker } from './startWorker';

/** The thread died before it answered, or is not there. Asking again later may work. */
export class WorkerLost extends Error {
  override name = 'WorkerLost';
}

/** The thread answered with an error; `kind` is that error's name on the other side. */
export class WorkerRefused extends Error {
  override name = 'WorkerRefused';
  constructor(
    readonly kind: string,
    message: string,
  ) {
    super(message);
  }
}

interface Options {
  file: URL;
  workerData?: unknown;
  /** A thread that died came down with this; it is being replaced. */
  onLost?: (cause: Error) => void;
  /** The thread is up (again), with what it said about itself. */
  onReady?: (info: unknown) => void;
  /**
   * A request that takes longer, in ms, is taken for a hang and ends the thread. Not for threads that run native code: see
   * `close`.
   */
  mostMs?: number;
  /** Pause before the n-th restart in a row, in ms. */
  backOffMs?: (attempt: number) => number;
}

interface Pending {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * A worker thread that is replaced when it dies. Requests it was working on are lost (one of them may have killed it);
 * new ones can be asked as soon as it is back.
 */
export class RestartingWorker {
  private worker: Worker | null = null;
  private up = false;
  private closed = false;
  private nextId = 1;
  private failures = 0;
  private restart: NodeJS.Timeout | undefined;
  private readonly pending = new Map<number, Pending>();

  constructor(private readonly options: Options) {
    this.start();
  }

  get isUp(): boolean {
    return this.up;
  }

  /**
   * @throws WorkerLost, or WorkerRefused when the thread's handler threw
   */
  async ask<Value>(request: unknown, transfer: Answer['transfer'] = []): Promise<Value> {
    const worker = this.worker;
    if (!worker || !this.up) throw new WorkerLost('The worker thread is not running.');
    const id = this.nextId++;
    return new Promise<Value>((resolve, reject) => {
      const limit = this.options.mostMs && setTimeout(() => void worker.terminate(), this.options.mostMs);
      const settled =
        <Argument>(settle: (argument: Argument) => void) =>
        (argument: Argument) => {
          clearTimeout(limit);
          settle(argument);
        };
      this.pending.set(id, { resolve: settled(resolve as Pending['resolve']), reject: settled(reject) });
      worker.postMessage({ id, request } satisfies RequestMessage, [...transfer]);
    });
  }

  /**
   * Lets the thread finish what it is doing. Terminating it in the middle of native code (onnxruntime) takes the whole
   * process down, so that is only the last resort against a thread that hangs.
   */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.restart);
    const worker = this.worker;
    this.drop(new WorkerLost('The worker thread was closed.'));
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage({ close: true } satisfies RequestMessage);
    const lastResort = setTimeout(() => void worker.terminate(), CLOSE_WITHIN_MS);
    await ended;
    clearTimeout(lastResort);
  }

  private start(): void {
    const worker = startWorker(this.options.file, this.options.workerData);
    this.worker = worker;
    worker.on('message', (message: ReplyMessage) => this.receive(message));
    // An 'error' is followed by 'exit'; whichever comes first replaces the thread, the other finds it replaced.
    worker.on('error', (error) =>
      this.lose(worker, error instanceof Error ? error : new Error(String(error))),
    );
    worker.on('exit', (code) => this.lose(worker, new Error(`The worker thread ended with code ${code}.`)));
  }

  private receive(message: ReplyMessage): void {
    if ('ready' in message) {
      this.up = true;
      this.options.onReady?.(message.info);
      return;
    }
    const pending = this.pending.get(message.id);
    this.pending.delete(message.id);
    if (message.ok) {
      this.failures = 0;
      pending?.resolve(message.value);
    } else pending?.reject(new WorkerRefused(message.name, message.message));
  }

  private lose(worker: Worker, cause: Error): void {
    if (worker !== this.worker) return;
    this.drop(new WorkerLost('The worker thread stopped.', { cause }));
    if (this.closed) return;
    this.options.onLost?.(cause);
    const backOff = this.options.backOffMs ?? defaultBackOffMs;
    this.restart = setTimeout(() => this.start(), backOff(this.failures++));
  }

  private drop(error: WorkerLost): void {
    this.worker = null;
    this.up = false;
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}

/** Longer than any single request. */
const CLOSE_WITHIN_MS = 15_000;

/** 0.1 s, doubling, up to 10 s. */
const defaultBackOffMs = (attempt: number): number => Math.min(10_000, 100 * 2 ** attempt);
