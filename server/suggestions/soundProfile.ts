import { BAND_FRAMES, BANDS, FRAMES, ROWS, WINDOW_BEATS } from '#server/embedding/grid';
import type { LinearSpectra } from '#server/embedding/spectra';

/** What can be said of a sound in words: where it lies and when it strikes. */
export interface SoundProfile {
  /** Mean power of each semitone from C1 (MIDI 24). */
  rows: Float32Array;
  /** Strength of the onsets in each of 64 sixteenths, 0 to 1 with 1 = the strongest. */
  onsets: Float32Array;
  /** The same below 110 Hz: kicks and bass notes. */
  lowOnsets: Float32Array;
}

export const SIXTEENTHS = WINDOW_BEATS * 4;
const FRAMES_PER_SIXTEENTH = BAND_FRAMES / SIXTEENTHS;
/** Below this a band is silent and its changes are noise. */
const SILENCE = 1e-7;
/** Rises smaller than this are the sound's own movement. */
const ONSET_DB = 6;

export function soundProfile({ cqt, bands }: LinearSpectra): SoundProfile {
  const rows = new Float32Array(ROWS);
  for (let frame = 0; frame < FRAMES; frame++) {
    for (let row = 0; row < ROWS; row++) rows[row]! += cqt[frame * ROWS + row]! / FRAMES;
  }
  const rises = Array.from({ length: BANDS }, (_, band) => risesOf(bands, band));
  const onsets = new Float32Array(SIXTEENTHS);
  for (const rise of rises) rise.forEach((value, index) => (onsets[index]! += value));
  return { rows, onsets: scaled(onsets), lowOnsets: scaled(Float32Array.from(rises[0]!)) };
}

/** Sum of the rises in dB within each sixteenth, for one band; the window is a loop. */
function risesOf(bands: Float32Array, band: number): Float32Array {
  const rises = new Float32Array(SIXTEENTHS);
  let loudest = 0;
  for (let frame = 0; frame < BAND_FRAMES; frame++) loudest = Math.max(loudest, bands[frame * BANDS + band]!);
  if (loudest < SILENCE) return rises;
  // What is 40 dB under the band's own peak does not count as a beginning.
  const floor = Math.max(SILENCE, loudest * 1e-4);
  const level = (frame: number) =>
    10 * Math.log10(Math.max(floor, bands[((frame + BAND_FRAMES) % BAND_FRAMES) * BANDS + band]!));
  for (let frame = 0; frame < BAND_FRAMES; frame++) {
    // Over two frames, because a stroke that falls between two grid points rises in both.
    const rise = level(frame + 1) - level(frame - 1);
    const isPeak = rise >= level(frame + 2) - level(frame) && rise > level(frame) - level(frame - 2);
    if (rise < ONSET_DB || !isPeak) continue;
    const sixteenth = Math.round(frame / FRAMES_PER_SIXTEENTH) % SIXTEENTHS;
    rises[sixteenth]! += rise;
  }
  return rises;
}

function scaled(values: Float32Array): Float32Array {
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  return most > 0 ? values.map((value) => value / most) : values;
}

/** The profile of a sound moved by semitones and by whole bars of four beats; what leaves the rows is lost. */
export function movedProfile(profile: SoundProfile, semitones: number, bars: number): SoundProfile {
  const late = (values: Float32Array) =>
    values.map((_, index) => values[(index - bars * 16 + SIXTEENTHS * 64) % SIXTEENTHS]!);
  return {
    rows: profile.rows.map((_, row) => profile.rows[row - semitones] ?? 0),
    onsets: late(profile.onsets),
    lowOnsets: late(profile.lowOnsets),
  };
}
