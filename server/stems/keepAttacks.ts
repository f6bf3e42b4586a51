import { findOnsets } from './findOnsets';

/** Kept of the original before and after the beginning of a hit, and the fades around that: samples at 48 kHz. */
const BEFORE = 720;
const AFTER = 1_680;
const FADE_IN = 480;
const FADE_OUT = 960;

/**
 * Puts the beginnings of hits back as they were. Stretching smears a hit over its window and lets some of it sound
 * before; here the stretched loop keeps only what lies between hits, and each hit begins with the original's own samples,
 * at its new place.
 *
 * @param original one period of a loop at 48 kHz
 * @param stretched the same at another length; changed in place
 */
export function keepAttacks(original: readonly Float32Array[], stretched: readonly Float32Array[]): void {
  const from = original[0]!.length;
  const to = stretched[0]!.length;
  const onsets = findOnsets(original);
  const places = onsets.map((onset) => Math.round((onset * to) / from));
  onsets.forEach((onset, k) => {
    const next = k + 1 < places.length ? places[k + 1]! : places[0]! + to;
    const gains = attackGains(next - places[k]!);
    stretched.forEach((channel, c) => {
      const source = original[c]!;
      gains.forEach((gain, i) => {
        const at = wrap(places[k]! - BEFORE + i, to);
        channel[at]! += gain * (source[wrap(onset - BEFORE + i, from)]! - channel[at]!);
      });
    });
  });
}

/**
 * How much of the original is heard from BEFORE samples before a hit on. Hits that follow closely meet in one fade: the
 * later one is laid over the earlier one.
 */
function attackGains(distance: number): Float32Array {
  const end = Math.min(BEFORE + AFTER + FADE_OUT, distance + FADE_IN);
  const fadeOut = end < BEFORE + AFTER + FADE_OUT ? 0 : FADE_OUT;
  return Float32Array.from({ length: end }, (_, i) => {
    if (i < FADE_IN) return i / FADE_IN;
    return fadeOut && i > end - fadeOut ? (end - i) / fadeOut : 1;
  });
}

const wrap = (index: number, length: number): number => ((index % length) + length) % length;
