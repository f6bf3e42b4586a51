import { applyOp } from '#server/contract/applyOp';
import { accepted, refused, type Result } from '#server/contract/errors';
import {
  ROOM_MEMBER,
  type JamId,
  type MemberId,
  type OpId,
  type StemId,
  type SuggestionId,
} from '#server/contract/ids';
import type { JamState } from '#server/contract/jam';
import { launchBarFor } from '#server/contract/launchBarFor';
import type { Proposal } from '#server/contract/ballot';
import type { CommittedOp, MemberOp, Op, OpFacts } from '#server/contract/op';
import type { StemSummary } from '#server/contract/stem';
import type { ServerMs } from '#server/contract/units';
import type { Logger } from '#server/platform/createLogger';
import { claimsRoomId } from './roomIds';
import type { AppendOutcome, OpLog } from './OpLog';
import { Presence } from './Presence';
import { SerialQueue } from './SerialQueue';

/** What the room asks others for before it accepts an op. */
export interface FactFinder {
  /** Null: unknown, or taken down. */
  stem(stemId: StemId): Promise<StemSummary | null>;
  /** Null: no suggestion can have this id. */
  proposal(jamId: JamId, suggestionId: SuggestionId): Promise<Proposal | null> | Proposal | null;
}

export interface JamRoomPorts {
  opLog: OpLog;
  facts: FactFinder;
  now: () => ServerMs;
  logger: Logger;
}

export type CommittedListener = (committed: CommittedOp, state: JamState) => void;

/** Ops kept in memory for those who were away a moment, and for recognising repeated opIds without asking the log. */
const TAIL_LENGTH = 500;
const SNAPSHOT_EVERY = 100;
/** Ops waiting for the log. Beyond it the disk is the bottleneck and people should know. */
const QUEUE_LIMIT = 500;

const ROOM_ID_REFUSED = refused('bad_message', 'Ids of this kind are for the room itself.');

const NOT_SAVED = refused(
  'storage_failed',
  'The server could not save this change, so it was not made. The jam plays on; try again.',
);

/** The live object serving one jam, and the one door through which its state changes (OP1). */
export class JamRoom {
  readonly presence = new Presence();
  private readonly queue = new SerialQueue(QUEUE_LIMIT);
  private readonly listeners = new Set<CommittedListener>();
  private readonly tail: CommittedOp[] = [];
  private snapshotRevision: number;

  private constructor(
    readonly jamId: JamId,
    private readonly ports: JamRoomPorts,
    private current: { revision: number; state: JamState },
    readonly isOpenJam: boolean,
  ) {
    this.snapshotRevision = current.revision;
  }

  /** Reads the jam from its snapshot and the ops after it. Null: there is no such jam. */
  static async load(
    jamId: JamId,
    ports: JamRoomPorts,
    empty: (name: string, startedAt: ServerMs) => JamState,
  ) {
    const record = await ports.opLog.findJam(jamId);
    if (!record) return null;
    const from = record.snapshot ?? { revision: 0, state: empty(record.name, record.startedAt) };
    const room = new JamRoom(jamId, ports, from, record.isOpen);
    await room.readNewOps();
    return room;
  }

  get state(): JamState {
    return this.current.state;
  }

  get revision(): number {
    return this.current.revision;
  }

  /** When the newest op was accepted, or the jam began. */
  get changedAt(): ServerMs {
    return this.tail.at(-1)?.serverMs ?? this.state.transport.anchors[0]!.serverMs;
  }

