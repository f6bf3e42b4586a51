export const MIN_DB = -60;
export const MAX_DB = 6;
/** Above 1, most of the way belongs to the levels people mix with. */
const BEND = 3;

/** Fader position, 0 to 100, of a gain in decibels. */
export const faderOfGain = (db: number): number => 100 * ((db - MIN_DB) / (MAX_DB - MIN_DB)) ** BEND;

/** Gain in decibels, in steps of 0.1, of a fader position. */
export const gainOfFader = (at: number): number => {
  const db = MIN_DB + (MAX_DB - MIN_DB) * (Math.min(100, Math.max(0, at)) / 100) ** (1 / BEND);
  return Math.round(db * 10) / 10 + 0;
};
