import { z } from 'zod';
import { StemId } from './ids';
import { Instrument } from './instruments';
import { Key } from './key';
import { Bpm } from './units';

export const LICENCES = ['CC0-1.0', 'CC-BY-4.0', 'CC-BY-NC-4.0'] as const;
/** SPDX ids of the licences a stem can have (UP5). */
export const Licence = z.enum(LICENCES);
export type Licence = z.infer<typeof Licence>;

/** What a jam remembers of a stem: enough to play, draw, credit and conform it without asking again. */
export const StemSummary = z.object({
  stemId: StemId,
  name: z.string().min(1).max(80),
  /** Whom to credit. */
  maker: z.string().min(1).max(80),
  instrument: Instrument,
  bars: z.number().int().min(1).max(64),
  beatsPerBar: z.number().int().min(2).max(12),
  /** The tempo it was made at. */
  bpm: Bpm,
  /** Null: unpitched, fits every key. */
  key: Key.nullable(),
  licence: Licence,
});
export type StemSummary = z.infer<typeof StemSummary>;

/** Drawing data: `peaks[i]` is the loudest absolute sample, 0 to 255, of the i-th of `peaksPerBar * bars` slices. */
export const StemPeaks = z.object({
  peaksPerBar: z.number().int(),
  peaks: z.array(z.number().int().min(0).max(255)),
});
export type StemPeaks = z.infer<typeof StemPeaks>;

/** Address of a stem's audio at a tempo and transposition. Immutable: cache it for ever. */
export const conformedAudioPath = (stemId: StemId, bpm: Bpm, transposition: number): string =>
  `/api/stems/${stemId}/audio/${bpm.toFixed(2)}/${transposition}`;

/** Length in samples of a stem at a tempo; both sides trim to exactly this (bars of `beatsPerBar` beats). */
export const conformedSamples = (stem: Pick<StemSummary, 'bars' | 'beatsPerBar'>, bpm: Bpm): number =>
  Math.round((stem.bars * stem.beatsPerBar * 60 * CONFORMED_SAMPLE_RATE) / bpm);

/** Hz. Every conformed file has this rate, and every browser's AudioContext is opened with it. */
export const CONFORMED_SAMPLE_RATE = 48_000;
