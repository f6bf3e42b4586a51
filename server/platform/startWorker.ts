import { SHARE_ENV, Worker } from 'node:worker_threads';

/**
 * Starts a worker thread from a TypeScript file, under `node --import tsx` and under a test runner alike.
 *
 * @param file URL of the worker's `.ts` file: `new URL('./someThread.ts', import.meta.url)`
 * @param data found there as `workerData.data`
 */
export function startWorker(file: URL, data?: unknown): Worker {
  return new Worker(new URL('./workerEntry.mjs', import.meta.url), {
    workerData: { entryFile: file.href, data },
    // Native libraries read the process's environment, which a worker's own copy would not change.
    env: SHARE_ENV,
    // The main thread's `--import tsx` would be tried again, in vain.
    execArgv: [],
  });
}
