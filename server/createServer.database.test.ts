import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JamClient } from '#app/_jam/JamClient';
import type { JamCard, LibraryPage, Me } from '#server/contract/http';
import type { ClipId, TrackId } from '#server/contract/ids';
import { currentClip } from '#server/contract/jam';
import { createDatabase } from '#server/platform/testDatabases';
import { readConfig } from './config';
import { createServer, type RunningServer } from './createServer';

const { TEST_DATABASE_URL: databaseServer, TEST_REDIS_URL: redisUrl } = process.env;

describe.skipIf(!databaseServer || !redisUrl)('two servers on one real PostgreSQL and one real Redis', () => {
  const nodes: RunningServer[] = [];
  const dataDir = mkdtempSync(join(tmpdir(), 'stemjam-nodes-'));
  const clients: JamClient[] = [];
  let database: Awaited<ReturnType<typeof createDatabase>>;

  const ask = async <Answer>(node: number, path: string, body?: object, cookie = '', method = 'POST') => {
    const init = body && {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', cookie },
    };
    const response = await fetch(nodes[node]!.url + path, init);
    const answer = (await response.json()) as Answer;
    return { answer, cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie };
  };
  const arrive = async (node: number, name: string, jam: Pick<JamCard, 'jamId'>) => {
    const { cookie } = await ask<Me>(node, '/api/me', { name, colour: 'sky' }, '', 'PUT');
    const client = new JamClient({
      jamId: jam.jamId,
      url: nodes[node]!.url,
      socketOptions: { extraHeaders: { cookie }, forceNew: true },
    });
    clients.push(client);
    await expect.poll(() => client.store.getState().connection, { timeout: 20_000 }).toBe('live');
    client.setListening(true);
    return client;
  };
  const eventually = <Value>(read: () => Value) => expect.poll(read, { timeout: 30_000, interval: 50 });

  beforeAll(async () => {
    database = await createDatabase(databaseServer!);
    for (const _node of [1, 2]) {
      const config = readConfig({
        PORT: '0',
        DATABASE_URL: database.url,
        REDIS_URL: redisUrl!,
        DATA_DIR: dataDir,
        AUTH_SECRET: 'the same on every node, 32 letters or more',
        EMBEDDER: 'cpu',
        LOG_LEVEL: 'silent',
      });
      nodes.push(await createServer(config, { pages: false }));
    }
  }, 180_000);
  afterAll(async () => {
    for (const client of clients) client.close();
    for (const node of nodes) await node.close();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }, 60_000);

  it('OP2 VT2 members on different nodes change one jam, count as listeners together, and a vote launches its stem once', async () => {
    const guest = await ask<Me>(0, '/api/me', { name: 'Host', colour: 'sky' }, '', 'PUT');
    const { answer: jam } = await ask<JamCard>(0, '/api/jams', { name: 'Shared' }, guest.cookie);
    const [ana, ben] = [await arrive(0, 'Ana', jam), await arrive(1, 'Ben', jam)];
    const both = [ana, ben];
    for (const client of both)
      await eventually(() => client.store.getState().people.filter((person) => person.listening).length).toBe(
        2,
      );

    await eventually(
      async () => (await ask<LibraryPage>(0, '/api/library?instrument=bass')).answer.total,
    ).toBeGreaterThan(2);
    const stem = (await ask<LibraryPage>(1, '/api/library?instrument=bass')).answer.stems[0]!;
    ben.submit({
      type: 'clip.add',
      trackId: 'bass' as TrackId,
      clipId: 'bass-clip' as ClipId,
      newTrack: { name: 'Bass', instrument: 'bass' },
      stemId: stem.stemId,
      transposition: 0,
      barOffset: 0,
    });
    for (const client of both) await eventually(() => client.store.getState().confirmedRevision).toBe(1);

    await eventually(() => ana.store.getState().suggestions?.any.length ?? 0).toBeGreaterThan(0);
    const { suggestionId } = ana.store.getState().suggestions!.any[0]!;
    ana.submit({ type: 'vote.cast', suggestionId, vote: 'yes' });
    await eventually(() => ben.store.getState().jam?.ballots[0]?.votes[ana.store.getState().memberId!]).toBe(
      'yes',
    );
    expect(ben.store.getState().jam?.ballots[0]?.outcome).toBeNull();
    ben.submit({ type: 'vote.cast', suggestionId, vote: 'yes' });
    for (const client of both) {
      await eventually(() => client.store.getState().confirmed?.tracks.length).toBe(2);
      const launched = client.store.getState().confirmed!.tracks.map(currentClip);
      expect(launched[1]?.stem.stemId).toBe(suggestionId.split('.')[0]);
    }
    expect(ana.store.getState().confirmed).toEqual(ben.store.getState().confirmed);
  });

  it('OP3 when a node goes, the members of the other go on, and what was acked is there for who comes back', async () => {
    const { answer: jam } = await ask<JamCard>(
      1,
      '/api/jams',
      { name: 'Goes on' },
      (await ask<Me>(1, '/api/me', { name: 'Host', colour: 'sky' }, '', 'PUT')).cookie,
    );
    const [ana, ben] = [await arrive(0, 'Ana', jam), await arrive(1, 'Ben', jam)];
    ana.submit({ type: 'jam.set', name: 'From the first node' });
    await eventually(() => ben.store.getState().confirmed?.name).toBe('From the first node');
    await nodes.shift()!.close();
    ben.submit({ type: 'jam.set', name: 'From the second node' });
    await eventually(() => ben.store.getState().confirmed?.name).toBe('From the second node');
    const back = await arrive(0, 'Ana', jam);
    expect(back.store.getState().confirmed?.name).toBe('From the second node');
    expect(back.store.getState().confirmedRevision).toBe(2);
  });
});
