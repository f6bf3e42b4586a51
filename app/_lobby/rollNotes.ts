import type { Instrument } from '#server/contract/instruments';

/** A mark of the moving picture, in sixteenths of a two-bar loop. */
export interface RollNote {
  at: number;
  length: number;
}

export const ROLL_STEPS = 32;

/** How often an instrument plays, on which steps, and how long its notes are. */
const HABITS: Record<Instrument, { every: number; shift: number; length: number; chance: number }> = {
  drums: { every: 4, shift: 0, length: 1, chance: 1 },
  percussion: { every: 2, shift: 1, length: 1, chance: 0.7 },
  bass: { every: 3, shift: 0, length: 2, chance: 0.8 },
  keys: { every: 4, shift: 2, length: 2, chance: 0.7 },
  guitar: { every: 2, shift: 0, length: 1, chance: 0.55 },
  strings: { every: 8, shift: 0, length: 7, chance: 0.85 },
  brass: { every: 6, shift: 3, length: 2, chance: 0.6 },
  lead: { every: 2, shift: 0, length: 2, chance: 0.45 },
  pad: { every: 16, shift: 0, length: 15, chance: 1 },
  voice: { every: 8, shift: 4, length: 4, chance: 0.8 },
};

/** A small generator: the same seed draws the same picture everywhere. */
function randomFrom(seed: string): () => number {
  let state = 2166136261;
  for (const letter of seed) state = Math.imul(state ^ letter.codePointAt(0)!, 16777619);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519);
    state = Math.imul(state ^ (state >>> 13), 3266489917);
    return ((state ^= state >>> 16) >>> 0) / 2 ** 32;
  };
}

/** Marks that look as the instrument tends to play. A picture of the line-up, not of the recordings. */
export function rollNotes(instrument: Instrument, seed: string): RollNote[] {
  const random = randomFrom(seed);
  const { every, shift, length, chance } = HABITS[instrument];
  const notes: RollNote[] = [];
  for (let at = shift; at < ROLL_STEPS; at += every) {
    const isPlayed = random() < chance;
    const isLate = every > 2 && random() > 0.75;
    const start = at + (isLate ? 1 : 0);
    if (isPlayed && start < ROLL_STEPS)
      notes.push({ at: start, length: Math.min(length, ROLL_STEPS - start) });
  }
  return notes;
}
