import { describe, expect, it } from 'vitest';
import { applyOp } from '#server/contract/applyOp';
import { exampleStem, newExampleJam, STARTED_AT } from '#server/contract/exampleJam';
import type { ClipId, MemberId, OpId, TrackId } from '#server/contract/ids';
import type { JamState } from '#server/contract/jam';
import { launchBarFor } from '#server/contract/launchBarFor';
import type { CommittedOp, MemberOp, OpFacts } from '#server/contract/op';
import { serverMs } from '#server/contract/units';
import {
  startReplica,
  withCommitted,
  withoutPending,
  withPending,
  withSnapshot,
  type PendingOp,
  type Replica,
} from './Replica';

/** Numbers below a bound, the same for the same seed. */
function seeded(seed: number) {
  let state = seed * 2_654_435_761;
  return (bound: number): number => {
    state = (Math.imul(state ^ (state >>> 16), 0x45d9f3b) + 0x9e3779b9) >>> 0;
    return Math.floor((((state ^ (state >>> 13)) >>> 0) / 4_294_967_296) * bound);
  };
}

type Answer = { opId: OpId; committed: CommittedOp | null };
type Down =
  { fact: CommittedOp } | { answer: Answer } | { catchUp: CommittedOp[] | JamState; revision: number };

/** A room in memory: the same rules as the server's, without sockets and storage. */
class FakeRoom {
  state = newExampleJam();
  readonly log: CommittedOp[] = [];

  submit(memberId: MemberId, opId: OpId, op: MemberOp, facts: OpFacts, atMs: number): CommittedOp | null {
    const before = this.log.find((line) => line.opId === opId);
    if (before) return before;
    const at = serverMs(STARTED_AT + atMs);
    const applied = {
      opId,
      memberId,
      serverMs: at,
      op,
      facts,
      launchBar: launchBarFor(this.state, { op, memberId, serverMs: at }),
    };
    const next = applyOp(this.state, applied);
    if (!next.ok) return null;
    this.state = next.value;
    const committed = { ...applied, revision: this.log.length + 1 };
    this.log.push(committed);
    return committed;
  }
}

/** One browser with ordered, slow, breakable lines to the room. */
class FakeBrowser {
  replica: Replica;
  up: PendingOp[] = [];
  down: Down[] = [];
  isConnected = true;

  constructor(
    readonly memberId: MemberId,
    state: JamState,
  ) {
    this.replica = startReplica({ revision: 0, state });
  }

  receive(message: Down, atMs: number): void {
    const now = serverMs(STARTED_AT + atMs);
    if ('fact' in message) this.commit(message.fact, now);
    else if ('answer' in message) {
      if (message.answer.committed) this.commit(message.answer.committed, now);
      else this.replica = withoutPending(this.replica, message.answer.opId, now);
    } else {
      if (Array.isArray(message.catchUp)) for (const op of message.catchUp) this.commit(op, now);
      else
        this.replica = withSnapshot(
          this.replica,
          { revision: message.revision, state: message.catchUp },
          now,
        );
      this.up.push(...this.replica.pending);
    }
  }

  private commit(op: CommittedOp, now: ReturnType<typeof serverMs>): void {
    const next = withCommitted(this.replica, op, now);
    if (typeof next === 'string') throw new Error(`${this.memberId}: ${next} at revision ${op.revision}`);
    this.replica = next;
  }
}

