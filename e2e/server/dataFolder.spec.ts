import { expect, importedFolder, test } from '../fixtures';
import { Guest, play, stemsOf } from '../Guest';
import { copyOfData, removeData } from '../importedData';
import { startInVain, startServer } from '../startServer';

test('SV1 a second server on the same data folder is refused and told which process has it', async () => {
  const dataDir = await copyOfData(importedFolder());
  const first = await startServer({ dataDir });
  const { output, exitCode } = await startInVain({ dataDir });
  expect(exitCode).toBe(1);
  expect(output).toContain(`process ${first.pid}`);
  expect(output).toContain(dataDir);
  expect(output).not.toMatch(/^\s+at /m);
  expect((await first.health()).status, 'the first goes on').toBe('ok');
  // The kernel frees the folder however its owner dies.
  await first.kill();
  const third = await startServer({ dataDir });
  await third.stop();
  await removeData(dataDir);
});

test('SV1 a port that is taken is a sentence', async ({ server }) => {
  const dataDir = await copyOfData(importedFolder());
  const { output, exitCode } = await startInVain({ dataDir, port: Number(new URL(server.url).port) });
  await removeData(dataDir);
  expect(exitCode).toBe(1);
  expect(output).toContain('is taken by another program');
});

test('SV2 a server that is stopped politely finds every jam as it was', async () => {
  const dataDir = await copyOfData(importedFolder());
  const before = await startServer({ dataDir });
  const guest = await Guest.signIn(before.url, 'Ana');
  const { jamId } = await guest.startJam('Kept');
  const client = await guest.join(jamId);
  for (const stem of (await stemsOf(before.url)).slice(0, 3)) await play(client, stem);
  const kept = client.store.getState();
  client.close();
  await before.stop();

  const after = await startServer({ dataDir });
  const back = await (await Guest.signIn(after.url, 'Ben')).join(jamId);
  const found = back.store.getState();
  back.close();
  await after.stop();
  await removeData(dataDir);
  expect(found.confirmedRevision).toBe(3);
  expect(found.confirmed).toEqual(kept.confirmed);
});

test('SV3 the health page says what runs', async ({ server }) => {
  const response = await fetch(`${server.url}/api/health`);
  expect(response.headers.get('content-type')).toContain('application/json');
  const health = await server.health();
  expect(health).toMatchObject({
    status: 'ok',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    database: { kind: 'embedded', version: expect.stringContaining('18') },
    embedder: { provider: expect.stringMatching(/^(cpu|cuda|webgpu)$/) },
    model: { name: expect.any(String), version: expect.any(String) },
  });
  expect(health.library.done).toBe(health.library.total);
  expect(health.library.total).toBeGreaterThan(0);
});
