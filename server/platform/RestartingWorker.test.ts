import { afterEach, describe, expect, it, vi } from 'vitest';
import { RestartingWorker, WorkerLost, WorkerRefused } from './RestartingWorker';

const file = new URL('./testEchoThread.ts', import.meta.url);
let worker: RestartingWorker;
afterEach(() => worker.close());

const startedWorker = (options: { onLost?: (cause: Error) => void; mostMs?: number } = {}) => {
  const infos: unknown[] = [];
  return new Promise<unknown[]>((resolve) => {
    worker = new RestartingWorker({
      file,
      ...options,
      backOffMs: () => 5,
      onReady: (info) => {
        infos.push(info);
        resolve(infos);
      },
    });
  });
};

describe('RestartingWorker', () => {
  it('answers in order, and tells once what the thread says about itself', async () => {
    const infos = await startedWorker();
    expect(infos).toEqual(['hello']);
    expect(await Promise.all(['a', 'b', 'c'].map((say) => worker.ask({ say })))).toEqual(['a', 'b', 'c']);
  });

  it('passes an error on by name and sentence, and goes on', async () => {
    await startedWorker();
    const refusal = await worker.ask({ say: 'fail' }).catch((error) => error);
    expect(refusal).toBeInstanceOf(WorkerRefused);
    expect(refusal).toMatchObject({ kind: 'RangeError', message: 'asked to fail' });
    expect(await worker.ask({ say: 'still there' })).toBe('still there');
  });

  it('loses what a dying thread was asked, and is back by itself', async () => {
    const onLost = vi.fn();
    const infos = await startedWorker({ onLost });
    const asked = [worker.ask({ say: 'die' }), worker.ask({ say: 'behind it' })];
    for (const { status, reason } of (await Promise.allSettled(asked)) as PromiseRejectedResult[]) {
      expect(status).toBe('rejected');
      expect(reason).toBeInstanceOf(WorkerLost);
    }
    expect(onLost).toHaveBeenCalledOnce();
    await expect(worker.ask({ say: 'too early' })).rejects.toBeInstanceOf(WorkerLost);
    await vi.waitFor(() => expect(infos).toHaveLength(2), 10_000);
    expect(await worker.ask({ say: 'again' })).toBe('again');
  });

  it('replaces a thread that hangs', async () => {
    const infos = await startedWorker({ mostMs: 100 });
    await expect(worker.ask({ say: 'hang' })).rejects.toBeInstanceOf(WorkerLost);
    await vi.waitFor(() => expect(infos).toHaveLength(2), 10_000);
    expect(await worker.ask({ say: 'again' })).toBe('again');
  });

  it('stays down after it was closed', async () => {
    const infos = await startedWorker();
    await worker.close();
    await expect(worker.ask({ say: 'anybody' })).rejects.toBeInstanceOf(WorkerLost);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(infos).toHaveLength(1);
  });
});
