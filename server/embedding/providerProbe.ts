import { BAND_FRAMES, BANDS, FRAMES, ROWS } from './grid';
import type { Ort } from './loadOrt';
import type { Sessions } from './openSessions';

/**
 * Runs one made-up window through two sets of sessions.
 *
 * @returns the largest difference between their vectors (unit length), Infinity where one gives no numbers
 */
export async function providerProbe(ort: Ort, a: Sessions, b: Sessions): Promise<number> {
  const [first, second] = [await answer(ort, a), await answer(ort, b)];
  let most = 0;
  for (let i = 0; i < first.length; i++) {
    const difference = Math.abs(first[i]! - second[i]!);
    most = Number.isFinite(difference) ? Math.max(most, difference) : Infinity;
  }
  return most;
}

async function answer(ort: Ort, sessions: Sessions): Promise<Float32Array> {
  const audio = Float32Array.from(
    { length: 16_000 },
    (_, i) => 0.3 * Math.sin(i * 0.1) * Math.exp(-(i % 2_000) / 500),
  );
  const centers = (count: number) =>
    new ort.Tensor(
      'int64',
      BigInt64Array.from({ length: count }, (_, i) => BigInt(i * 500)),
      [count],
    );
  const { cqt, bands } = await sessions.analysis.run({
    audio: new ort.Tensor('float32', audio, [audio.length]),
    frameCenters: centers(FRAMES),
    bandCenters: centers(BAND_FRAMES),
  });
  const { vector, tokens } = await sessions.encoder.run({
    cqt: new ort.Tensor('float32', cqt!.data as Float32Array, [1, FRAMES, ROWS]),
    bands: new ort.Tensor('float32', bands!.data as Float32Array, [1, BAND_FRAMES, BANDS]),
  });
  const predicted = await sessions.predictor.run({
    tokens: tokens!,
    classId: new ort.Tensor('int64', BigInt64Array.of(2n), [1]),
  });
  return Float32Array.of(...(vector!.data as Float32Array), ...(predicted.vector!.data as Float32Array));
}
