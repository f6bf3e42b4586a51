import { appendFile, cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, importedFolder, test } from '../fixtures';
import { Guest, play, stemsOf, until } from '../Guest';
import { copyOfData, removeData } from '../importedData';
import { startServer } from '../startServer';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** A checkout whose model may be damaged: its own server and models, everything else is this one's. */
async function checkoutWithOwnModel(): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'stemjam-checkout-'));
  for (const folder of ['server', 'prisma'])
    await cp(path.join(ROOT, folder), path.join(root, folder), { recursive: true });
  await cp(path.join(ROOT, 'models'), path.join(root, 'models'), {
    recursive: true,
    filter: (file) => !file.includes('training'),
  });
  for (const name of ['node_modules', '.next', 'app', 'package.json', 'next.config.js', 'tsconfig.json'])
    await symlink(path.join(ROOT, name), path.join(root, name));
  return root;
}

const damages: [string, (models: string) => Promise<void>, RegExp][] = [
  ['missing', (models) => rm(path.join(models, 'encoder.onnx')), /encoder\.onnx cannot be read/],
  [
    'of another version',
    (models) => appendFile(path.join(models, 'predictor.onnx'), 'x'),
    /predictor\.onnx is damaged/,
  ],
];

for (const [what, damage, sentence] of damages) {
  test(`MD2 SG8 with a model file ${what} the server says so and the jam goes on without suggestions`, async () => {
    const root = await checkoutWithOwnModel();
    await damage(path.join(root, 'models'));
    const dataDir = await copyOfData(importedFolder());
    const server = await startServer({ dataDir, root });
    try {
      const health = await server.health();
      expect(health.status).toBe('degraded');
      expect(health.embedder.provider).toBe('none');
      expect(health.embedder.sentence).toMatch(sentence);
      expect(health.model).toBeNull();

      const guest = await Guest.signIn(server.url, 'Ana');
      const client = await guest.join((await guest.startJam('Without a model')).jamId);
      const [drums] = await stemsOf(server.url, { instrument: 'drums' });
      await play(client, drums!);
      expect(client.store.getState().confirmedRevision).toBe(1);
      await until(
        () => client.store.getState().suggestionStatus?.state === 'unavailable',
        'the panel was not told that there are no suggestions',
      );
      client.close();
    } finally {
      await server.stop();
      await removeData(dataDir);
      await rm(root, { recursive: true, force: true });
    }
  });
}
