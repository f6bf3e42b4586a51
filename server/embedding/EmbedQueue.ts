import type { EmbedRequest } from './embedProtocol';

/** There is no answer from the model now. The jam goes on; the message says why in a sentence. */
export class EmbedderUnavailable extends Error {
  override name = 'EmbedderUnavailable';
}

type Send = (request: EmbedRequest, transfer?: readonly ArrayBuffer[]) => Promise<unknown>;

interface Job {
  request: EmbedRequest;
  room: string | undefined;
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

const MOST_MIXES = 256;
const MOST_BULK = 256;

/** One request at a time, mixes first; of one room's waiting mixes only the newest is computed. */
export class EmbedQueue {
  private readonly mixes: Job[] = [];
  private readonly bulk: Job[] = [];
  private busy = false;
  private closed = false;

  constructor(private readonly send: Send) {}

  /** @throws EmbedderUnavailable */
  addMix<Value>(request: EmbedRequest, room?: string): Promise<Value> {
    const replaced = room === undefined ? -1 : this.mixes.findIndex((job) => job.room === room);
    if (replaced >= 0) {
      const [older] = this.mixes.splice(replaced, 1);
      older!.reject(new EmbedderUnavailable('A newer mix of this room took its place.'));
    }
    return this.add(this.mixes, MOST_MIXES, request, room);
  }

  /** @throws EmbedderUnavailable */
  addBulk<Value>(request: EmbedRequest): Promise<Value> {
    return this.add(this.bulk, MOST_BULK, request);
  }

  close(): void {
    this.closed = true;
    for (const job of [...this.mixes.splice(0), ...this.bulk.splice(0)]) {
      job.reject(new EmbedderUnavailable('The server is closing.'));
    }
  }

  private add<Value>(queue: Job[], most: number, request: EmbedRequest, room?: string): Promise<Value> {
    if (this.closed) return Promise.reject(new EmbedderUnavailable('The server is closing.'));
    if (queue.length >= most) {
      return Promise.reject(
        new EmbedderUnavailable('The model has more to do than it can manage. Try again in a moment.'),
      );
    }
    return new Promise<Value>((resolve, reject) => {
      queue.push({ request, room, resolve: resolve as Job['resolve'], reject });
      if (!this.busy) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.busy = true;
    for (let job = this.take(); job; job = this.take()) {
      try {
        job.resolve((await this.send(job.request)) as never);
      } catch (cause) {
        const message = cause instanceof EmbedderUnavailable ? cause.message : 'The model gave no answer.';
        job.reject(new EmbedderUnavailable(message, { cause }));
      }
    }
    this.busy = false;
  }

  private take(): Job | undefined {
    return this.mixes.shift() ?? this.bulk.shift();
  }
}
