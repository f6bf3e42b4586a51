import { parentPort } from 'node:worker_threads';

/** What a handler answers, and which buffers travel with it without being copied. */
export interface Answer {
  value: unknown;
  transfer?: readonly ArrayBuffer[];
}

export type RequestMessage = { id: number; request: unknown } | { close: true };
export type ReplyMessage =
  | { ready: true; info: unknown }
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; name: string; message: string };

/**
 * The worker's end of a RestartingWorker: says that it is ready, then answers requests one after the other,
 * and ends by itself when it is told to close: native code must not be cut off in the middle of a call.
 *
 * @param info told to the main thread once
 */
export function serveRequests(handle: (request: never) => Promise<Answer>, info: unknown = null): void {
  const port = parentPort;
  if (!port) throw new Error('serveRequests belongs in a worker thread.');
  let last: Promise<void> = Promise.resolve();
  port.on('message', (message: RequestMessage) => {
    if ('close' in message) {
      void last.then(() => port.close());
      return;
    }
    const { id, request } = message;
    last = last.then(async () => {
      try {
        const { value, transfer = [] } = await handle(request as never);
        port.postMessage({ id, ok: true, value } satisfies ReplyMessage, [...transfer]);
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        port.postMessage({ id, ok: false, name, message } satisfies ReplyMessage);
      }
    });
  });
  port.postMessage({ ready: true, info } satisfies ReplyMessage);
}
