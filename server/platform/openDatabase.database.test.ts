import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from './createLogger';
import { openDatabase, type Database } from './openDatabase';
import { newDataDir, TEST_DATABASES } from './testDatabases';

const logger = createLogger('silent');

describe.each(TEST_DATABASES)('a database on $name', ({ open, missing }) => {
  describe.skipIf(missing)(missing ?? '', () => {
    let database: Database;
    beforeEach(async () => (database = await open()));
    afterEach(() => database.close());

    it('says what it is', () => {
      expect(database.version).toMatch(/^\d+\.\d+, pgvector 0\.\d+/);
    });

    it('OP2 two lines of a log cannot have one revision, whoever writes them', async () => {
      const { prisma } = database;
      await prisma.jam.create({ data: { id: 'a', name: 'A', startedAt: 1.5 } });
      const line = {
        jamId: 'a',
        memberId: 'm',
        serverMs: 1.25,
        launchBar: 0,
        op: { type: 'undo' },
        facts: {},
      };
      await prisma.jamOp.create({ data: { ...line, revision: 1, opId: 'x' } });
      await expect(prisma.jamOp.create({ data: { ...line, revision: 1, opId: 'y' } })).rejects.toMatchObject({
        code: 'P2002',
      });
      await expect(prisma.jamOp.create({ data: { ...line, revision: 2, opId: 'x' } })).rejects.toMatchObject({
        code: 'P2002',
      });
      expect(await prisma.jamOp.findMany()).toEqual([{ ...line, revision: 1, opId: 'x' }]);
    });

    it('refuses a stem that cannot be one', async () => {
      const stem = {
        id: 's',
        sha256: 's',
        name: 's',
        maker: 'm',
        instrument: 'keys',
        bars: 4,
        beatsPerBar: 4,
        bpm: 120,
        licence: 'CC0-1.0',
        samples: 1,
        peaks: new Uint8Array([1, 2]),
        loudnessLufs: -14.5,
      };
      const { prisma } = database;
      for (const wrong of [
        { bars: 0 },
        { bpm: 500 },
        { keyTonic: 3 },
        { keyTonic: 12, keyMode: 'major' },
        { samples: 0 },
      ]) {
        await expect(prisma.stem.create({ data: { ...stem, ...wrong } })).rejects.toThrow();
      }
      await prisma.stem.create({ data: stem });
      expect(await prisma.stem.findUnique({ where: { id: 's' } })).toMatchObject({
        ...stem,
        keyTonic: null,
        tags: [],
      });
    });
  });
});

describe('the embedded database', () => {
  let dataDir: string;
  beforeEach(async () => (dataDir = await newDataDir()));
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('is found again as it was left', async () => {
    const first = await openDatabase({ dataDir, logger });
    await first.prisma.jam.create({ data: { id: 'a', name: 'Late night', startedAt: 1 } });
    await first.close();
    const second = await openDatabase({ dataDir, logger });
    expect(await second.prisma.jam.findMany()).toMatchObject([{ id: 'a', name: 'Late night' }]);
    await second.close();
  });

  it('a second server on the same data folder is refused, and the first one goes on', async () => {
    const first = await openDatabase({ dataDir, logger });
    await expect(openDatabase({ dataDir, logger })).rejects.toThrow(
      /Another Stemjam server \(process \d+\) uses the data folder/,
    );
    expect(await first.prisma.jam.count()).toBe(0);
    await first.close();
  });

  it('a first start that was killed in the middle begins again', async () => {
    rmSync(join(dataDir, 'database.complete'));
    rmSync(join(dataDir, 'database', 'global'), { recursive: true });
    const database = await openDatabase({ dataDir, logger });
    expect(await database.prisma.jam.count()).toBe(0);
    await database.close();
  });

  it('a damaged database is never thrown away', async () => {
    rmSync(join(dataDir, 'database', 'global'), { recursive: true });
    await expect(openDatabase({ dataDir, logger })).rejects.toThrow(/The database in .* cannot be opened/);
    expect(existsSync(join(dataDir, 'database', 'PG_VERSION'))).toBe(true);
  });

  it('OP3 no acked write is lost when the process is killed', async () => {
    const openDatabaseUrl = new URL('./openDatabase.ts', import.meta.url).href;
    const createLoggerUrl = new URL('./createLogger.ts', import.meta.url).href;
    const script = `
      const { openDatabase } = await import(${JSON.stringify(openDatabaseUrl)});
      const { createLogger } = await import(${JSON.stringify(createLoggerUrl)});
      const { prisma } = await openDatabase({ dataDir: ${JSON.stringify(dataDir)}, logger: createLogger('silent') });
      await prisma.jam.upsert({ where: { id: 'a' }, update: {}, create: { id: 'a', name: 'A', startedAt: 1 } });
      const from = (await prisma.jamOp.count()) + 1;
      for (let revision = from; ; revision++) {
        await prisma.jamOp.create({ data: { jamId: 'a', revision, opId: 'op' + revision, memberId: 'm', serverMs: 1, launchBar: 0, op: {}, facts: {} } });
        console.log(revision);
      }`;
    let acked = 0;
    for (const writes of [40, 15]) {
      const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'exit');
      const until = acked + writes;
      for await (const line of createInterface({ input: child.stdout })) {
        acked = Number(line);
        // In the middle of the next write.
        if (acked === until) child.kill('SIGKILL');
      }
      await exited;
      const database = await openDatabase({ dataDir, logger });
      const revisions = (await database.prisma.jamOp.findMany({ orderBy: { revision: 'asc' } })).map(
        ({ revision }) => revision,
      );
      await database.close();
      expect(revisions).toEqual(Array.from({ length: revisions.length }, (_, i) => i + 1));
      expect(revisions.length).toBeGreaterThanOrEqual(acked);
      // Written, but the process died before it could say so.
      expect(revisions.length).toBeLessThanOrEqual(acked + 1);
      acked = revisions.length;
    }
  }, 240_000);
});

describe('a PostgreSQL that cannot be used', () => {
  it('says where it looked and why, and keeps the password to itself', async () => {
    const databaseUrl = 'postgresql://jam:secret@127.0.0.1:1/stemjam';
    const failure = await openDatabase({ databaseUrl, dataDir: tmpdir(), logger }).catch(
      (error: Error) => error,
    );
    expect((failure as Error).message).toMatch(
      /PostgreSQL at 127\.0\.0\.1:1\/stemjam cannot be used: .*ECONNREFUSED/,
    );
    expect((failure as Error).message).not.toContain('secret');
  });
});
