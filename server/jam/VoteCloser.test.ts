import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ana, ben, exampleStem } from '#server/contract/exampleJam';
import { suggestionIdOf, type JamId, type MemberId, type OpId } from '#server/contract/ids';
import { currentClip } from '#server/contract/jam';
import type { MemberOp } from '#server/contract/op';
import { serverMs } from '#server/contract/units';
import { createLogger } from '#server/platform/createLogger';
import { JamRegistry } from './JamRegistry';
import type { JamRoom } from './JamRoom';
import { MemoryOpLog } from './MemoryOpLog';

const stem = exampleStem('voted');
const suggestionId = suggestionIdOf(stem.stemId, 2, 0);
const cara = 'cara' as MemberId;

describe('votes, in a room with fake timers and a fake op log', () => {
  let registry: JamRegistry;
  let opLog: MemoryOpLog;
  let jamId: JamId;
  let room: JamRoom;
  let votes = 0;

  const openRegistry = () =>
    new JamRegistry({
      opLog,
      facts: {
        stem: async () => stem,
        proposal: (_jam, id) =>
          id === suggestionId ? { suggestionId, stem, transposition: 2, barOffset: 0 } : null,
      },
      now: () => serverMs(Date.now()),
      setTimer: (callback, ms) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
      logger: createLogger('silent'),
    });
  const listen = (...members: MemberId[]) => {
    for (const memberId of members) {
      room.presence.connect({ memberId, name: memberId, colour: 'sky' }, `socket-${memberId}`);
      room.presence.update(memberId, `socket-${memberId}`, { listening: true });
    }
    registry.presenceChanged(room);
  };
  const vote = (memberId: MemberId, choice: 'yes' | 'no' | null) => {
    const op: MemberOp = { type: 'vote.cast', suggestionId, vote: choice };
    return room.submit(memberId, `vote-${(votes += 1)}` as OpId, op);
  };
  const ballot = () => room.state.ballots[0];
  const launched = () => room.state.tracks.map(currentClip).filter((clip) => clip !== null);

  beforeEach(async () => {
    vi.useFakeTimers({ now: 1_700_000_000_000 });
    opLog = new MemoryOpLog();
    registry = openRegistry();
    jamId = await registry.create('Votes');
    room = (await registry.open(jamId))!;
  });
  afterEach(async () => {
    await registry.close();
    vi.useRealTimers();
  });

  it('VT2 passes when more than half of those who listen say yes, and the stem comes in at the next bar', async () => {
    listen(ana, ben, cara);
    await vote(ana, 'yes');
    await vi.advanceTimersByTimeAsync(100);
    expect(ballot()?.outcome).toBeNull();
    const bar = room.state.ballots[0]!.openedBar;
    await vote(ben, 'yes');
    await vi.advanceTimersByTimeAsync(100);
    expect(ballot()?.outcome).toBe('passed');
    expect(launched()).toMatchObject([{ stem: { stemId: 'voted' }, transposition: 2, launchBar: bar + 1 }]);
  });

  it('VT2 somebody who stops listening lowers the quorum', async () => {
    listen(ana, ben);
    await vote(ana, 'yes');
    await vi.advanceTimersByTimeAsync(100);
    expect(ballot()?.outcome).toBeNull();
    room.presence.disconnect(ben, `socket-${ben}`);
    registry.presenceChanged(room);
    await vi.advanceTimersByTimeAsync(100);
    expect(launched()).toHaveLength(1);
  });

  it('VT1 a vote can be changed and taken back until it is decided', async () => {
    listen(ana, ben, cara);
    await vote(ana, 'yes');
    await vote(ana, 'no');
    expect(ballot()?.votes).toEqual({ [ana]: 'no' });
    await vote(ana, null);
    expect(room.state.ballots).toEqual([]);
  });

  it('VT3 closes on its bar; a tie loses', async () => {
    listen(ana, ben);
    await vote(ana, 'yes');
    await vote(ben, 'no');
    await vi.advanceTimersByTimeAsync(31_000);
    expect(ballot()?.outcome).toBeNull();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(ballot()?.outcome).toBe('failed');
    expect(ballot()?.decidedBar).toBe(ballot()?.closesBar);
    expect(launched()).toEqual([]);
    expect(await vote(ana, 'yes')).toMatchObject({ error: { code: 'vote_closed' } });
  });

  it('VT3 at its bar more yes than no is enough if half of the listeners took part', async () => {
    listen(ana, ben, cara, 'dora' as MemberId);
    await vote(ana, 'yes');
    await vi.advanceTimersByTimeAsync(20_000);
    await vote(ben, 'yes');
    await vi.advanceTimersByTimeAsync(14_000);
    expect(ballot()?.outcome).toBe('passed');
    expect(launched()).toHaveLength(1);
  });

  it('VT2 after a restart nothing is decided until people had time to come back', async () => {
    listen(ana, ben, cara, 'dora' as MemberId, 'eva' as MemberId);
    await vote(ana, 'yes');
    await registry.close();
    await vi.advanceTimersByTimeAsync(40_000);
    registry = openRegistry();
    room = (await registry.open(jamId))!;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ballot()?.outcome).toBeNull();
    room = (await registry.open(jamId))!;
    listen(ana);
    await vi.advanceTimersByTimeAsync(1_000);
    listen(ben, cara, 'dora' as MemberId, 'eva' as MemberId);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ballot()?.outcome).toBe('failed');
    expect(launched()).toEqual([]);
  });

  it('VT3 a new tempo moves the closing bar, and the decision with it', async () => {
    listen(ana, ben);
    await vote(ana, 'yes');
    await vote(ben, 'no');
    await room.submit(ana, 'tempo' as OpId, { type: 'transport.set', bpm: 60 });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(ballot()?.outcome).toBeNull();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(ballot()?.outcome).toBe('failed');
  });

  it('VT3 a decision that could not be written (a fake full disk) is tried again', async () => {
    listen(ana);
    const append = opLog.append.bind(opLog);
    opLog.append = async (jam, committed) => {
      if (committed.op.type === 'vote.close') throw new Error('ENOSPC');
      return append(jam, committed);
    };
    await vote(ana, 'yes');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(ballot()?.outcome).toBeNull();
    opLog.append = append;
    await vi.advanceTimersByTimeAsync(6_000);
    expect(ballot()?.outcome).toBe('passed');
    expect(launched()).toHaveLength(1);
  });

  it('VT4 a crash between the decision and the launch is made good once, on any reopening', async () => {
    listen(ana);
    await vote(ana, 'yes');
    await vi.advanceTimersByTimeAsync(100);
    const whole = await opLog.read(jamId, 0);
    expect(whole.map(({ op }) => op.type)).toEqual(['vote.cast', 'vote.close', 'clip.add']);
    await registry.close();
    // The log as it was when the server was killed before the launch was written.
    opLog.read = async (_jamId, after) => whole.slice(0, 2).filter(({ revision }) => revision > after);
    opLog.findJam = async () => ({
      jamId,
      name: 'Votes',
      isOpen: false,
      startedAt: serverMs(1_700_000_000_000),
      changedAt: serverMs(0),
      snapshot: null,
    });
    const written: string[] = [];
    opLog.append = async (_jamId, committed) => {
      written.push(`${committed.op.type} ${committed.opId}`);
      return { kind: 'appended' };
    };
    registry = openRegistry();
    room = (await registry.open(jamId))!;
    await vi.advanceTimersByTimeAsync(100);
    registry.presenceChanged(room);
    await vi.advanceTimersByTimeAsync(100);
    expect(written).toEqual([`clip.add ${whole[2]!.opId}`]);
  });
});
