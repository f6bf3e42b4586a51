import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { exampleStem } from '#server/contract/exampleJam';
import { accepted, refused } from '#server/contract/errors';
import type { MemberId } from '#server/contract/ids';
import { conformedAudioPath } from '#server/contract/stem';
import { createLogger } from '#server/platform/createLogger';
import { getRequestListener } from '@hono/node-server';
import type { ApiPorts } from './ApiPorts';
import { createApi } from './createApi';

const stem = exampleStem('bass1');
const audioPath = conformedAudioPath(stem.stemId, 120, 0);
/** More than the sockets take in before anybody reads. */
const BYTES = 32_000_000;

describe('stem audio over HTTP, with a fake library and fake accounts', () => {
  let folder: string;
  let file: string;
  let server: Server;
  let port: number;
  let rendering: Promise<void>;
  let isCached: boolean;
  let prefetched: boolean[];

  beforeEach(async () => {
    rendering = Promise.resolve();
    isCached = true;
    prefetched = [];
    folder = mkdtempSync(path.join(tmpdir(), 'stemjam-audio-'));
    file = path.join(folder, 'stem.flac');
    writeFileSync(file, Buffer.alloc(BYTES, 1));
    const library: Pick<ApiPorts['library'], 'conformedFile'> = {
      conformedFile: async (_stemId, _bpm, _transposition, { isPrefetch, mayRender }) => {
        await rendering;
        prefetched.push(isPrefetch);
        if (!isCached && !mayRender()) return refused('too_fast', 'It comes in a moment.');
        return accepted({ path: file, samples: 4, contentType: 'audio/flac' as const });
      },
    };
    const auth: Pick<ApiPorts['auth'], 'memberFromHeaders'> = {
      memberFromHeaders: async ({ cookie }) =>
        cookie ? { memberId: cookie as MemberId, name: cookie, colour: 'sky' } : null,
    };
    const api = createApi({ library, auth, logger: createLogger('silent') } as ApiPorts);
    server = createServer(getRequestListener(api.fetch, { overrideGlobalObjects: false }));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (method: string, member: string | null = 'ana', query = '') =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const headers = member ? { cookie: member } : {};
      request({ port, host: '127.0.0.1', path: audioPath + query, method, headers }, resolve)
        .on('error', reject)
        .end();
    });
  /** How often this process has the file open, where the system tells. */
  const openings = () =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`) === file;
      } catch {
        return false;
      }
    }).length;

  it('OP8 is for members, whoever else asks is told to choose a name', async () => {
    expect((await ask('HEAD', null)).statusCode).toBe(401);
    expect(prefetched).toEqual([]);
  });

  it('OP8 renders 96 files in a row for a member, not ever more; what is rendered is there for everybody', async () => {
    isCached = false;
    for (let count = 0; count < 96; count++) expect((await ask('HEAD')).statusCode).toBe(200);
    const statuses = [];
    for (let count = 0; count < 20; count++) statuses.push((await ask('HEAD')).statusCode);
    expect(statuses).toContain(429);
    expect((await ask('HEAD', 'ben')).statusCode).toBe(200);
    isCached = true;
    expect((await ask('HEAD')).statusCode).toBe(200);
  });

  it('passes on what is only prefetched', async () => {
    await ask('HEAD', 'ana', '?prefetch=1');
    await ask('HEAD');
    expect(prefetched).toEqual([true, false]);
  });

  describe.skipIf(!existsSync('/proc/self/fd'))('leaves no file open', () => {
    it('after HEAD, which is answered with the headers of GET', async () => {
      for (let count = 0; count < 5; count++) {
        const { statusCode, headers } = await ask('HEAD');
        expect(statusCode).toBe(200);
        expect(headers).toMatchObject({ 'content-length': String(BYTES), 'content-type': 'audio/flac' });
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(openings()).toBe(0);
    });

    it('after a GET that was broken off', async () => {
      for (let count = 0; count < 5; count++) {
        const response = await ask('GET');
        await vi.waitFor(() => expect(openings()).toBeGreaterThan(0));
        response.destroy();
      }
      await vi.waitFor(() => expect(openings()).toBe(0));
    });

    it('after a GET whose asker left while it was rendered', async () => {
      let finish = () => {};
      rendering = new Promise((resolve) => (finish = resolve));
      const leaving = new AbortController();
      const headers = { cookie: 'ana' };
      const asked = fetch(`http://127.0.0.1:${port}${audioPath}`, { headers, signal: leaving.signal });
      await new Promise((resolve) => setTimeout(resolve, 30));
      leaving.abort();
      await expect(asked).rejects.toThrow();
      await new Promise((resolve) => setTimeout(resolve, 30));
      finish();
      await new Promise((resolve) => setTimeout(resolve, 30));
      await vi.waitFor(() => expect(openings()).toBe(0));
    });

    it('after a GET that was read to its end', async () => {
      const response = await ask('GET');
      let bytes = 0;
      for await (const chunk of response) bytes += (chunk as Buffer).length;
      expect(bytes).toBe(BYTES);
      await vi.waitFor(() => expect(openings()).toBe(0));
    });
  });
});
