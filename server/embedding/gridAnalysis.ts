import { BAND_FRAMES, BAND_FRAMES_PER_BEAT, FRAMES, FRAMES_PER_BEAT, WINDOW_BEATS } from './grid';

/** Where a window's frames lie in a stem, as sample positions at the analysis rate. */
export interface GridCenters {
  /** FRAMES positions. */
  frameCenters: Float64Array;
  /** BAND_FRAMES positions. */
  bandCenters: Float64Array;
}

/** How many windows a stem of so many beats has: one up to 16 beats (shorter ones repeat in it), then one per 16. */
export const windowCount = (beats: number): number => Math.max(1, Math.ceil(beats / WINDOW_BEATS));

/**
 * The grid of one window. Positions run past the stem's end where the window is longer than what is left; the analysis
 * takes them modulo `samples`, which repeats the stem.
 *
 * @param samples length of the whole stem at the analysis rate
 * @param beats length of the whole stem in beats
 * @param window 0 for the first 16 beats, 1 for the next, ...
 */
export function gridCenters(samples: number, beats: number, window = 0): GridCenters {
  const samplesPerBeat = samples / beats;
  const first = window * WINDOW_BEATS * samplesPerBeat;
  const centers = (count: number, perBeat: number) =>
    // Rounded half up. CONTRACT: models/training/stemjepa/grid.py does the same.
    Float64Array.from({ length: count }, (_, i) => Math.floor(first + (i * samplesPerBeat) / perBeat + 0.5));
  return {
    frameCenters: centers(FRAMES, FRAMES_PER_BEAT),
    bandCenters: centers(BAND_FRAMES, BAND_FRAMES_PER_BEAT),
  };
}
