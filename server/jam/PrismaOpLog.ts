import { CommittedOp } from '#server/contract/op';
import { JamId, type OpId } from '#server/contract/ids';
import { JamState } from '#server/contract/jam';
import { serverMs } from '#server/contract/units';
import type { Jam, JamOp, PrismaClient } from '#server/platform/prismaClient/client';
import type { AppendOutcome, JamRecord, OpLog } from './OpLog';

/** The op log in PostgreSQL, embedded or real. */
export class PrismaOpLog implements OpLog {
  constructor(private readonly prisma: PrismaClient) {}

  async createJam(jam: Parameters<OpLog['createJam']>[0]): Promise<void> {
    const { jamId, name, isOpen, startedAt } = jam;
    await this.prisma.jam.create({
      data: { id: jamId, name, isOpen, startedAt, changedAt: new Date(startedAt) },
    });
  }

  async findJam(jamId: JamId): Promise<JamRecord | null> {
    const row = await this.prisma.jam.findUnique({ where: { id: jamId } });
    return row && toRecord(row);
  }

  async listJams(limit: number): Promise<JamRecord[]> {
    const rows = await this.prisma.jam.findMany({
      orderBy: [{ isOpen: 'desc' }, { changedAt: 'desc' }],
      take: limit,
    });
    return rows.map(toRecord);
  }

  async append(jamId: JamId, committed: CommittedOp): Promise<AppendOutcome> {
    const { opId, revision, memberId, serverMs: at, launchBar } = committed;
    const [op, facts] = [JSON.stringify(committed.op), JSON.stringify(committed.facts)];
    // One statement, so the log line and the jam's own row agree after a crash, and one way to the database: every
    // change of a jam waits for this.
    const appended = await this.prisma.$executeRaw`
      WITH line AS (
        INSERT INTO "JamOp" ("jamId", "revision", "opId", "memberId", "serverMs", "launchBar", "op", "facts")
        VALUES (${jamId}, ${revision}, ${opId}, ${memberId}, ${at}, ${launchBar}, ${op}::jsonb, ${facts}::jsonb)
        ON CONFLICT DO NOTHING
        RETURNING "serverMs"
      )
      UPDATE "Jam" SET "changedAt" = to_timestamp(line."serverMs" / 1000) AT TIME ZONE 'UTC'
      FROM line WHERE "Jam"."id" = ${jamId}`;
    if (appended === 1) return { kind: 'appended' };
    const same = await this.findByOpId(jamId, opId);
    return same ? { kind: 'same_op', committed: same } : { kind: 'revision_taken' };
  }

  async read(jamId: JamId, afterRevision: number): Promise<CommittedOp[]> {
    const rows = await this.prisma.jamOp.findMany({
      where: { jamId, revision: { gt: afterRevision } },
      orderBy: { revision: 'asc' },
    });
    return rows.map(toCommitted);
  }

  async findByOpId(jamId: JamId, opId: OpId): Promise<CommittedOp | null> {
    const row = await this.prisma.jamOp.findUnique({ where: { jamId_opId: { jamId, opId } } });
    return row && toCommitted(row);
  }

  async saveSnapshot(jamId: JamId, revision: number, state: JamState): Promise<void> {
    await this.prisma.jam.updateMany({
      where: { id: jamId, snapshotRevision: { lt: revision } },
      data: { snapshot: state, snapshotRevision: revision },
    });
  }

  async addMember(jamId: JamId, memberId: string): Promise<void> {
    const key = { jamId, userId: memberId };
    await this.prisma.jamMember.upsert({ where: { jamId_userId: key }, create: key, update: {} });
  }
}

const toCommitted = ({ jamId: _jamId, ...row }: JamOp): CommittedOp => CommittedOp.parse(row);

function toRecord(row: Jam): JamRecord {
  const state = row.snapshot === null ? null : JamState.safeParse(row.snapshot);
  return {
    jamId: JamId.parse(row.id),
    name: row.name,
    isOpen: row.isOpen,
    startedAt: serverMs(row.startedAt),
    changedAt: serverMs(row.changedAt.getTime()),
    // A snapshot of an older shape is no loss: the log is replayed instead.
    snapshot: state?.success ? { revision: row.snapshotRevision, state: state.data } : null,
  };
}
