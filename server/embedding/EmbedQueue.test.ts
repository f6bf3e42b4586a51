import { describe, expect, it } from 'vitest';
import type { EmbedRequest } from './embedProtocol';
import { EmbedderUnavailable, EmbedQueue } from './EmbedQueue';
import { silence } from './spectra';

const mix = (classId: number): EmbedRequest => ({ do: 'predict', mix: silence(), classIds: [classId] });
const bulk = (windows = 1): EmbedRequest => ({
  do: 'embed',
  windows: Array.from({ length: windows }, silence),
});

/** A fake model that answers when told to. */
function slowModel() {
  const asked: EmbedRequest[] = [];
  const finish: (() => void)[] = [];
  const send = (request: EmbedRequest) => {
    asked.push(request);
    return new Promise((resolve) => finish.push(() => resolve(request)));
  };
  const finishAll = async () => {
    while (finish.length) {
      finish.shift()!();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  };
  return { asked, send, finishAll };
}

describe('EmbedQueue with a fake model', () => {
  it('asks one thing at a time and mixes before the library', async () => {
    const model = slowModel();
    const queue = new EmbedQueue(model.send);
    const all = [
      queue.addBulk(bulk()),
      queue.addBulk(bulk(2)),
      queue.addMix(mix(1), 'a'),
      queue.addMix(mix(2), 'b'),
    ];
    expect(model.asked).toHaveLength(1);
    await model.finishAll();
    await Promise.all(all);
    expect(model.asked.map((request) => request.do)).toEqual(['embed', 'predict', 'predict', 'embed']);
  });

  it('SG1 of one room computes only the newest mix that waits', async () => {
    const model = slowModel();
    const queue = new EmbedQueue(model.send);
    const busy = queue.addBulk(bulk());
    const older = queue.addMix(mix(1), 'room').catch((error) => error);
    const other = queue.addMix(mix(2), 'other room');
    const newer = queue.addMix(mix(3), 'room');
    expect(await older).toBeInstanceOf(EmbedderUnavailable);
    await model.finishAll();
    await Promise.all([busy, other, newer]);
    expect(model.asked.flatMap((request) => ('classIds' in request ? request.classIds : []))).toEqual([2, 3]);
  });

  it('SG8 refuses with a sentence when there is too much to do, when the model fails and when it is closed', async () => {
    const model = slowModel();
    const full = new EmbedQueue(model.send);
    const waiting = Array.from({ length: 300 }, () =>
      full.addMix<Error>(mix(1)).catch((error: Error) => error),
    );
    expect((await waiting[299]!).message).toMatch(/more to do than it can manage/);
    full.close();
    expect((await waiting[5]!).message).toBe('The server is closing.');

    const failing = new EmbedQueue(() => Promise.reject(new Error('out of memory')));
    await expect(failing.addBulk(bulk())).rejects.toThrow(EmbedderUnavailable);
    await expect(failing.addBulk(bulk())).rejects.toThrow('The model gave no answer.');
  });
});
