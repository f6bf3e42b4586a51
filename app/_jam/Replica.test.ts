import { describe, expect, it } from 'vitest';
import { ana, ben, exampleStem, ExampleJam, STARTED_AT } from '#server/contract/exampleJam';
import type { MemberId, OpId, TrackId } from '#server/contract/ids';
import type { CommittedOp, MemberOp, OpFacts } from '#server/contract/op';
import { serverMs } from '#server/contract/units';
import {
  predicting,
  startReplica,
  withCommitted,
  withoutPending,
  withPending,
  withSnapshot,
  type PendingOp,
  type Replica,
} from './Replica';

const bass = 'bass' as TrackId;
const now = serverMs(STARTED_AT + 300);

const jamWithBass = () => new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));

const pendingOp = (opId: string, op: MemberOp, facts: OpFacts = {}, memberId: MemberId = ana): PendingOp => ({
  opId: opId as OpId,
  op,
  memberId,
  serverMs: now,
  facts,
});
const gain = (gainDb: number): MemberOp => ({ type: 'track.set', trackId: bass, settings: { gainDb } });
const gainOf = (state: Replica['predicted']) => state.tracks.find((track) => track.trackId === bass)?.gainDb;

/** The room's answer to an op on top of a replica's confirmed state. */
const committed = (replica: Replica, opId: string, memberId: MemberId, op: MemberOp): CommittedOp => ({
  opId: opId as OpId,
  revision: replica.revision + 1,
  memberId,
  serverMs: now,
  launchBar: 1 as CommittedOp['launchBar'],
  op,
  facts: {},
});

function expectReplica(value: Replica | 'gap' | 'diverged'): Replica {
  if (typeof value === 'string') throw new Error(value);
  return value;
}
function submitted(replica: Replica, op: PendingOp): Replica {
  const result = withPending(replica, op);
  if (!result.ok) throw new Error(result.error.sentence);
  return result.value;
}

describe('Replica', () => {
  const start = () => startReplica({ revision: 1, state: jamWithBass().state });

  it('shows our own op at once and leaves the confirmed jam alone', () => {
    const replica = submitted(start(), pendingOp('mine', gain(-6)));
    expect(gainOf(replica.predicted)).toBe(-6);
    expect(gainOf(replica.confirmed)).toBe(0);
  });

  it('OP4 the committed op of the same id confirms the pending one, once', () => {
    const replica = submitted(start(), pendingOp('mine', gain(-6)));
    const next = expectReplica(withCommitted(replica, committed(replica, 'mine', ana, gain(-6)), now));
    expect(next.pending).toEqual([]);
    expect(gainOf(next.confirmed)).toBe(-6);
    const again = expectReplica(withCommitted(next, committed(replica, 'mine', ana, gain(-6)), now));
    expect(again).toBe(next);
  });

  it('an op of somebody else goes before our pending ones', () => {
    const replica = submitted(start(), pendingOp('mine', gain(-6)));
    const next = expectReplica(withCommitted(replica, committed(replica, 'theirs', ben, gain(3)), now));
    expect(gainOf(next.confirmed)).toBe(3);
    expect(gainOf(next.predicted)).toBe(-6);
  });

  it('OP5 a refused op disappears and what it covered is seen again', () => {
    const replica = submitted(start(), pendingOp('mine', gain(-6)));
    const next = withoutPending(replica, 'mine' as OpId, now);
    expect(next.predicted).toEqual(next.confirmed);
  });

  it('OP5 refuses at once what cannot work, with the sentence', () => {
    const result = withPending(
      start(),
      pendingOp('mine', { type: 'track.remove', trackId: 'gone' as TrackId }),
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'unknown_track' } });
  });

  it('keeps a pending op that no longer applies until the room has answered it', () => {
    const replica = submitted(start(), pendingOp('mine', gain(-6)));
    const removal = committed(replica, 'theirs', ben, { type: 'track.remove', trackId: bass });
    const next = expectReplica(withCommitted(replica, removal, now));
    expect(next.pending).toHaveLength(1);
    expect(next.predicted).toEqual(next.confirmed);
  });

  it('OP2 notices that ops are missing', () => {
    const replica = start();
    const later = { ...committed(replica, 'theirs', ben, gain(3)), revision: replica.revision + 2 };
    expect(withCommitted(replica, later, now)).toBe('gap');
  });

  it('notices that its copy has gone wrong', () => {
    const replica = start();
    const impossible = committed(replica, 'theirs', ben, {
      type: 'track.remove',
      trackId: 'never' as TrackId,
    });
    expect(withCommitted(replica, impossible, now)).toBe('diverged');
  });

  it('OP6 a snapshot replaces the confirmed jam and keeps what is pending', () => {
    const replica = submitted(start(), pendingOp('mine', gain(-6)));
    const other = jamWithBass().do(ben, gain(2)).do(ben, { type: 'jam.set', name: 'Renamed' });
    const next = withSnapshot(replica, { revision: 9, state: other.state }, now);
    expect(next.revision).toBe(9);
    expect(next.predicted.name).toBe('Renamed');
    expect(gainOf(next.predicted)).toBe(-6);
  });

  it('TR2 an op that waits for a connection is expected at a later and later bar', () => {
    const stem = exampleStem('s2');
    const intent: MemberOp = {
      type: 'clip.add',
      trackId: bass,
      clipId: 'c2' as never,
      stemId: stem.stemId,
      transposition: 0,
      barOffset: 0,
    };
    const replica = submitted(start(), pendingOp('mine', intent, { stem }));
    const launchOf = (state: Replica) => state.predicted.tracks[0]!.clips.at(-1)!.launchBar;
    expect(launchOf(replica)).toBe(1);
    expect(launchOf(predicting(replica, serverMs(STARTED_AT + 60_000)))).toBe(31);
  });
});
