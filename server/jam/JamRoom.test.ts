import { beforeEach, describe, expect, it } from 'vitest';
import { ana, ben, exampleStem, STARTED_AT } from '#server/contract/exampleJam';
import type { ClipId, JamId, OpId, TrackId } from '#server/contract/ids';
import { suggestionIdOf } from '#server/contract/ids';
import { emptyJam } from '#server/contract/jam';
import type { CommittedOp, MemberOp } from '#server/contract/op';
import { serverMs } from '#server/contract/units';
import { createLogger } from '#server/platform/createLogger';
import { JamRoom, type JamRoomPorts } from './JamRoom';
import { MemoryOpLog } from './MemoryOpLog';

const jamId = 'jam' as JamId;
const rename = (name: string): MemberOp => ({ type: 'jam.set', name });
const opId = (text: string) => text as OpId;

describe('a room on a fake op log in memory', () => {
  let opLog: MemoryOpLog;
  let ports: JamRoomPorts;

  const load = async () => {
    const room = await JamRoom.load(jamId, ports, (name, startedAt) => emptyJam(jamId, name, startedAt));
    if (!room) throw new Error('The jam is missing.');
    return room;
  };

  beforeEach(async () => {
    opLog = new MemoryOpLog();
    await opLog.createJam({ jamId, name: 'A jam', isOpen: false, startedAt: STARTED_AT });
    const stem = exampleStem('known');
    ports = {
      opLog,
      facts: {
        stem: async (stemId) => (stemId === stem.stemId ? stem : null),
        proposal: (_jamId, suggestionId) =>
          suggestionId === suggestionIdOf(stem.stemId, 0, 0)
            ? { suggestionId, stem, transposition: 0, barOffset: 0 }
            : null,
      },
      now: () => serverMs(STARTED_AT + 100),
      logger: createLogger('silent'),
    };
  });

  it('OP2 many ops at once get revisions without gaps, and listeners hear them in that order', async () => {
    const room = await load();
    const heard: number[] = [];
    room.onCommitted(({ revision }) => heard.push(revision));
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        room.submit(ana, opId(`op-${index}`), rename(`Name ${index}`)),
      ),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(heard).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(room.state.name).toBe('Name 49');
  });

  it('OP3 is acked and heard only after the log has it', async () => {
    const room = await load();
    const order: string[] = [];
    const append = opLog.append.bind(opLog);
    opLog.append = async (...args) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push('written');
      return append(...args);
    };
    room.onCommitted(() => order.push('heard'));
    await room.submit(ana, opId('a'), rename('New'));
    order.push('acked');
    expect(order).toEqual(['written', 'heard', 'acked']);
  });

  it('OP3 a full disk (a fake failing log) refuses the op, changes nothing, and the room goes on', async () => {
    const room = await load();
    const append = opLog.append.bind(opLog);
    opLog.append = async () => {
      throw new Error('ENOSPC: no space left on device');
    };
    const refused = await room.submit(ana, opId('a'), rename('New'));
    expect(refused).toMatchObject({ ok: false, error: { code: 'storage_failed' } });
    expect(room).toMatchObject({ revision: 0, state: { name: 'A jam' } });
    opLog.append = append;
    expect(await room.submit(ana, opId('a'), rename('New'))).toMatchObject({
      ok: true,
      value: { revision: 1 },
    });
  });

  it('OP3 a write whose answer was lost (a fake broken line) is not called undone', async () => {
    const room = await load();
    const append = opLog.append.bind(opLog);
    opLog.append = async (...args) => {
      await append(...args);
      throw new Error('Connection terminated unexpectedly');
    };
    const result = await room.submit(ana, opId('a'), rename('Written'));
    expect(result).toMatchObject({ ok: true, value: { revision: 1 } });
    expect(room).toMatchObject({ revision: 1, state: { name: 'Written' } });
  });

  it('OP8 a library that fails (a fake) refuses the op instead of ending the process', async () => {
    ports.facts.stem = async () => {
      throw new Error('ECONNREFUSED');
    };
    const room = await load();
    const op: MemberOp = {
      type: 'clip.add',
      trackId: 't' as TrackId,
      clipId: 'c' as ClipId,
      newTrack: { name: 'Bass', instrument: 'bass' },
      stemId: 'known' as never,
      transposition: 0,
      barOffset: 0,
    };
    expect(await room.submit(ana, opId('a'), op)).toMatchObject({ error: { code: 'storage_failed' } });
    expect(await room.submit(ana, opId('b'), rename('Alive'))).toMatchObject({ ok: true });
  });

  it('OP1 ids of the room itself cannot be taken by a member', async () => {
    const room = await load();
    expect(await room.submit(ana, opId('_room-x'), rename('Mine'))).toMatchObject({
      error: { code: 'bad_message' },
    });
    const track: MemberOp = {
      type: 'track.add',
      trackId: '_room-x' as TrackId,
      name: 'Mine',
      instrument: 'bass',
    };
    expect(await room.submit(ana, opId('a'), track)).toMatchObject({ error: { code: 'bad_message' } });
    expect(room.revision).toBe(0);
  });

  it('OP4 the same opId again returns the first result, also in a room that was loaded later', async () => {
    const first = await (await load()).submit(ana, opId('a'), rename('New'));
    const room = await load();
    expect(await room.submit(ana, opId('a'), rename('Changed my mind'))).toEqual(first);
    expect(room).toMatchObject({ revision: 1, state: { name: 'New' } });
  });

  it("OP4 an opId that was somebody else's is refused", async () => {
    const room = await load();
    await room.submit(ana, opId('a'), rename('New'));
    expect(await room.submit(ben, opId('a'), rename('Mine'))).toMatchObject({
      error: { code: 'bad_message' },
    });
  });

  it('OP2 a second writer on the same log makes this room read what it missed', async () => {
    const [one, two] = [await load(), await load()];
    await one.submit(ana, opId('a'), rename('One'));
    expect(await two.submit(ben, opId('b'), rename('Two'))).toMatchObject({
      ok: true,
      value: { revision: 2 },
    });
    expect(two.opsSince(0)?.map(({ opId: id }) => id)).toEqual(['a', 'b']);
  });

  it('OP6 gives the missing ops to who was away, nothing to who was not, null for what is not of this log', async () => {
    const room = await load();
    for (const name of ['a', 'b', 'c']) await room.submit(ana, opId(name), rename(name));
    expect(room.opsSince(1)?.map(({ revision }) => revision)).toEqual([2, 3]);
    expect(room.opsSince(3)).toEqual([]);
    expect(room.opsSince(9)).toBeNull();
  });

  it('OP3 a room loaded from snapshot and log is the room that was', async () => {
    const room = await load();
    for (let index = 0; index < 130; index += 1)
      await room.submit(ana, opId(`op-${index}`), rename(`Name ${index}`));
    await room.close();
    const again = await load();
    expect(again.state).toEqual(room.state);
    expect((await opLog.findJam(jamId))?.snapshot?.revision).toBe(130);
  });

  it('OP5 an unknown stem is refused with a sentence', async () => {
    const room = await load();
    const add = (stemId: string): MemberOp => ({
      type: 'clip.add',
      trackId: 't' as TrackId,
      clipId: 'c' as ClipId,
      newTrack: { name: 'Bass', instrument: 'bass' },
      stemId: stemId as never,
      transposition: 0,
      barOffset: 0,
    });
    expect(await room.submit(ana, opId('a'), add('nowhere'))).toMatchObject({
      error: { code: 'unknown_stem' },
    });
    const added = (await room.submit(ana, opId('b'), add('known'))) as { value: CommittedOp };
    expect(added.value.facts.stem?.name).toBe('Stem known');
  });

  it('a vote for what was never suggested here is refused', async () => {
    const room = await load();
    const vote = (suggestionId: string): MemberOp => ({
      type: 'vote.cast',
      suggestionId: suggestionId as never,
      vote: 'yes',
    });
    expect(await room.submit(ana, opId('a'), vote('else.0.0'))).toMatchObject({
      error: { code: 'unknown_suggestion' },
    });
    expect(await room.submit(ana, opId('b'), vote('known.0.0'))).toMatchObject({ ok: true });
  });
});
