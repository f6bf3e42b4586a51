import { appendFile, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#server/platform/createLogger';
import { Embedder } from './Embedder';
import { EmbedderUnavailable } from './EmbedQueue';
import { fixture, fixtureIndex, mostDifferent } from './fixtures';
import { BANDS_SIZE, CQT_SIZE } from './grid';
import { gridCenters } from './gridAnalysis';
import { readModel } from './modelManifest';
import { toPower, transposed, type LinearSpectra } from './spectra';

const modelsDir = fileURLToPath(new URL('../../models/', import.meta.url));
const logger = createLogger('silent');
let embedder: Embedder;

const encoderWindows = (): LinearSpectra[] => {
  const [cqt, bands] = [fixture('encoder.cqt').data, fixture('encoder.bands').data];
  return [0, 1].map((i) => ({
    cqt: cqt.slice(i * CQT_SIZE, (i + 1) * CQT_SIZE),
    bands: bands.slice(i * BANDS_SIZE, (i + 1) * BANDS_SIZE),
  }));
};

beforeAll(async () => {
  embedder = await Embedder.start({ modelsDir, provider: 'cpu', logger });
});
afterAll(() => embedder.close());

describe('Embedder with the real model', () => {
  it('says what computes and which model it is', async () => {
    const { manifest } = await readModel(modelsDir);
    expect(embedder.info).toEqual({
      provider: 'cpu',
      sentence: 'The model runs on the CPU.',
      model: { name: manifest.name, version: manifest.version },
    });
  });

  it('MD1 gives the bytes that the training side stored for the same audio', async () => {
    const audio = fixture('analysis.audio').data;
    const bytes = await embedder.analyse(audio, gridCenters(audio.length, fixtureIndex.beats));
    const expected = fixture('spectra.bytes').data;
    // Rounding may fall to either side of a step.
    expect(mostDifferent(bytes, expected)).toBeLessThanOrEqual(1);
    const different = bytes.reduce((count, byte, i) => count + (byte === expected[i] ? 0 : 1), 0);
    expect(different).toBeLessThan(bytes.length / 200);
  });

  it('MD1 gives the vectors and class logits that the training side got', async () => {
    const embedded = await embedder.embedStems(encoderWindows());
    const vectors = Float32Array.from(embedded.flatMap(({ vector }) => [...vector]));
    const logits = Float32Array.from(embedded.flatMap(({ classLogits }) => [...classLogits]));
    expect(mostDifferent(vectors, fixture('encoder.vector').data)).toBeLessThan(1e-3);
    expect(mostDifferent(logits, fixture('encoder.classLogits').data)).toBeLessThan(5e-3);
  });

  it('MD1 predicts what the training side predicted, several classes from one pass', async () => {
    const [window, shifted] = encoderWindows();
    const classIds = fixture('predictor.classId').data;
    const expected = fixture('predictor.vector').data;
    const [first] = await embedder.predictMix(window!, [classIds[0]!, 10]);
    const [, second] = await embedder.predictMix(shifted!, [0, classIds[1]!]);
    expect(mostDifferent(first!, expected.slice(0, 640))).toBeLessThan(1e-3);
    expect(mostDifferent(second!, expected.slice(640))).toBeLessThan(1e-3);
  });

  it('does not hear the level of a mix', async () => {
    const [window] = encoderWindows();
    const quiet = { cqt: window!.cqt.map((x) => x * 0.01), bands: window!.bands.map((x) => x * 0.01) };
    const [a, b] = await embedder.embedStems([window!, quiet]);
    expect(mostDifferent(a!.vector, b!.vector)).toBeLessThan(0.02);
  });

  it('SG8 comes back after its thread died; what was under way is refused', async () => {
    const [window] = encoderWindows();
    const ready = new Promise<void>((resolve) => void embedder.onReady(resolve));
    const underWay = embedder.embedStems(Array.from({ length: 64 }, () => window!));
    const { worker } = embedder as unknown as { worker: { worker: Worker } };
    // Nothing the server ever sends: an exception outside of every request, which ends the thread.
    worker.worker.postMessage(null);
    await expect(underWay).rejects.toBeInstanceOf(EmbedderUnavailable);
    expect(embedder.info.provider).toBe('none');
    await ready;
    expect(embedder.info.provider).toBe('cpu');
    expect(await embedder.embedStems([window!])).toHaveLength(1);
  });
});

describe('Embedder on a graphics processor', () => {
  for (const provider of ['cuda', 'webgpu'] as const) {
    it(`computes on ${provider} what the CPU computes, or says why it stays on the CPU`, async () => {
      const gpu = await Embedder.start({ modelsDir, provider, logger });
      if (gpu.info.provider === 'cpu')
        expect(gpu.info.sentence).toMatch(/runs on the CPU; the GPU \(.*\) cannot be used \(/);
      else expect(gpu.info.provider).toBe(provider);
      const embedded = await gpu.embedStems(encoderWindows());
      const vectors = Float32Array.from(embedded.flatMap(({ vector }) => [...vector]));
      expect(mostDifferent(vectors, fixture('encoder.vector').data)).toBeLessThan(5e-3);
      await gpu.close();
    });
  }
});

describe('Embedder without a usable model', () => {
  it('MD2 SG8 starts all the same, says which file is wrong, and refuses', async () => {
    const broken = await mkdtemp(path.join(tmpdir(), 'models-'));
    const none = await Embedder.start({ modelsDir: broken, provider: 'auto', logger });
    expect(none.info.provider).toBe('none');
    expect(none.info.sentence).toMatch(/There is no model: .*manifest\.json cannot be read/);
    await expect(none.predictMix(toPower(new Uint8Array(12_800)), [10])).rejects.toBeInstanceOf(
      EmbedderUnavailable,
    );
    await none.close();

    await mkdir(broken, { recursive: true });
    for (const name of ['manifest.json', 'analysis.onnx', 'encoder.onnx', 'predictor.onnx']) {
      await copyFile(path.join(modelsDir, name), path.join(broken, name));
    }
    await appendFile(path.join(broken, 'encoder.onnx'), 'x');
    await expect(readModel(broken)).rejects.toThrow(/encoder\.onnx is damaged or belongs to another version/);
    await writeFile(path.join(broken, 'manifest.json'), '{"name":"other"}');
    await expect(readModel(broken)).rejects.toThrow(/does not fit this server/);
    await rm(broken, { recursive: true });
  });
});

describe('spectra', () => {
  it('MD1 shifts rows as the training side does', () => {
    const stored = toPower(Uint8Array.from(fixture('spectra.bytes').data));
    const [window, shifted] = encoderWindows();
    expect(mostDifferent(stored.cqt, window!.cqt)).toBeLessThan(1e-6);
    expect(mostDifferent(stored.bands, window!.bands)).toBeLessThan(1e-6);
    expect(mostDifferent(transposed(stored, fixtureIndex.shiftSemitones).cqt, shifted!.cqt)).toBeLessThan(
      1e-6,
    );
  });

  it('MD1 puts the grid where the training side puts it', () => {
    const samples = fixture('analysis.audio').data.length;
    const { frameCenters, bandCenters } = gridCenters(samples, fixtureIndex.beats);
    expect([...frameCenters]).toEqual([...fixture('analysis.frameCenters').data]);
    expect([...bandCenters]).toEqual([...fixture('analysis.bandCenters').data]);
  });
});
