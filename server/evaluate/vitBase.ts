import { RestartingWorker } from '#server/platform/RestartingWorker';

/**
 * Times forward passes of the paper's encoder (ViT-Base, 85 million weights, 250 tokens; untrained) on this machine's CPU,
 * with as many threads as our own encoder gets. Writes 340 MB into the temporary folder for the time it takes.
 *
 * @returns ms of each of `runs` passes
 */
export async function measureVitBase(runs: number): Promise<number[]> {
  let worker: RestartingWorker | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const file = new URL('./vitBaseThread.ts', import.meta.url);
      worker = new RestartingWorker({ file, onReady: () => resolve(), onLost: reject });
    });
    return await worker!.ask<number[]>({ runs });
  } finally {
    await worker?.close();
  }
}
