import type { CommittedOp } from '#server/contract/op';
import type { JamId, OpId } from '#server/contract/ids';
import type { JamState } from '#server/contract/jam';
import type { ServerMs } from '#server/contract/units';

export interface JamRecord {
  jamId: JamId;
  /** What it was called in the beginning, from which its log is replayed; its present name is in its state. */
  name: string;
  isOpen: boolean;
  startedAt: ServerMs;
  changedAt: ServerMs;
  /** A state along the way, so that opening a jam need not replay its whole log. */
  snapshot: { revision: number; state: JamState } | null;
}

export type AppendOutcome =
  | { kind: 'appended' }
  /** The same intent is in the log already (OP4). */
  | { kind: 'same_op'; committed: CommittedOp }
  /** Another writer took this revision: what this writer believes is stale. */
  | { kind: 'revision_taken' };

/** Where jams are kept. Once `append` has resolved, a `kill -9` does not lose the op (OP3). */
export interface OpLog {
  createJam(jam: { jamId: JamId; name: string; isOpen: boolean; startedAt: ServerMs }): Promise<void>;
  /** Null: there is no such jam. */
  findJam(jamId: JamId): Promise<JamRecord | null>;
  /** Latest change first, the open jam before all others. */
  listJams(limit: number): Promise<JamRecord[]>;
  append(jamId: JamId, committed: CommittedOp): Promise<AppendOutcome>;
  /** In order of revision, those after `afterRevision`. */
  read(jamId: JamId, afterRevision: number): Promise<CommittedOp[]>;
  findByOpId(jamId: JamId, opId: OpId): Promise<CommittedOp | null>;
  saveSnapshot(jamId: JamId, revision: number, state: JamState): Promise<void>;
  addMember(jamId: JamId, memberId: string): Promise<void>;
}
