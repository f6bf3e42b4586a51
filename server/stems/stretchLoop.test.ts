import { describe, expect, it } from 'vitest';
import { stretchLoop } from './stretchLoop';
import { seededRandom } from '#server/platform/seededRandom';
import { frequencyOf, hits, onsetError, sine } from './testSignals';

const LOOP = 96_000;
const tonal = { semitones: 0, isPercussive: false };

/** Largest step across the seam, against the largest step elsewhere. */
function seamStep(loop: Float32Array): number {
  let elsewhere = 0;
  for (let i = 1; i < loop.length; i++) elsewhere = Math.max(elsewhere, Math.abs(loop[i]! - loop[i - 1]!));
  return Math.abs(loop[0]! - loop.at(-1)!) / elsewhere;
}

describe('stretchLoop', () => {
  for (const samples of [80_001, 96_000, 115_203, 144_000]) {
    it(`UP8 is exactly ${samples} samples long`, async () => {
      const tone = sine(LOOP, 220);
      const [left, right] = await stretchLoop([tone, tone], { ...tonal, samples, semitones: 2 });
      expect([left!.length, right!.length]).toEqual([samples, samples]);
    });

    it(`UP8 TR1 keeps hits within 64 samples of the grid at ${samples} samples`, async () => {
      const drums = hits(LOOP, 8);
      const [loop] = await stretchLoop([drums, drums], { ...tonal, samples, isPercussive: true });
      for (let hit = 0; hit < 8; hit++) {
        expect(Math.abs(onsetError(loop!, Math.round((hit * samples) / 8)))).toBeLessThanOrEqual(64);
      }
    });
  }

  for (const semitones of [-6, -1, 3, 6]) {
    it(`moves the pitch by ${semitones} semitones within 5 cents, the level within 1 dB`, async () => {
      const tone = sine(LOOP, 220);
      const [loop] = await stretchLoop([tone, tone], { ...tonal, samples: 110_000, semitones });
      const cents = 1200 * Math.log2(frequencyOf(loop!) / (220 * 2 ** (semitones / 12)));
      expect(Math.abs(cents)).toBeLessThan(5);
      const rms = Math.sqrt(loop!.reduce((sum, x) => sum + x * x, 0) / loop!.length);
      expect(Math.abs(20 * Math.log10(rms / (0.3 / Math.SQRT2)))).toBeLessThan(1);
    });
  }

  it('UP8 has a seam below -60 dB, also for a chord that never pauses', async () => {
    const tones = [110, 164.81, 220, 277.18, 329.63].map((hz) => sine(LOOP, Math.round(hz * 2) / 2, 0.1));
    const chord = tones[0]!.map((_, i) => tones.reduce((sum, tone) => sum + tone[i]!, 0));
    for (const samples of [83_478, 101_053]) {
      const [loop] = await stretchLoop([chord, chord], { ...tonal, samples, semitones: 1 });
      expect(seamStep(loop!)).toBeLessThan(1);
      // A click is energy far above the chord, which third differences bring out.
      const peak = loop!.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      expect(roughness(loop!, 0) / peak).toBeLessThan(10 ** (-60 / 20));
      expect(roughness(withStep(loop!, 0.003 * peak), 0) / peak).toBeGreaterThan(10 ** (-60 / 20));
    }
  });

  it('keeps left and right together', async () => {
    const random = seededRandom(3);
    const left = Float32Array.from({ length: LOOP }, (_, i) => 0.3 * Math.sin(i / 30) + 0.01 * random());
    const right = left.map((x) => x / 2);
    const [l, r] = await stretchLoop([left, right], { ...tonal, samples: 88_000 });
    const worst = l!.reduce((most, x, i) => Math.max(most, Math.abs(x / 2 - r![i]!)), 0);
    expect(worst).toBeLessThan(0.01);
  });
});

/** The same loop with a small click at its seam: shows that the measure notices one. */
const withStep = (loop: Float32Array, step: number) =>
  loop.map((x, i) => (i < 50 ? x + step * (1 - i / 50) : x));

function roughness(loop: Float32Array, around: number): number {
  const at = (i: number) => loop[(((around + i) % loop.length) + loop.length) % loop.length]!;
  let most = 0;
  for (let i = -600; i < 600; i++)
    most = Math.max(most, Math.abs(at(i + 3) - 3 * at(i + 2) + 3 * at(i + 1) - at(i)));
  return most;
}
