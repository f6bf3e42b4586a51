import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { serveRequests } from '#server/platform/serveRequests';
import { inferenceThreads, loadOrt } from '#server/embedding/loadOrt';
import { onnxFile } from './onnxFile';
import { PATCH, TOKENS, vitBaseGraph } from './vitBaseGraph';

serveRequests(async ({ runs }: { runs: number }) => ({ value: await timeRuns(runs) }));

/** Times of single passes in ms, after one to warm up. */
async function timeRuns(runs: number): Promise<number[]> {
  const ort = await loadOrt();
  const folder = await mkdtemp(path.join(tmpdir(), 'vit-base-'));
  const file = path.join(folder, 'vitBase.onnx');
  try {
    await pipeline(Readable.from(onnxFile(vitBaseGraph())), createWriteStream(file));
    const session = await ort.InferenceSession.create(file, {
      executionProviders: ['cpu'],
      intraOpNumThreads: inferenceThreads(),
      interOpNumThreads: 1,
    });
    const patches = Float32Array.from({ length: TOKENS * PATCH }, () => Math.random() - 0.5);
    const feeds = { patches: new ort.Tensor('float32', patches, [1, TOKENS, PATCH]) };
    const times: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const start = performance.now();
      await session.run(feeds);
      if (run > 0) times.push(performance.now() - start);
    }
    await session.release();
    return times;
  } finally {
    await rm(folder, { recursive: true });
  }
}