  /** Calls back after every op, in order, once it is durable. Returns how to stop that. */
  onCommitted(listener: CommittedListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A member's intent. The same `opId` again returns the first result (OP4). */
  submit(memberId: MemberId, opId: OpId, op: MemberOp): Promise<Result<CommittedOp>> {
    if (claimsRoomId(opId, op)) return Promise.resolve(ROOM_ID_REFUSED);
    return this.enqueue(memberId, opId, op);
  }

  /** The room's own intent, as after a vote: the same door. */
  submitAsRoom(opId: OpId, op: Op): Promise<Result<CommittedOp>> {
    return this.enqueue(ROOM_MEMBER, opId, op);
  }

  /** The ops after a revision, or null when a snapshot is shorter or the revision is not of this log (OP6). */
  opsSince(revision: number): CommittedOp[] | null {
    if (revision > this.revision) return null;
    if (revision === this.revision) return [];
    const first = this.tail[0];
    return first && first.revision <= revision + 1
      ? this.tail.filter((line) => line.revision > revision)
      : null;
  }

  /** Reads what another node has written. */
  async catchUp(): Promise<void> {
    await this.queue.run(() => this.readNewOps());
  }

  async close(): Promise<void> {
    await this.queue.drained();
    this.listeners.clear();
    await this.saveSnapshot();
  }

  private async enqueue(memberId: MemberId, opId: OpId, op: Op): Promise<Result<CommittedOp>> {
    const turn = this.queue.run(() => this.commit(memberId, opId, op));
    if (!turn) return refused('too_fast', 'This jam has more changes than it can write down. Wait a moment.');
    return turn.catch((cause) => {
      this.ports.logger.error({ jamId: this.jamId, err: cause }, 'an op could not be decided');
      return NOT_SAVED;
    });
  }

  private async commit(memberId: MemberId, opId: OpId, op: Op): Promise<Result<CommittedOp>> {
    const before = this.tail.findLast((line) => line.opId === opId);
    if (before) return sameResult(before, memberId);

    const facts = await this.factsFor(op);
    const serverMs = this.ports.now();
    const launchBar = launchBarFor(this.state, { op, memberId, serverMs });
    const applied = { opId, memberId, serverMs, launchBar, op, facts };
    const next = applyOp(this.state, applied);
    if (!next.ok) {
      // A repeat of something older than the tail would be refused for the wrong reason.
      const older = await this.ports.opLog.findByOpId(this.jamId, opId);
      return older ? sameResult(older, memberId) : next;
    }
    const committed: CommittedOp = { ...applied, revision: this.revision + 1 };
    const outcome = await this.append(committed);
    if (!outcome.ok) return outcome;
    if (outcome.value.kind === 'same_op') {
      if (outcome.value.committed.revision > this.revision) await this.readNewOps();
      return sameResult(outcome.value.committed, memberId);
    }
    if (outcome.value.kind === 'revision_taken') {
      await this.readNewOps();
      return this.commit(memberId, opId, op);
    }
    this.advance(committed, next.value);
    return accepted(committed);
  }

  private async append(committed: CommittedOp): Promise<Result<AppendOutcome>> {
    try {
      return accepted(await this.ports.opLog.append(this.jamId, committed));
    } catch (cause) {
      this.ports.logger.error({ jamId: this.jamId, err: cause }, 'an op could not be written');
      // A connection that broke after the write left it standing: only the log knows.
      const written = await this.ports.opLog.findByOpId(this.jamId, committed.opId);
      return written ? accepted({ kind: 'same_op', committed: written }) : NOT_SAVED;
    }
  }

  private advance(committed: CommittedOp, state: JamState): void {
    this.current = { revision: committed.revision, state };
    this.tail.push(committed);
    if (this.tail.length > TAIL_LENGTH) this.tail.shift();
    for (const listener of this.listeners) listener(committed, state);
    if (this.revision - this.snapshotRevision >= SNAPSHOT_EVERY) void this.saveSnapshot();
  }

  private async readNewOps(): Promise<void> {
    for (const committed of await this.ports.opLog.read(this.jamId, this.revision)) {
      const next = applyOp(this.state, committed);
      if (!next.ok) {
        throw new Error(
          `Jam ${this.jamId} cannot be replayed at revision ${committed.revision}: ${next.error.sentence}`,
        );
      }
      this.advance(committed, next.value);
    }
  }

  private async saveSnapshot(): Promise<void> {
    const { revision, state } = this.current;
    if (revision === this.snapshotRevision) return;
    this.snapshotRevision = revision;
    try {
      await this.ports.opLog.saveSnapshot(this.jamId, revision, state);
    } catch (cause) {
      // Nothing is lost without it: the log is what counts.
      this.ports.logger.warn({ jamId: this.jamId, err: cause }, 'a snapshot could not be saved');
    }
  }

  private async factsFor(op: Op): Promise<OpFacts> {
    switch (op.type) {
      case 'clip.add':
        return { stem: (await this.ports.facts.stem(op.stemId)) ?? undefined };
      case 'clip.set':
        return op.stemId ? { stem: (await this.ports.facts.stem(op.stemId)) ?? undefined } : {};
      case 'vote.cast': {
        const open = this.state.ballots.some((ballot) => ballot.proposal.suggestionId === op.suggestionId);
        if (open) return {};
        return { proposal: (await this.ports.facts.proposal(this.jamId, op.suggestionId)) ?? undefined };
      }
      default:
        return {};
    }
  }
}

const sameResult = (committed: CommittedOp, memberId: MemberId): Result<CommittedOp> =>
  committed.memberId === memberId
    ? accepted(committed)
    : refused('bad_message', 'Somebody else has used this op id already.');
