import { expect, test } from '@playwright/test';
import { lagBetween } from './lagBetween';
import { onsetStrength } from './onsetStrength';

/** The measuring instrument itself, on clicks whose place is known. */
const RATE = 48_000;
const clicks = (atMs: readonly number[], lengthMs: number): Float32Array => {
  const samples = new Float32Array((lengthMs * RATE) / 1000);
  for (const at of atMs)
    for (let index = 0; index < 2_000; index += 1)
      samples[Math.round((at * RATE) / 1000) + index] = 0.5 * Math.exp(-index / 400) * Math.sin(index / 5);
  return samples;
};

for (const lateMs of [0, 3, -17, 240]) {
  test(`onsets ${lateMs} ms late are measured as that`, () => {
    const rhythm = [500, 700, 1_250, 1_900, 2_300];
    const expected = onsetStrength(clicks(rhythm, 3_000), RATE);
    const heard = onsetStrength(
      clicks(
        rhythm.map((at) => at + lateMs),
        3_000,
      ),
      RATE,
    ).slice(400, 2_600);
    const { ms, likeness } = lagBetween(heard, expected, 400);
    expect(Math.abs(ms - lateMs)).toBeLessThan(1.5);
    expect(likeness).toBeGreaterThan(0.9);
  });
}

test('another rhythm is not taken for the expected one', () => {
  const expected = onsetStrength(clicks([500, 1_000, 1_500, 2_000], 3_000), RATE);
  const heard = onsetStrength(clicks([430, 860, 1_377, 1_600, 2_111], 3_000), RATE).slice(400, 2_600);
  expect(lagBetween(heard, expected, 400).likeness).toBeLessThan(0.6);
});
