import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ana, exampleStem } from '#server/contract/exampleJam';
import type { JamId } from '#server/contract/ids';
import { serverMs } from '#server/contract/units';
import { createLogger } from '#server/platform/createLogger';
import { JamRegistry } from './JamRegistry';
import { MemoryOpLog } from './MemoryOpLog';
import { startOpenJam } from './startOpenJam';

describe('rooms in memory, with fake timers and a fake op log', () => {
  let opLog: MemoryOpLog;
  let registry: JamRegistry;
  const stems = ['one', 'two', 'three'].map((name) => exampleStem(name));

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_700_000_000_000 });
    opLog = new MemoryOpLog();
    registry = new JamRegistry({
      opLog,
      facts: {
        stem: async (stemId) => stems.find((stem) => stem.stemId === stemId) ?? null,
        proposal: () => null,
      },
      now: () => serverMs(Date.now()),
      setTimer: (callback, ms) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
      logger: createLogger('silent'),
    });
  });
  afterEach(async () => {
    await registry.close();
    vi.useRealTimers();
  });

  it('a room that was only looked at is put away after a minute, one with people stays', async () => {
    const [looked, used] = [await registry.create('Looked at'), await registry.create('Used')];
    const closed: JamId[] = [];
    registry.onClosed((jamId) => closed.push(jamId));
    await registry.open(looked);
    const room = (await registry.open(used))!;
    room.presence.connect({ memberId: ana, name: 'Ana', colour: 'sky' }, 'socket');
    registry.presenceChanged(room);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(closed).toEqual([looked]);
    room.presence.disconnect(ana, 'socket');
    registry.presenceChanged(room);
    await vi.advanceTimersByTimeAsync(301_000);
    expect(closed).toEqual([looked, used]);
  });

  it('many who open a jam at once share one room; a failed read (a fake) is not remembered', async () => {
    const jamId = await registry.create('Shared');
    const findJam = opLog.findJam.bind(opLog);
    opLog.findJam = async () => {
      throw new Error('ECONNREFUSED');
    };
    const failing = registry.open(jamId);
    await expect(Promise.all([failing, registry.live()])).rejects.toThrow('ECONNREFUSED');
    expect(await registry.live()).toEqual([]);
    opLog.findJam = findJam;
    const [one, two] = await Promise.all([registry.open(jamId), registry.open(jamId)]);
    expect(one).not.toBeNull();
    expect(two).toBe(one);
  });

  it('SV2 the open jam is made once, and a start that was cut short is completed', async () => {
    const jamId = await startOpenJam(registry, opLog, stems.slice(0, 1));
    expect(await startOpenJam(registry, opLog, stems)).toBe(jamId);
    expect(await startOpenJam(registry, opLog, stems)).toBe(jamId);
    const { state, revision } = (await registry.open(jamId))!;
    expect(revision).toBe(3);
    expect(state.tracks.map((track) => track.name)).toEqual(['Stem one', 'Stem two', 'Stem three']);
  });
});
