import { z } from 'zod';

/**
 * Time and level values carry their domain in their type, because mixing them is the typical bug of a product like
 * this one. A branded number is made by its schema or by the constructor beside it, nowhere else.
 */

/** Milliseconds since the Unix epoch on the server's clock. */
export const ServerMs = z.number().finite().brand<'ServerMs'>();
export type ServerMs = z.infer<typeof ServerMs>;
export const serverMs = (value: number): ServerMs => value as ServerMs;

/** Seconds on one browser's AudioContext clock. */
export type AudioSec = number & { readonly __audioSec: unique symbol };
export const audioSec = (value: number): AudioSec => value as AudioSec;

/** Quarter-note beats since the jam's first beat; fractional, continuous across tempo changes. */
export const Beat = z.number().finite().brand<'Beat'>();
export type Beat = z.infer<typeof Beat>;
export const beat = (value: number): Beat => value as Beat;

/** Whole bars since the jam's first bar, counted from 0. People are shown `bar + 1`. */
export const Bar = z.number().int().min(0).brand<'Bar'>();
export type Bar = z.infer<typeof Bar>;
export const bar = (value: number): Bar => value as Bar;

/** Tempo in quarter-note beats per minute, 40 to 240, in steps of 0.01 (audio is cached per tempo). */
export const Bpm = z
  .number()
  .min(40)
  .max(240)
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, 'Use at most two decimals.');
export type Bpm = z.infer<typeof Bpm>;

/** Track gain in decibels, -60 (silent for all purposes) to +6. */
export const GainDb = z.number().min(-60).max(6);
/** Stereo position, -1 (left) to +1 (right). */
export const Pan = z.number().min(-1).max(1);
/** Transposition of a clip in semitones. Beyond these, a stretched stem stops sounding like itself. */
export const Transposition = z.number().int().min(-6).max(6);
/** How many bars late a clip begins its own cycle. See `loopBeatAt` in jam.ts. */
export const BarOffset = z.number().int().min(0).max(63);

/** Linear amplitude factor of a gain in decibels. */
export const dbToGain = (db: number): number => (db <= -60 ? 0 : 10 ** (db / 20));
