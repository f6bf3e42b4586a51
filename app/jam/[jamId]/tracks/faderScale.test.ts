import { describe, expect, it } from 'vitest';
import { faderOfGain, gainOfFader } from './faderScale';

describe('fader scale', () => {
  it('reaches both ends exactly', () => {
    expect(gainOfFader(0)).toBe(-60);
    expect(gainOfFader(100)).toBe(6);
  });

  it('comes back to the same gain', () => {
    for (const db of [-60, -24, -6.5, -0.1, 0, 3, 6]) expect(gainOfFader(faderOfGain(db))).toBe(db);
  });

  it('gives the loudest 24 dB most of the way', () => {
    expect(faderOfGain(-18)).toBeLessThan(30);
  });
});
