import { applyOp } from '#server/contract/applyOp';
import { accepted, type Result } from '#server/contract/errors';
import type { Snapshot } from '#server/contract/events';
import type { MemberId, OpId } from '#server/contract/ids';
import type { JamState } from '#server/contract/jam';
import { launchBarFor } from '#server/contract/launchBarFor';
import type { CommittedOp, MemberOp, OpFacts } from '#server/contract/op';
import type { ServerMs } from '#server/contract/units';

/** An op of our own that the room has not answered yet. */
export interface PendingOp {
  opId: OpId;
  op: MemberOp;
  memberId: MemberId;
  /** When we expect the room to accept it. */
  serverMs: ServerMs;
  /** What the page knew of the stem or proposal; the room looks these up itself. */
  facts: OpFacts;
}

/** What a browser holds of a jam. A value: the functions below return the next one. */
export interface Replica {
  revision: number;
  /** The jam after `revision` ops, the same in every browser. */
  confirmed: JamState;
  /** Sent or to be sent, oldest first. */
  pending: readonly PendingOp[];
  /** `confirmed` with `pending` applied: what we expect the room to make of it. */
  predicted: JamState;
}

/** An op that was to be accepted so long ago is late: we expect it to be accepted now instead. */
const LATE_MS = 2_000;

export const startReplica = ({ revision, state }: Snapshot): Replica => ({
  revision,
  confirmed: state,
  pending: [],
  predicted: state,
});

/** The room's state instead of ours; our pending ops stay and are applied to it. */
export const withSnapshot = (replica: Replica, { revision, state }: Snapshot, now: ServerMs): Replica =>
  predicting({ ...replica, revision, confirmed: state }, now);

/**
 * The next op of the log. It confirms our pending op of the same id; pending ops are applied again after it.
 * `gap`: ops before it are missing. `diverged`: it does not apply here though the room accepted it, so our copy is
 * wrong and only a snapshot helps.
 */
export function withCommitted(
  replica: Replica,
  committed: CommittedOp,
  now: ServerMs,
): Replica | 'gap' | 'diverged' {
  const pending = replica.pending.filter((op) => op.opId !== committed.opId);
  if (committed.revision > replica.revision + 1) return 'gap';
  if (committed.revision <= replica.revision) {
    return pending.length === replica.pending.length ? replica : predicting({ ...replica, pending }, now);
  }
  const next = applyOp(replica.confirmed, committed);
  if (!next.ok) return 'diverged';
  return predicting({ revision: committed.revision, confirmed: next.value, pending }, now);
}

/** Our op shown at once. A refusal by what we see now is final: the room would say the same. */
export function withPending(replica: Replica, op: PendingOp): Result<Replica> {
  const pending = [...replica.pending, op];
  if (isMissingFacts(op)) return accepted({ ...replica, pending });
  const next = applyPending(replica.predicted, op);
  return next.ok ? accepted({ ...replica, pending, predicted: next.value }) : next;
}

/** Without an op that the room refused. */
export const withoutPending = (replica: Replica, opId: OpId, now: ServerMs): Replica =>
  predicting({ ...replica, pending: replica.pending.filter((op) => op.opId !== opId) }, now);

/** Predicts again, because time has passed: launch bars of what is still pending move on. */
export const predicting = (replica: Omit<Replica, 'predicted'>, now: ServerMs): Replica => ({
  revision: replica.revision,
  confirmed: replica.confirmed,
  pending: replica.pending,
  predicted: replica.pending.reduce((state, op) => {
    const serverMs = now - op.serverMs > LATE_MS ? now : op.serverMs;
    const next = applyPending(state, { ...op, serverMs });
    // What no longer applies is left to the room to refuse: it may know better.
    return next.ok ? next.value : state;
  }, replica.confirmed),
});

const applyPending = (state: JamState, op: PendingOp): Result<JamState> =>
  applyOp(state, { ...op, launchBar: launchBarFor(state, op) });

/** Whether the room can know more about the op than we do. */
const isMissingFacts = ({ op, facts }: PendingOp): boolean =>
  (op.type === 'clip.add' && !facts.stem) ||
  (op.type === 'clip.set' && op.stemId !== undefined && !facts.stem) ||
  (op.type === 'vote.cast' && !facts.proposal);
