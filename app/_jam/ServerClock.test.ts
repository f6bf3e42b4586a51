import { describe, expect, it } from 'vitest';
import { serverMs } from '#server/contract/units';
import { ServerClock } from './ServerClock';

/** Numbers from 0 to 1, the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Network {
  /** One way without a queue. */
  upMs: number;
  downMs: number;
  /** Mean of the exponential queueing on each way. */
  queueUpMs: number;
  queueDownMs: number;
  driftPpm: number;
  seed: number;
}

/** A fake network and two fake clocks in virtual time: probes really wait in it, timers really fire in order. */
function simulate(network: Network) {
  const random = seeded(network.seed);
  const queue = (meanMs: number) => -Math.log(1 - random()) * meanMs;
  let trueMs = 0;
  let serverStepMs = 0;
  let isOffline = false;
  const events: { atMs: number; run: () => void }[] = [];
  const later = (run: () => void, ms: number) => {
    const event = { atMs: trueMs + ms, run };
    events.push(event);
    return event;
  };
  const trueServerMs = () => 1_700_000_000_000 + serverStepMs + trueMs * (1 + network.driftPpm * 1e-6);
  const clock = new ServerClock({
    now: () => trueMs + 5_000,
    askServer: () =>
      new Promise((answer, reject) => {
        if (isOffline) return reject(new Error('offline'));
        later(
          () => {
            const stamp = serverMs(trueServerMs());
            later(() => answer(stamp), network.downMs + queue(network.queueDownMs));
          },
          network.upMs + queue(network.queueUpMs),
        );
      }),
    setTimer: later,
    clearTimer: (timer) => {
      const index = events.indexOf(timer as never);
      if (index >= 0) events.splice(index, 1);
    },
  });
  const settle = async () => {
    for (let turn = 0; turn < 8; turn++) await Promise.resolve();
  };
  const runFor = async (ms: number, each?: () => void) => {
    const endMs = trueMs + ms;
    for (;;) {
      events.sort((a, b) => a.atMs - b.atMs);
      const next = events[0];
      const tickMs = trueMs + 20;
      if (next && next.atMs <= Math.min(endMs, tickMs)) {
        events.shift();
        trueMs = next.atMs;
        next.run();
        await settle();
      } else if (tickMs <= endMs) {
        trueMs = tickMs;
      } else break;
      each?.();
    }
    trueMs = endMs;
  };
  return {
    clock,
    runFor,
    errorMs: () => (clock.serverNow() ?? NaN) - trueServerMs(),
    stepServer: (ms: number) => (serverStepMs += ms),
    setOffline: (value: boolean) => (isOffline = value),
  };
}

const clean: Network = { upMs: 10, downMs: 10, queueUpMs: 0, queueDownMs: 0, driftPpm: 0, seed: 1 };

describe('ServerClock over a fake network in virtual time', () => {
  it('TR1 knows nothing before the first answer', () => {
    expect(simulate(clean).clock.serverNow()).toBeNull();
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'TR1 is within 5 ms after two seconds at 100 ms each way and 30 ms jitter (seed %i)',
    async (seed) => {
      const { clock, runFor, errorMs } = simulate({
        ...clean,
        upMs: 100,
        downMs: 100,
        queueUpMs: 15,
        queueDownMs: 15,
        seed,
      });
      clock.start();
      await runFor(4_000);
      expect(Math.abs(errorMs())).toBeLessThan(5);
      expect(clock.errorMs).toBeLessThan(12);
    },
  );

  it.each([11, 12, 13, 14])('TR1 is not fooled by a queue on one way only (seed %i)', async (seed) => {
    const { clock, runFor, errorMs } = simulate({ ...clean, upMs: 25, downMs: 25, queueUpMs: 60, seed });
    clock.start();
    await runFor(30_000);
    expect(Math.abs(errorMs())).toBeLessThan(5);
  });

  it.each([-80, -20, 20, 80])('TR1 follows a drift of %i ppm for ten minutes', async (driftPpm) => {
    const { clock, runFor, errorMs } = simulate({
      ...clean,
      queueUpMs: 4,
      queueDownMs: 4,
      driftPpm,
      seed: 21,
    });
    clock.start();
    await runFor(5_000);
    let worst = 0;
    await runFor(600_000, () => (worst = Math.max(worst, Math.abs(errorMs()))));
    expect(worst).toBeLessThan(3);
    expect(clock.fit!.drift * 1e6).toBeCloseTo(driftPpm, -1);
  });

  it('TR3 never reads backwards and never jumps while estimates improve', async () => {
    const { clock, runFor } = simulate({
      ...clean,
      upMs: 90,
      downMs: 40,
      queueUpMs: 40,
      queueDownMs: 40,
      seed: 31,
    });
    clock.start();
    await runFor(300);
    let last = clock.serverNow() ?? 0;
    let largest = 0;
    let smallest = Infinity;
    await runFor(60_000, () => {
      const now = clock.serverNow() ?? 0;
      if (last > 0) {
        largest = Math.max(largest, now - last);
        smallest = Math.min(smallest, now - last);
      }
      last = now;
    });
    expect(smallest).toBeGreaterThanOrEqual(0);
    expect(largest).toBeLessThan(25);
  });

  it('TR3 follows a server whose clock was set back without reading backwards', async () => {
    const { clock, runFor, errorMs, stepServer } = simulate({ ...clean, queueUpMs: 3, seed: 41 });
    clock.start();
    await runFor(20_000);
    stepServer(-900);
    let last = clock.serverNow() ?? 0;
    let smallest = Infinity;
    await runFor(40_000, () => {
      const now = clock.serverNow() ?? 0;
      smallest = Math.min(smallest, now - last);
      last = now;
    });
    expect(smallest).toBeGreaterThanOrEqual(0);
    expect(Math.abs(errorMs())).toBeLessThan(3);
  });

  it('TR1 keeps the time while there is no connection', async () => {
    const { clock, runFor, errorMs, setOffline } = simulate({
      ...clean,
      driftPpm: 30,
      queueUpMs: 3,
      seed: 51,
    });
    clock.start();
    await runFor(120_000);
    setOffline(true);
    await runFor(120_000);
    expect(Math.abs(errorMs())).toBeLessThan(3);
  });
});
