import { workerData } from 'node:worker_threads';
import { serveRequests, type Answer } from '#server/platform/serveRequests';
import { BAND_FRAMES, BANDS, BANDS_SIZE, CQT_SIZE, FRAMES, ROWS, VECTOR_SIZE } from './grid';
import type { EmbeddedStem, EmbedRequest, EmbedThreadData } from './embedProtocol';
import { readModel } from './modelManifest';
import { openSessions } from './openSessions';
import { toBytes, type LinearSpectra } from './spectra';

/**
 * All inference happens on this thread: onnxruntime blocks the thread it runs on. Sentences about the provider go to
 * the main thread once the sessions are open; a model that cannot be opened ends the thread with its error.
 */
const { modelsDir, provider } = workerData.data as EmbedThreadData;
const { ort, sessions, info } = await openSessions(await readModel(modelsDir), provider);

serveRequests(async (request: EmbedRequest): Promise<Answer> => {
  if (request.do === 'analyse') return analyse(request);
  if (request.do === 'embed') return embed(request.windows);
  return predict(request);
}, info);

const int64 = (values: Float64Array | readonly number[]) =>
  new ort.Tensor(
    'int64',
    BigInt64Array.from(values as readonly number[], (value) => BigInt(value)),
    [values.length],
  );

async function analyse({ audio, centers }: Extract<EmbedRequest, { do: 'analyse' }>): Promise<Answer> {
  const { cqt, bands } = await sessions.analysis.run({
    audio: new ort.Tensor('float32', audio, [audio.length]),
    frameCenters: int64(centers.frameCenters),
    bandCenters: int64(centers.bandCenters),
  });
  const value = toBytes({ cqt: cqt!.data, bands: bands!.data } as LinearSpectra);
  return { value, transfer: [value.buffer] };
}

/** One pass of the encoder over a batch of windows. */
async function encode(windows: readonly LinearSpectra[]) {
  const cqt = new Float32Array(windows.length * CQT_SIZE);
  const bands = new Float32Array(windows.length * BANDS_SIZE);
  windows.forEach((window, i) => {
    cqt.set(window.cqt, i * CQT_SIZE);
    bands.set(window.bands, i * BANDS_SIZE);
  });
  return sessions.encoder.run({
    cqt: new ort.Tensor('float32', cqt, [windows.length, FRAMES, ROWS]),
    bands: new ort.Tensor('float32', bands, [windows.length, BAND_FRAMES, BANDS]),
  });
}

async function embed(windows: readonly LinearSpectra[]): Promise<Answer> {
  const { vector, classLogits } = await encode(windows);
  const vectors = rowsOf(vector!.data as Float32Array, windows.length);
  const logits = rowsOf(classLogits!.data as Float32Array, windows.length);
  const value: EmbeddedStem[] = vectors.map((row, i) => ({ vector: row, classLogits: logits[i]! }));
  return { value };
}

async function predict({ mix, classIds }: Extract<EmbedRequest, { do: 'predict' }>): Promise<Answer> {
  const { tokens } = await encode([mix]);
  const [, tokenCount, width] = tokens!.dims as [number, number, number];
  const one = tokens!.data as Float32Array;
  const repeated = new Float32Array(classIds.length * one.length);
  classIds.forEach((_, i) => repeated.set(one, i * one.length));
  const { vector } = await sessions.predictor.run({
    tokens: new ort.Tensor('float32', repeated, [classIds.length, tokenCount, width]),
    classId: int64(classIds),
  });
  const data = vector!.data as Float32Array;
  if (data.length !== classIds.length * VECTOR_SIZE)
    throw new Error(`The predictor gave ${data.length} numbers.`);
  return { value: rowsOf(data, classIds.length) };
}

/** Copies: what is sent to the main thread must not be a view into the runtime's memory. */
function rowsOf(data: Float32Array, rows: number): Float32Array[] {
  const width = data.length / rows;
  return Array.from({ length: rows }, (_, row) => data.slice(row * width, (row + 1) * width));
}