function randomOp(
  pick: (bound: number) => number,
  jam: JamState,
  count: number,
): { op: MemberOp; facts: OpFacts } {
  const track = jam.tracks[pick(Math.max(1, jam.tracks.length))];
  const clip = track?.clips.at(-1);
  const stem = exampleStem(`s${pick(20)}`, { bpm: 90 + pick(60) });
  const trackId = track?.trackId ?? ('none' as TrackId);
  const clipId = clip?.clipId ?? ('none' as ClipId);
  const choices: (() => { op: MemberOp; facts?: OpFacts })[] = [
    () => ({ op: { type: 'track.set', trackId, settings: { gainDb: -pick(30) } } }),
    () => ({ op: { type: 'track.set', trackId, settings: { mute: pick(2) === 0 }, index: pick(5) } }),
    () => ({
      op: {
        type: 'clip.add',
        trackId: `t${count}` as TrackId,
        clipId: `c${count}` as ClipId,
        newTrack: { name: stem.name, instrument: stem.instrument },
        stemId: stem.stemId,
        transposition: pick(5) - 2,
        barOffset: pick(4),
      },
      facts: { stem },
    }),
    () => ({
      op: {
        type: 'clip.add',
        trackId,
        clipId: `c${count}` as ClipId,
        stemId: stem.stemId,
        transposition: 0,
        barOffset: 0,
      },
      facts: { stem },
    }),
    () => ({ op: { type: 'clip.set', trackId, clipId, transposition: pick(7) - 3 } }),
    () => ({ op: { type: 'clip.remove', trackId, clipId } }),
    () => ({ op: { type: 'track.remove', trackId } }),
    () => ({ op: { type: 'transport.set', bpm: 80 + pick(80) } }),
    () => ({ op: { type: 'jam.set', name: `Jam ${count}` } }),
    () => ({ op: { type: 'undo' } }),
    () => ({ op: { type: 'undo' } }),
  ];
  const { op, facts = {} } = choices[pick(choices.length)]!();
  return { op, facts };
}

function play(seed: number): { room: FakeRoom; browsers: FakeBrowser[]; opIds: Set<string> } {
  const pick = seeded(seed);
  const room = new FakeRoom();
  const browsers = ['ana', 'ben', 'cleo', 'dev'].map((id) => new FakeBrowser(id as MemberId, room.state));
  const opIds = new Set<string>();
  let atMs = 100;

  const deliverUp = (browser: FakeBrowser) => {
    const sent = browser.up.shift();
    if (!sent) return;
    const before = room.log.length;
    const committed = room.submit(browser.memberId, sent.opId, sent.op, sent.facts, atMs);
    browser.down.push({ answer: { opId: sent.opId, committed } });
    const fact = room.log[before];
    if (fact) for (const other of browsers) if (other.isConnected) other.down.push({ fact });
  };
  const join = (browser: FakeBrowser) => {
    browser.isConnected = true;
    const { revision } = browser.replica;
    const catchUp = pick(2) === 0 ? room.log.slice(revision) : room.state;
    browser.down.push({ catchUp, revision: room.log.length });
  };

  for (let step = 0; step < 400; step++) {
    atMs += pick(400);
    const browser = browsers[pick(browsers.length)]!;
    const roll = pick(100);
    if (roll < 30) {
      const { op, facts } = randomOp(pick, browser.replica.predicted, step);
      const opId = `op-${seed}-${step}` as OpId;
      const pending = { opId, op, facts, memberId: browser.memberId, serverMs: serverMs(STARTED_AT + atMs) };
      const next = withPending(browser.replica, pending);
      if (!next.ok) continue;
      opIds.add(opId);
      browser.replica = next.value;
      if (browser.isConnected) browser.up.push(pending);
    } else if (roll < 60) deliverUp(browser);
    else if (roll < 92) {
      const message = browser.down.shift();
      if (message) browser.receive(message, atMs);
    } else if (browser.isConnected) {
      // What was under way is lost in both directions, whether or not the room had already acted on it.
      browser.isConnected = false;
      browser.up = [];
      browser.down = [];
    } else join(browser);
  }
  for (const browser of browsers) if (!browser.isConnected) join(browser);
  while (browsers.some((browser) => browser.up.length + browser.down.length > 0)) {
    for (const browser of browsers) {
      const message = browser.down.shift();
      if (message) browser.receive(message, atMs);
      deliverUp(browser);
    }
  }
  return { room, browsers, opIds };
}

describe('Replica against a fake room, with lost lines and repeats', () => {
  it.each(Array.from({ length: 60 }, (_, index) => index + 1))(
    'OP2 OP4 OP6 all copies are equal in the end (seed %i)',
    (seed) => {
      const { room, browsers, opIds } = play(seed);
      expect(room.log.length).toBeGreaterThan(10);
      for (const { replica } of browsers) {
        expect(replica.pending).toEqual([]);
        expect(replica.revision).toBe(room.log.length);
        expect(replica.confirmed).toEqual(room.state);
        expect(replica.predicted).toEqual(room.state);
      }
      const committedIds = room.log.map((line) => line.opId);
      expect(new Set(committedIds).size).toBe(committedIds.length);
      for (const id of committedIds) expect(opIds.has(id)).toBe(true);
    },
  );
});
