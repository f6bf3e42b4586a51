import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createLogger } from '#server/platform/createLogger';
import { seededRandom } from '#server/platform/seededRandom';
import { Embedder } from '#server/embedding/Embedder';
import { fixture, mostDifferent } from '#server/embedding/fixtures';
import { BANDS_SIZE, CQT_SIZE } from '#server/embedding/grid';
import { readModel } from '#server/embedding/modelManifest';
import { shuffleWeights, untrainedModel } from './untrainedModel';

const modelsDir = fileURLToPath(new URL('../../models/', import.meta.url));

it('shuffles nearly all of the encoder and leaves a model that runs and answers differently', async () => {
  const { files } = await readModel(modelsDir);
  const moved = shuffleWeights(Uint8Array.from(files.encoder), seededRandom(1));
  expect(moved * 4).toBeGreaterThan(0.9 * files.encoder.length);

  const folder = await untrainedModel(modelsDir);
  const embedder = await Embedder.start({
    modelsDir: folder,
    provider: 'cpu',
    logger: createLogger('silent'),
  });
  const window = {
    cqt: fixture('encoder.cqt').data.slice(0, CQT_SIZE),
    bands: fixture('encoder.bands').data.slice(0, BANDS_SIZE),
  };
  const [embedded] = await embedder.embedStems([window]);
  expect(mostDifferent(embedded!.vector, fixture('encoder.vector').data.slice(0, 640))).toBeGreaterThan(0.02);
  await embedder.close();
  await rm(folder, { recursive: true });
});
