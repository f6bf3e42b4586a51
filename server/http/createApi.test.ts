import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleStem } from '#server/contract/exampleJam';
import { accepted, refused } from '#server/contract/errors';
import type { MemberId } from '#server/contract/ids';
import { serverMs } from '#server/contract/units';
import { JamRegistry } from '#server/jam/JamRegistry';
import { MemoryOpLog } from '#server/jam/MemoryOpLog';
import { createLogger } from '#server/platform/createLogger';
import type { ApiPorts } from './ApiPorts';
import { createRequestListener } from './createRequestListener';

const logger = createLogger('silent');
const stem = exampleStem('bass1');

describe('the API over HTTP, with fake accounts, op log and library', () => {
  let server: Server;
  let url: string;
  let registry: JamRegistry;
  let renamed: string[];

  const ask = async (path: string, init: RequestInit & { member?: string } = {}) => {
    const { member, ...rest } = init;
    const headers = { ...(member ? { cookie: member } : {}), ...(rest.headers as object) };
    const response = await fetch(url + path, { ...rest, headers });
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson ? await response.json() : null,
    };
  };
  const send = (method: string, body: unknown, member?: string) => ({
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
    ...(member ? { member } : {}),
  });

  beforeEach(async () => {
    const audio = join(mkdtempSync(join(tmpdir(), 'stemjam-api-')), 'stem.flac');
    writeFileSync(audio, 'not really flac');
    renamed = [];
    const opLog = new MemoryOpLog();
    const now = () => serverMs(Date.now());
    const facts = { stem: async () => null, proposal: () => null };
    registry = new JamRegistry({ opLog, facts, now, setTimer: () => () => {}, logger });
    const api: ApiPorts = {
      registry,
      opLog,
      isBehindProxy: false,
      onRenamed: (me) => renamed.push(me.name),
      auth: {
        memberFromHeaders: async ({ cookie }) =>
          cookie ? { memberId: cookie as MemberId, name: cookie, colour: 'sky' } : null,
        saveMe: async (_headers, change) => ({
          me: { memberId: 'new' as MemberId, ...change },
          setCookie: ['guest=1; HttpOnly', 'second=2'],
        }),
      },
      library: {
        stem: async (stemId) => (stemId === stem.stemId ? stem : null),
        peaks: async (stemId) => (stemId === stem.stemId ? { peaksPerBar: 1, peaks: [1, 2, 3, 4] } : null),
        search: async (query) => ({ stems: [stem], total: query.limit }),
        progress: () => ({ done: 1, total: 2, failed: 0 }),
        conformedFile: async (stemId, bpm) => {
          if (bpm === 99) throw new Error('secret detail at /etc/passwd');
          if (stemId !== stem.stemId) return refused('unknown_stem', 'That stem is not in the library.');
          return accepted({ path: audio, samples: 4, contentType: 'audio/flac' as const });
        },
      },
      health: async () => ({ status: 'ok' }) as never,
      logger,
    };
    const auth = { handle: async () => {} };
    server = createServer(createRequestListener({ api, auth, pages: null, logger }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.close();
    await registry.close();
  });

  it('a stranger is told to choose a name, a name makes a guest', async () => {
    expect(await ask('/api/me')).toMatchObject({ status: 401, body: { error: { code: 'not_signed_in' } } });
    const made = await ask('/api/me', send('PUT', { name: ' Ana ', colour: 'sky' }));
    expect(made).toMatchObject({ status: 200, body: { name: 'Ana', colour: 'sky' } });
    expect(renamed).toEqual(['Ana']);
    expect(made.headers.getSetCookie()).toEqual(['guest=1; HttpOnly', 'second=2']);
  });

  it('OP8 bad names, colours and bodies are refused with a sentence', async () => {
    const bodies = [
      { name: '', colour: 'sky' },
      { name: 'x'.repeat(25), colour: 'sky' },
      { name: 'A\u0000', colour: 'sky' },
      { name: 'Ana', colour: 'plaid' },
      null,
      [],
    ];
    for (const body of bodies) {
      const answer = await ask('/api/me', send('PUT', body));
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad_message' } } });
      expect(answer.body.error.sentence.length).toBeGreaterThan(10);
    }
    const notJson = { method: 'PUT', body: '{', headers: { 'content-type': 'application/json' } };
    expect(await ask('/api/me', notJson)).toMatchObject({ status: 400 });
    const form = {
      method: 'PUT',
      body: 'name=Ana',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    expect(await ask('/api/me', form)).toMatchObject({ status: 400 });
    expect(await ask('/api/me', send('PUT', { name: 'x'.repeat(20_000) }))).toMatchObject({ status: 413 });
  });

  it('a member starts a jam and finds it in the lobby; the sixth at once is too many', async () => {
    expect(await ask('/api/jams', send('POST', { name: 'Mine' }))).toMatchObject({ status: 401 });
    const made = await ask('/api/jams', send('POST', { name: 'Mine' }, 'ana'));
    expect(made).toMatchObject({ status: 201, body: { name: 'Mine', bpm: 120, instruments: [] } });
    expect((await ask('/api/jams')).body.jams).toEqual([made.body]);
    expect((await ask(`/api/jams/${made.body.jamId}`)).body).toEqual(made.body);
    for (let count = 0; count < 4; count += 1) await ask('/api/jams', send('POST', { name: 'More' }, 'ana'));
    expect(await ask('/api/jams', send('POST', { name: 'More' }, 'ana'))).toMatchObject({ status: 429 });
    expect(await ask('/api/jams', send('POST', { name: 'Other' }, 'ben'))).toMatchObject({ status: 201 });
  });

  it('what is not there is a 404 with a sentence, whatever the address', async () => {
    const paths = [
      '/api/nothing',
      '/api/jams/none',
      '/api/jams/..%2f..',
      '/api/stems/none',
      '/api/stems/%00',
      '/api/stems/none/peaks',
      '/api/stems/none/audio/120.00/0',
    ];
    for (const path of paths) {
      const { status, body } = await ask(path, { member: 'ana' });
      expect([path, status]).toEqual([path, 404]);
      expect(body.error.sentence.length).toBeGreaterThan(10);
    }
  });

  it('the library is searched with checked values', async () => {
    expect((await ask('/api/library?text=bass&key=9-minor&bpmMin=90&instrument=&limit=7')).body.total).toBe(
      7,
    );
    for (const query of ['limit=1000', 'bpmMin=x', 'key=12-minor', 'instrument=kazoo']) {
      expect(await ask(`/api/library?${query}`)).toMatchObject({ status: 400 });
    }
  });

  it('audio comes with its length and may be cached for ever; wrong tempos and shifts are refused', async () => {
    const audio = await ask(`/api/stems/${stem.stemId}/audio/120.00/-3`, { member: 'ana' });
    expect(audio.status).toBe(200);
    expect(audio.headers.get('content-length')).toBe('15');
    expect(audio.headers.get('content-type')).toBe('audio/flac');
    expect(audio.headers.get('cache-control')).toContain('immutable');
    for (const address of ['120/0', '120.00/7', '120.00/x', '300.00/0', '12.00/0'])
      expect(await ask(`/api/stems/${stem.stemId}/audio/${address}`)).toMatchObject({ status: 400 });
  });

  it('OP8 a failure inside is a sentence without its details', async () => {
    const { status, body } = await ask(`/api/stems/${stem.stemId}/audio/99.00/0`, { member: 'ana' });
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('passwd');
  });
});
