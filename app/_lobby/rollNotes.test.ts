import { describe, expect, it } from 'vitest';
import { INSTRUMENTS } from '#server/contract/instruments';
import { ROLL_STEPS, rollNotes } from './rollNotes';

describe('rollNotes', () => {
  it('draws the same picture for the same seed', () => {
    expect(rollNotes('lead', 'jam')).toEqual(rollNotes('lead', 'jam'));
  });

  it('stays within the loop and never overlaps itself by more than it lasts', () => {
    for (const instrument of INSTRUMENTS) {
      const notes = rollNotes(instrument, 'jam');
      expect(notes.length).toBeGreaterThan(0);
      for (const { at, length } of notes) expect(at + length).toBeLessThanOrEqual(ROLL_STEPS);
    }
  });
});
