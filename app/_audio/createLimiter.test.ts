import { describe, expect, it } from 'vitest';
import { createLimiter, LIMITER_LATENCY_SAMPLES } from './createLimiter';

const RATE = 48_000;
const CEILING = 0.9;

/** One channel through the limiter in blocks of 128, as a browser does. */
function limited(input: Float32Array, other = input): Float32Array[] {
  const limit = createLimiter(RATE, 2, LIMITER_LATENCY_SAMPLES, CEILING, 0.08);
  const outputs = [new Float32Array(input.length), new Float32Array(input.length)];
  for (let from = 0; from < input.length; from += 128) {
    limit(
      [input, other].map((channel) => channel.subarray(from, from + 128)),
      outputs.map((channel) => channel.subarray(from, from + 128)),
    );
  }
  return outputs;
}
const sine = (frequency: number, level: (second: number) => number) =>
  Float32Array.from(
    { length: RATE },
    (_, i) => level(i / RATE) * Math.sin((2 * Math.PI * frequency * i) / RATE),
  );
const peakOf = (samples: Float32Array) =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);

describe('createLimiter', () => {
  it('passes what is below the ceiling unchanged, 2 ms late', () => {
    const quiet = sine(441, () => 0.8);
    const [left] = limited(quiet);
    for (let i = LIMITER_LATENCY_SAMPLES; i < RATE; i++)
      expect(left![i]).toBe(quiet[i - LIMITER_LATENCY_SAMPLES]);
  });

  it.each([50, 441, 3_000, 11_000])(
    'lets nothing above the ceiling through, at %d Hz and with a sudden attack',
    (hz) => {
      const [left] = limited(sine(hz, (second) => (second < 0.3 ? 0.2 : second < 0.6 ? 6 : 1.2)));
      expect(peakOf(left!)).toBeLessThanOrEqual(CEILING + 1e-5);
      expect(peakOf(left!.subarray(RATE / 2))).toBeGreaterThan(CEILING * 0.9);
    },
  );

  it('recovers: what comes half a second after a peak is as loud as before it', () => {
    const [left] = limited(sine(441, (second) => (second > 0.3 && second < 0.31 ? 5 : 0.5)));
    expect(peakOf(left!.subarray(RATE * 0.85))).toBeCloseTo(0.5, 2);
  });

  it('turns both sides down alike, so that the stereo image stays', () => {
    const [left, right] = limited(
      sine(441, () => 2),
      sine(441, () => 1),
    );
    for (let i = 20_000; i < 20_100; i++) expect(right![i]).toBeCloseTo(left![i]! / 2, 6);
  });
});
