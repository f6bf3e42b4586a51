import { Worker } from 'node:worker_threads';

/**
 * Starts a worker thread from a TypeScript file. Node 20 does not hand a `--import` of the main thread to its
 * workers, and a test runner has none, so the loader is named here.
 *
 * @param file URL of the worker's `.ts` file: `new URL('./someWorker.ts', import.meta.url)`
 */
export function startWorker(file: URL, workerData?: unknown): Worker {
  return new Worker(file, { workerData, execArgv: ['--import', 'tsx'] });
}
