import { describe, expect, it } from 'vitest';
import { loopLoudness } from './loudness';
import { peaksOf, PEAKS_PER_BAR } from './peaks';
import { normalisingGain } from './targetLoudness';
import { hits, RATE, sine } from './testSignals';
import { truePeak } from './truePeak';

describe('loopLoudness', () => {
  it('measures what ITU-R BS.1770 says of a 997 Hz tone: -3.01 LUFS for one full-scale channel', () => {
    const tone = sine(4 * RATE, 997, 1);
    expect(loopLoudness([tone, new Float32Array(tone.length)])).toBeCloseTo(-3.01, 1);
    expect(loopLoudness([tone, tone])).toBeCloseTo(0, 1);
    expect(loopLoudness([tone.map((x) => x / 10), tone.map((x) => x / 10)])).toBeCloseTo(-20, 1);
  });

  it('does not count the pauses', () => {
    const tone = sine(4 * RATE, 997, 0.5);
    const halfSilent = tone.map((x, i) => (i < 2 * RATE ? x : 0));
    expect(loopLoudness([halfSilent, halfSilent])).toBeGreaterThan(loopLoudness([tone, tone]) - 1.5);
  });

  it('does not depend on where the loop is cut', () => {
    const drums = hits(2 * RATE, 3);
    const moved = drums.map((_, i) => drums[(i + 31_234) % drums.length]!);
    expect(loopLoudness([moved, moved])).toBeCloseTo(loopLoudness([drums, drums]), 1);
  });

  it('is minus infinity for silence', () => {
    expect(loopLoudness([new Float32Array(RATE)])).toBe(-Infinity);
  });
});

describe('truePeak', () => {
  it('finds the peak between samples', () => {
    const tone = Float32Array.from({ length: 4_800 }, (_, i) => Math.sin((Math.PI / 2) * i + Math.PI / 4));
    expect(Math.max(...tone)).toBeCloseTo(Math.SQRT1_2, 3);
    expect(truePeak([tone])).toBeGreaterThan(0.97);
    expect(truePeak([tone])).toBeLessThan(1.03);
  });
});

describe('normalisingGain', () => {
  it('brings drums to -16 LUFS, but never over -1 dB at the peak', () => {
    expect(20 * Math.log10(normalisingGain('drums', -22, 0.1))).toBeCloseTo(6, 5);
    expect(20 * Math.log10(0.9 * normalisingGain('drums', -40, 0.9))).toBeCloseTo(-1, 5);
  });
});

describe('peaksOf', () => {
  it('draws each slice relative to the loudest', () => {
    const loop = new Float32Array(PEAKS_PER_BAR * 100);
    loop[0] = -0.5;
    loop[150] = 0.25;
    const peaks = peaksOf([loop, loop], 1);
    expect([...peaks.slice(0, 3)]).toEqual([255, 128, 0]);
    expect(peaks).toHaveLength(PEAKS_PER_BAR);
  });
});
