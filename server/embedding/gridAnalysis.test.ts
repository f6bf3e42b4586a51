import { describe, expect, it } from 'vitest';
import { gridCenters, windowCount } from './gridAnalysis';
import { POWER_OF_BYTE, silence, toBytes, toPower, transposed } from './spectra';

describe('gridCenters', () => {
  it('TR1 lies on the beats whatever the tempo', () => {
    const samples = Math.round((16 * 60 * 16_000) / 97.31);
    const { frameCenters, bandCenters } = gridCenters(samples, 16);
    expect(frameCenters).toHaveLength(128);
    expect(bandCenters).toHaveLength(256);
    for (let beat = 0; beat < 16; beat++) {
      expect(Math.abs(frameCenters[beat * 8]! - (beat * samples) / 16)).toBeLessThanOrEqual(0.5);
      expect(bandCenters[beat * 16]).toBe(frameCenters[beat * 8]);
    }
  });

  it('runs past the end of a shorter stem, and begins a second window at beat 16', () => {
    expect(gridCenters(16_000, 4).frameCenters[32]).toBe(16_000);
    expect(gridCenters(64_000, 32, 1).frameCenters[0]).toBe(32_000);
    expect([4, 8, 16, 24, 32].map(windowCount)).toEqual([1, 1, 1, 2, 2]);
  });
});

describe('spectra as bytes', () => {
  it('come back within half a step, silence as silence, too loud as the loudest', () => {
    const spectra = silence();
    spectra.cqt.set([0, 1e-9, 1e-8, 0.001, 0.5, 1, 1e6]);
    const back = toPower(toBytes(spectra)).cqt;
    for (const i of [2, 3, 4, 5])
      expect(Math.abs(10 * Math.log10(back[i]! / spectra.cqt[i]!))).toBeLessThanOrEqual(0.2001);
    expect([back[0], back[6]]).toEqual([0, POWER_OF_BYTE[255]]);
  });

  it('move by semitones and let nothing wrap', () => {
    const spectra = silence();
    spectra.cqt[0] = 1;
    spectra.cqt[83] = 2;
    const up = transposed(spectra, 2);
    expect([up.cqt[2], up.cqt[83], up.cqt[84], up.cqt[85]]).toEqual([1, 0, 0, 0]);
    const down = transposed(spectra, -1);
    expect([down.cqt[82], down.cqt[83], down.cqt[0]]).toEqual([2, 0, 0]);
  });
});
