import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getRequestListener } from '@hono/node-server';
import { exampleStem } from '#server/contract/exampleJam';
import { accepted } from '#server/contract/errors';
import { conformedAudioPath } from '#server/contract/stem';
import type { ApiPorts } from './ApiPorts';
import { stemRoutes } from './stemRoutes';

const stem = exampleStem('bass1');
const audioPath = conformedAudioPath(stem.stemId, 120, 0).replace('/api', '');
/** More than the sockets take in before anybody reads. */
const BYTES = 32_000_000;

describe('stem audio over HTTP, with a fake library', () => {
  let folder: string;
  let file: string;
  let server: Server;
  let port: number;
  let rendering: Promise<void>;

  beforeEach(async () => {
    rendering = Promise.resolve();
    folder = mkdtempSync(path.join(tmpdir(), 'stemjam-audio-'));
    file = path.join(folder, 'stem.flac');
    writeFileSync(file, Buffer.alloc(BYTES, 1));
    const library = {
      conformedFile: async () => {
        await rendering;
        return accepted({ path: file, samples: 4, contentType: 'audio/flac' as const });
      },
    } as unknown as ApiPorts['library'];
    server = createServer(getRequestListener(stemRoutes({ library }).fetch));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (method: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { cookie: 'ana' };
      request({ port, host: '127.0.0.1', path: audioPath, method, headers }, resolve)
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
      const asked = fetch(`http://127.0.0.1:${port}${audioPath}`, { signal: leaving.signal });
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
