import type { JamState } from '#server/contract/jam';
import { expectedMix, type Loops } from './expectedMix';
import { lagBetween, type Lag } from './lagBetween';
import { onsetStrength } from './onsetStrength';
import type { Recording } from './recordPage';

/** How late a recording's onsets are against the jam's own schedule, looked for within two seconds to both sides. */
export function placeInTime(recording: Recording, jam: JamState, loops: Loops, maxLagMs = 2_000): Lag {
  const heard = onsetStrength(recording.samples, recording.sampleRate);
  const expected = onsetStrength(
    expectedMix(jam, loops, recording.startMs - maxLagMs, heard.length + 2 * maxLagMs),
    recording.sampleRate,
  );
  return lagBetween(heard, expected.subarray(0, heard.length + 2 * maxLagMs), maxLagMs);
}

/** Loudness of a part of a recording in dB full scale; -Infinity: digital silence. */
export function levelDb(
  { samples, sampleRate, startMs }: Recording,
  fromMs = startMs,
  toMs = Infinity,
): number {
  const index = (ms: number) =>
    Math.max(0, Math.min(samples.length, Math.round(((ms - startMs) * sampleRate) / 1000)));
  const part = samples.subarray(index(fromMs), index(toMs));
  const energy = part.reduce((sum, value) => sum + value * value, 0) / Math.max(1, part.length);
  return 10 * Math.log10(energy);
}
