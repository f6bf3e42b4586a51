import { describe, expect, it } from 'vitest';
import { resampleLoop } from './resampleLoop';

/** A tone with a whole number of cycles in the loop. */
const tone = (samples: number, cycles: number) =>
  Float32Array.from({ length: samples }, (_, i) => 0.5 * Math.sin((2 * Math.PI * cycles * i) / samples));

/** Error relative to the signal, in dB. */
function errorDb(actual: Float32Array, expected: Float32Array): number {
  let [error, signal] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    error += (actual[i]! - expected[i]!) ** 2;
    signal += expected[i]! ** 2;
  }
  return 10 * Math.log10(error / signal);
}

describe('resampleLoop', () => {
  for (const [from, to] of [
    [88_200, 96_000],
    [96_000, 32_000],
    [96_000, 67_883],
    [96_000, 135_764],
    [32_000, 96_000],
  ] as const) {
    it(`turns ${from} samples into exactly ${to}, 80 dB clean, the seam included`, () => {
      for (const cycles of [8, 997, Math.floor(Math.min(from, to) * 0.43)]) {
        const [result] = resampleLoop([tone(from, cycles)], to);
        expect(result).toHaveLength(to);
        expect(errorDb(result!, tone(to, cycles))).toBeLessThan(-80);
      }
    });
  }

  it('removes what the lower rate cannot hold', () => {
    const [result] = resampleLoop([tone(96_000, 40_000)], 32_000);
    const loudest = result!.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    expect(20 * Math.log10(loudest / 0.5)).toBeLessThan(-75);
  });
});
