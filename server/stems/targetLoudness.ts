import type { Instrument } from '#server/contract/instruments';

/**
 * How loud a stem is when its fader stands at 0 dB, in LUFS. Drums and bass carry a mix, percussion and pads sit in it:
 * with these, stems that are merely put together already sound like a rough mix.
 */
const TARGET_LUFS: Record<Instrument, number> = {
  drums: -16,
  bass: -18,
  voice: -18,
  lead: -19,
  keys: -19,
  guitar: -19,
  brass: -20,
  strings: -21,
  pad: -22,
  percussion: -23,
};

/** Linear; leaves a decibel for what happens between samples. */
const HIGHEST_PEAK = 10 ** (-1 / 20);

/**
 * The factor that brings a stem to its place in a mix without clipping.
 *
 * @param loudnessLufs measured integrated loudness of the original
 * @param peak its true peak, linear
 */
export function normalisingGain(instrument: Instrument, loudnessLufs: number, peak: number): number {
  const wanted = 10 ** ((TARGET_LUFS[instrument] - loudnessLufs) / 20);
  return peak > 0 ? Math.min(wanted, HIGHEST_PEAK / peak) : wanted;
}
