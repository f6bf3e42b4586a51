import { describe, expect, it } from 'vitest';
import { createLogger } from './createLogger';
import { openRedisBus } from './openRedisBus';

const url = process.env.TEST_REDIS_URL;
const logger = createLogger('silent');

describe('the bus between nodes', () => {
  it.skipIf(!url)('on a real Redis reaches every other node and not oneself', async () => {
    const nodes = await Promise.all([1, 2, 3].map(() => openRedisBus(url!, logger)));
    const topic = `test-${process.pid}`;
    const heard: unknown[][] = nodes.map(() => []);
    nodes.forEach((node, index) => node.subscribe(topic, (message) => heard[index]!.push(message)));
    await expect
      .poll(() => {
        nodes[0]!.publish(topic, { revision: 7 });
        return heard[1]!.length > 0 && heard[2]!.length > 0;
      })
      .toBe(true);
    expect(heard[0]).toEqual([]);
    expect(heard[1]![0]).toEqual({ revision: 7 });
    await Promise.all(nodes.map((node) => node.close()));
  });

  it('a Redis that is not there is named at start', async () => {
    await expect(openRedisBus('redis://127.0.0.1:1', logger)).rejects.toThrow('REDIS_URL');
  });
});
