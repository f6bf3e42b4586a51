import type { JamId } from '#server/contract/ids';
import type { CommittedOp } from '#server/contract/op';
import type { JamState } from '#server/contract/jam';
import type { AppendOutcome, JamRecord, OpLog } from './OpLog';

/** A fake op log that forgets everything when the process ends: for tests of rooms and sockets. */
export class MemoryOpLog implements OpLog {
  private readonly jams = new Map<JamId, JamRecord & { ops: CommittedOp[]; members: Set<string> }>();

  async createJam(jam: Parameters<OpLog['createJam']>[0]): Promise<void> {
    this.jams.set(jam.jamId, {
      ...jam,
      changedAt: jam.startedAt,
      snapshot: null,
      ops: [],
      members: new Set(),
    });
  }

  async findJam(jamId: JamId): Promise<JamRecord | null> {
    return this.jams.get(jamId) ?? null;
  }

  async listJams(limit: number): Promise<JamRecord[]> {
    return [...this.jams.values()]
      .sort((a, b) => Number(b.isOpen) - Number(a.isOpen) || b.changedAt - a.changedAt)
      .slice(0, limit);
  }

  async append(jamId: JamId, committed: CommittedOp): Promise<AppendOutcome> {
    const jam = this.known(jamId);
    const same = await this.findByOpId(jamId, committed.opId);
    if (same) return { kind: 'same_op', committed: same };
    if (jam.ops.some(({ revision }) => revision === committed.revision)) return { kind: 'revision_taken' };
    // What is kept must be what JSON keeps, as in a database.
    jam.ops.push(JSON.parse(JSON.stringify(committed)));
    jam.changedAt = committed.serverMs;
    return { kind: 'appended' };
  }

  async read(jamId: JamId, afterRevision: number): Promise<CommittedOp[]> {
    return this.known(jamId).ops.filter(({ revision }) => revision > afterRevision);
  }

  async findByOpId(jamId: JamId, opId: string): Promise<CommittedOp | null> {
    return this.known(jamId).ops.find((line) => line.opId === opId) ?? null;
  }

  async saveSnapshot(jamId: JamId, revision: number, state: JamState): Promise<void> {
    const jam = this.known(jamId);
    if (revision > (jam.snapshot?.revision ?? 0)) jam.snapshot = { revision, state };
  }

  async addMember(jamId: JamId, memberId: string): Promise<void> {
    this.known(jamId).members.add(memberId);
  }

  private known(jamId: JamId) {
    const jam = this.jams.get(jamId);
    if (!jam) throw new Error(`There is no jam ${jamId}.`);
    return jam;
  }
}
