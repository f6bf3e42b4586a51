import { applyOp } from '#server/contract/applyOp';
import { refused, type JamError, type Result } from '#server/contract/errors';
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
