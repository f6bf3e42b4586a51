import { describe, expect, it } from 'vitest';
import { findOnsets } from './findOnsets';
import { keepAttacks } from './keepAttacks';
import { stretchLoop } from './stretchLoop';
import { hits, sine } from './testSignals';

const LOOP = 96_000;

/** Energy of some ms around a place in a loop. */
function energy(loop: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += loop[(i + loop.length) % loop.length]! ** 2;
  return sum;
}

describe('findOnsets', () => {
  it('finds hits to a millisecond, the one on the first sample too, louder ones beside softer ones', () => {
    const drums = hits(LOOP, 8);
    const soft = hits(LOOP, 16, 0.1);
    const both = drums.map((x, i) => x + soft[i]!);
    const onsets = findOnsets([both]);
    expect(onsets).toHaveLength(16);
    onsets.forEach((onset, i) => expect(Math.abs(onset - i * 6_000)).toBeLessThanOrEqual(48));
  });

  it('finds nothing in a steady tone or in silence', () => {
    expect(findOnsets([sine(LOOP, 110)])).toEqual([]);
    expect(findOnsets([new Float32Array(LOOP)])).toEqual([]);
  });
});

describe('keepAttacks', () => {
  it('lets nothing of a hit sound before it, and gives it its full force at once', async () => {
    const drums = hits(LOOP, 8);
    for (const samples of [76_000, 118_000]) {
      const [loop] = await stretchLoop([drums, drums], { samples, semitones: 0, isPercussive: true });
      for (let hit = 0; hit < 8; hit++) {
        const place = Math.round((hit * samples) / 8);
        const start = energy(loop!, place, place + 480);
        const original = energy(drums, hit * 12_000, hit * 12_000 + 480);
        expect(10 * Math.log10(energy(loop!, place - 240, place - 24) / start)).toBeLessThan(-40);
        expect(Math.abs(10 * Math.log10(start / original))).toBeLessThan(0.5);
      }
    }
  });

  it('makes no click where it fades, even when hits follow closely', () => {
    const tone = sine(LOOP, 100);
    const shorter = sine(80_000, 100);
    const clicks = new Float32Array(LOOP);
    for (const at of [0, 2_000, 30_000])
      for (let i = 0; i < 200; i++) clicks[at + i] = 0.2 * (i % 2 ? 1 : -1);
    const source = tone.map((x, i) => x + clicks[i]!);
    keepAttacks([source], [shorter]);
    let largest = 0;
    for (let i = 1; i < shorter.length; i++) {
      const isClick = Math.abs(shorter[i]! - shorter[i - 1]!) > 0.1;
      if (!isClick) largest = Math.max(largest, Math.abs(shorter[i]! - shorter[i - 1]!));
    }
    expect(largest).toBeLessThan(0.02);
  });
});
