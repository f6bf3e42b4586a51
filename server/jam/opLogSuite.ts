import { beforeEach, expect, it } from 'vitest';
import { ana, ExampleJam, exampleStem, STARTED_AT } from '#server/contract/exampleJam';
import type { JamId, OpId } from '#server/contract/ids';
import { emptyJam } from '#server/contract/jam';
import type { CommittedOp } from '#server/contract/op';
import { serverMs } from '#server/contract/units';
import type { OpLog } from './OpLog';

/** What every op log promises. Run against each implementation. */
export function opLogSuite(openLog: () => Promise<OpLog>): void {
  let log: OpLog;
  let count = 0;
  let jamId: JamId;

  beforeEach(async () => {
    log = await openLog();
    jamId = `jam-${(count += 1)}-${process.pid}` as JamId;
    await log.createJam({ jamId, name: 'A jam', isOpen: false, startedAt: STARTED_AT });
  });

  const line = (revision: number, opId = `op-${revision}`): CommittedOp => ({
    ...new ExampleJam().applied(
      ana,
      { type: 'jam.set', name: `Name ${revision}` },
      { stem: exampleStem('s') },
    ),
    opId: opId as OpId,
    revision,
    // The clock tells more than whole milliseconds, and replays need all of it.
    serverMs: serverMs(STARTED_AT + revision + 0.4375),
  });

  it('OP3 reads back what was appended, in order of revision', async () => {
    for (const revision of [1, 2, 3])
      expect(await log.append(jamId, line(revision))).toEqual({ kind: 'appended' });
    expect(await log.read(jamId, 1)).toEqual([line(2), line(3)]);
  });

  it('OP5 keeps the first name, from which the log is replayed, whatever the jam is called later', async () => {
    await log.append(jamId, line(1));
    expect((await log.findJam(jamId))?.name).toBe('A jam');
  });

  it('OP2 a revision is taken once, however many append it at the same time', async () => {
    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((opId) => log.append(jamId, line(1, opId))));
    expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'revision_taken')).toHaveLength(3);
    expect(await log.read(jamId, 0)).toHaveLength(1);
  });

  it('OP4 the same opId again returns the first line', async () => {
    await log.append(jamId, line(1, 'same'));
    expect(await log.append(jamId, line(2, 'same'))).toEqual({ kind: 'same_op', committed: line(1, 'same') });
    expect(await log.findByOpId(jamId, 'same' as OpId)).toEqual(line(1, 'same'));
    expect(await log.findByOpId(jamId, 'other' as OpId)).toBeNull();
  });

  it('keeps the newest snapshot only', async () => {
    const state = emptyJam(jamId, 'Snapshot', STARTED_AT);
    await log.saveSnapshot(jamId, 5, state);
    await log.saveSnapshot(jamId, 3, emptyJam(jamId, 'Older', STARTED_AT));
    expect((await log.findJam(jamId))?.snapshot).toEqual({ revision: 5, state });
  });

  it('lists the open jam first, then the latest change', async () => {
    const names = { open: `${jamId}-open` as JamId, late: `${jamId}-late` as JamId };
    await log.createJam({ jamId: names.open, name: 'Open', isOpen: true, startedAt: STARTED_AT });
    await log.createJam({ jamId: names.late, name: 'Late', isOpen: false, startedAt: STARTED_AT });
    const later = { ...line(1), serverMs: (STARTED_AT + 60_000 + count) as CommittedOp['serverMs'] };
    await log.append(names.late, later);
    const listed = (await log.listJams(1_000)).map((jam) => jam.jamId).filter((id) => id.startsWith(jamId));
    expect(listed).toEqual([names.open, names.late, jamId]);
  });

  it('an unknown jam is null', async () => {
    expect(await log.findJam('none' as JamId)).toBeNull();
  });
}
