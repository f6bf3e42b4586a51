import { describe, expect, it } from 'vitest';
import { heardNow, type OutputTiming } from './heardNow';

const timing = (change: Partial<OutputTiming>): OutputTiming => ({ currentTime: 10, ...change });
const stamp = (contextTime: number, performanceTime: number) => ({
  getOutputTimestamp: () => ({ contextTime, performanceTime }),
});

describe('heardNow', () => {
  it('TR1 goes on from the stamp the browser gives', () => {
    expect(heardNow(timing(stamp(9.8, 5_000)), 5_040)).toBeCloseTo(9.84, 9);
  });

  it('TR1 takes the output latency off where there is no stamp', () => {
    expect(heardNow(timing({ outputLatency: 0.12 }), 5_000)).toBeCloseTo(9.88, 9);
    expect(heardNow(timing({ baseLatency: 0.01 }), 5_000)).toBeCloseTo(9.99, 9);
    expect(heardNow(timing({}), 5_000)).toBe(10);
  });

  it.each([
    ['zeros', 0, 0],
    ['an old stamp', 9.8, 3_000],
    ['a stamp from the future', 11, 5_000],
    ['seconds of latency', 7, 5_000],
  ])('TR1 does not believe %s', (_, contextTime, performanceTime) => {
    const told = timing({ ...stamp(contextTime, performanceTime), outputLatency: 0.05 });
    expect(heardNow(told, 5_000)).toBeCloseTo(9.95, 9);
  });

  it('TR1 does not believe an impossible latency either', () => {
    expect(heardNow(timing({ outputLatency: 4 }), 5_000)).toBe(10);
  });
});
