import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ana, ben, exampleStem } from '#server/contract/exampleJam';
import { suggestionIdOf, type JamId, type OpId } from '#server/contract/ids';
import { currentClip } from '#server/contract/jam';
import type { MemberOp } from '#server/contract/op';
import { serverMs } from '#server/contract/units';
import { createLogger } from '#server/platform/createLogger';
import type { NodeBus } from '#server/platform/NodeBus';
import { JamRegistry } from './JamRegistry';
import { MemoryOpLog } from './MemoryOpLog';
import { FORGET_NODE_MS, shareRooms } from './shareRooms';

/** A fake bus inside one process, which can be broken. */
class FakeBus {
  isBroken = false;
  private readonly listeners: {
    topic: string;
    node: string;
    listener: (message: unknown, from: string) => void;
  }[] = [];

  forNode(node: string): NodeBus {
    return {
      publish: (topic, message) => {
        if (this.isBroken) return;
        for (const to of this.listeners)
          if (to.topic === topic && to.node !== node) to.listener(structuredClone(message), node);
      },
      subscribe: (topic, listener) => this.listeners.push({ topic, node, listener }),
      close: async () => {},
    };
  }
}

const stem = exampleStem('shared');
const suggestionId = suggestionIdOf(stem.stemId, 0, 0);
const settle = () => vi.advanceTimersByTimeAsync(50);

describe('two nodes on one fake op log and a fake bus', () => {
  const opLog = new MemoryOpLog();
  let bus: FakeBus;
  let jamId: JamId;
  let nodes: { registry: JamRegistry; close(): void }[];

  const startNode = (name: string) => {
    const registry = new JamRegistry({
      opLog,
      facts: {
        stem: async () => stem,
        proposal: () => ({ suggestionId, stem, transposition: 0, barOffset: 0 }),
      },
      now: () => serverMs(Date.now()),
      setTimer: (callback, ms) => {
        const timer = setTimeout(callback, ms);
        return () => clearTimeout(timer);
      },
      logger: createLogger('silent'),
    });
    return {
      registry,
      close: shareRooms(registry, bus.forNode(name), () => {}, createLogger('silent')).close,
    };
  };
  const roomOn = async (node: number) => (await nodes[node]!.registry.open(jamId))!;
  const arrive = async (node: number, memberId: typeof ana) => {
    const room = await roomOn(node);
    room.presence.connect({ memberId, name: memberId, colour: 'sky' }, memberId);
    room.presence.update(memberId, memberId, { listening: true });
    nodes[node]!.registry.presenceChanged(room);
    return room;
  };
  const submit = async (node: number, memberId: typeof ana, opId: string, op: MemberOp) =>
    (await roomOn(node)).submit(memberId, opId as OpId, op);

  beforeEach(async () => {
    vi.useFakeTimers({ now: 1_700_000_000_000 });
    bus = new FakeBus();
    nodes = [startNode('one'), startNode('two')];
    jamId = await nodes[0]!.registry.create('Shared');
    await arrive(0, ana);
    await arrive(1, ben);
    await settle();
  });
  afterEach(async () => {
    for (const node of nodes) {
      node.close();
      await node.registry.close();
    }
    vi.useRealTimers();
  });

  it('OP2 members on different nodes write one log and hear it in one order', async () => {
    const rooms = [await roomOn(0), await roomOn(1)];
    const heard: string[][] = [[], []];
    rooms.forEach((room, index) => room.onCommitted(({ opId }) => heard[index]!.push(opId)));
    const submissions = Array.from({ length: 20 }, (_, index) =>
      submit(index % 2, index % 2 ? ben : ana, `op-${index}`, { type: 'jam.set', name: `Name ${index}` }),
    );
    const results = await Promise.all(submissions);
    await settle();
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(heard[0]).toHaveLength(20);
    expect(heard[1]).toEqual(heard[0]);
    expect(rooms[1]!.state).toEqual(rooms[0]!.state);
  });

  it('VT2 the quorum counts listeners on every node, and the stem is launched once', async () => {
    await submit(0, ana, 'yes-1', { type: 'vote.cast', suggestionId, vote: 'yes' });
    await settle();
    expect((await roomOn(0)).state.ballots[0]?.outcome).toBeNull();
    await submit(1, ben, 'yes-2', { type: 'vote.cast', suggestionId, vote: 'yes' });
    await settle();
    for (const node of [0, 1]) {
      const { tracks } = (await roomOn(node)).state;
      expect(tracks.map(currentClip)).toMatchObject([{ stem: { stemId: 'shared' } }]);
    }
  });

  it('OP6 what was said while the bus was broken is made good by the repeat', async () => {
    bus.isBroken = true;
    await submit(0, ana, 'unheard', { type: 'jam.set', name: 'Unheard' });
    await settle();
    expect((await roomOn(1)).state.name).toBe('Shared');
    bus.isBroken = false;
    await vi.advanceTimersByTimeAsync(6_000);
    expect((await roomOn(1)).state.name).toBe('Unheard');
  });

  it('VT2 the people of a node that died are forgotten', async () => {
    expect((await roomOn(0)).presence.listening()).toEqual([ana, ben]);
    bus.isBroken = true;
    await vi.advanceTimersByTimeAsync(FORGET_NODE_MS + 6_000);
    expect((await roomOn(0)).presence.listening()).toEqual([ana]);
  });
});
