import { describe, expect, it } from 'vitest';
import { exampleStem } from '#server/contract/exampleJam';
import { StemBuffers, type ConformedStem } from './StemBuffers';

const wanted = (id: string): ConformedStem => ({ stem: exampleStem(id), bpm: 120, transposition: 0 });
const settle = async () => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

/** A fake server whose answers wait until they are let go. */
function fakeServer() {
  const asked: { path: string; signal: AbortSignal; answer: (status?: number) => void }[] = [];
  const buffers = new StemBuffers<{ id: string }>({
    fetch: (path, signal) =>
      new Promise((resolve, reject) => {
        const answer = (status = 200) => resolve(new Response(new Uint8Array(10), { status }));
        asked.push({ path, signal, answer });
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      }),
    decode: async (_bytes, { stem }) => ({ id: stem.stemId }),
    bytesOf: () => 100,
    onChanged: () => undefined,
    budgetBytes: 250,
    wait: async () => undefined,
  });
  const names = () => asked.map(({ path }) => path.split('/')[3]);
  return { asked, buffers, names };
}

describe('StemBuffers against a fake server', () => {
  it('asks once for what is wanted many times', async () => {
    const { asked, buffers } = fakeServer();
    buffers.request(wanted('a'), true);
    buffers.request(wanted('a'), false);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.path).toBe('/api/stems/a/audio/120.00/0');
    expect(buffers.stateOf(wanted('a'))).toBe('loading');
    asked[0]!.answer();
    await settle();
    expect(buffers.get(wanted('a'))).toEqual({ id: 'a' });
    expect(buffers.stateOf(wanted('a'))).toBe('ready');
  });

  it('fetches what is about to sound before what may be wanted later', async () => {
    const { asked, buffers, names } = fakeServer();
    for (const id of ['p1', 'p2', 'p3', 'p4']) buffers.request(wanted(id), false);
    expect(names()).toEqual(['p1', 'p2']);
    buffers.request(wanted('now'), true);
    expect(names()).toEqual(['p1', 'p2', 'now']);
    asked[0]!.answer();
    asked[1]!.answer();
    await settle();
    expect(names().slice(3)).toEqual(['p4']);
  });

  it('tells the server what may wait, and asks again when it may not any more', async () => {
    const { asked, buffers } = fakeServer();
    buffers.request(wanted('a'), false);
    expect(asked[0]!.path).toBe('/api/stems/a/audio/120.00/0?prefetch=1');
    buffers.request(wanted('a'), true);
    await settle();
    expect(asked[0]!.signal.aborted).toBe(true);
    expect(asked.slice(1).map(({ path }) => path)).toEqual(['/api/stems/a/audio/120.00/0']);
    buffers.request(wanted('a'), true);
    await settle();
    expect(asked).toHaveLength(2);
    asked[1]!.answer();
    await settle();
    expect(buffers.stateOf(wanted('a'))).toBe('ready');
  });

  it('breaks prefetches off when the page goes', async () => {
    const { asked, buffers } = fakeServer();
    buffers.request(wanted('a'), false);
    buffers.request(wanted('b'), true);
    buffers.close();
    await settle();
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    expect(asked).toHaveLength(2);
  });

  it('tries again when the server is busy, and not when the stem is unknown', async () => {
    const { asked, buffers } = fakeServer();
    buffers.request(wanted('busy'), true);
    asked[0]!.answer(503);
    await settle();
    expect(asked).toHaveLength(2);
    asked[1]!.answer();
    await settle();
    expect(buffers.stateOf(wanted('busy'))).toBe('ready');

    buffers.request(wanted('unknown'), true);
    asked[2]!.answer(404);
    await settle();
    expect(asked).toHaveLength(3);
    expect(buffers.stateOf(wanted('unknown'))).toBe('failed');
    buffers.request(wanted('unknown'), true);
    expect(asked).toHaveLength(4);
  });

  it('gives up in the end', async () => {
    const { asked, buffers } = fakeServer();
    buffers.request(wanted('a'), true);
    for (let attempt = 0; attempt < 5; attempt++) {
      asked[attempt]!.answer(500);
      await settle();
    }
    expect(asked).toHaveLength(5);
    expect(buffers.stateOf(wanted('a'))).toBe('failed');
  });

  it('forgets what was used longest ago when memory is short', async () => {
    const { asked, buffers } = fakeServer();
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      buffers.request(wanted(id), true);
      if (id === 'c') buffers.get(wanted('a'));
      asked[index]!.answer();
      await settle();
    }
    expect(buffers.get(wanted('a'))).not.toBeNull();
    expect(buffers.get(wanted('b'))).toBeNull();
    expect(buffers.get(wanted('c'))).not.toBeNull();
  });
});
