import { BAND_FRAMES, BANDS, FRAMES, ROWS } from '#server/embedding/grid';
import type { LinearSpectra } from '#server/embedding/spectra';

/** What one would write without a model: which pitch classes sound when, and when something begins. */
export interface HandMadeFeatures {
  chroma: Float32Array;
  onsets: Float32Array;
}

const RANGE_DB = 70;
const LEAST = 1e-12;

/** CONTRACT: models/training/stemjepa/evaluate.py, `handmade`, makes the same features. */
export function handMadeFeatures(spectra: LinearSpectra): HandMadeFeatures {
  return { chroma: chromaOf(spectra.cqt), onsets: onsetsOf(spectra.bands) };
}

function chromaOf(cqt: Float32Array): Float32Array {
  const chroma = new Float32Array(FRAMES * 12);
  for (let frame = 0; frame < FRAMES; frame++) {
    for (let row = 0; row < ROWS; row++) chroma[frame * 12 + (row % 12)]! += cqt[frame * ROWS + row]!;
  }
  const level = mean(chroma) + LEAST;
  return centered(chroma.map((power) => Math.log10(power / level + 1e-2)));
}

/** Rise of the level in all bands together, from each frame to the next; the window is a loop. */
function onsetsOf(bands: Float32Array): Float32Array {
  const loudness = mean(bands) * BANDS + LEAST;
  const level = bands.map((power) => Math.max(0, (10 * Math.log10(power / loudness + 1e-9)) / RANGE_DB + 1));
  const rises = new Float32Array(BAND_FRAMES);
  for (let frame = 0; frame < BAND_FRAMES; frame++) {
    const before = (frame + BAND_FRAMES - 1) % BAND_FRAMES;
    for (let band = 0; band < BANDS; band++) {
      rises[frame]! += Math.max(0, level[frame * BANDS + band]! - level[before * BANDS + band]!);
    }
  }
  return centered(rises);
}

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean removed, unit length. */
function centered(values: Float32Array): Float32Array {
  const middle = mean(values);
  const moved = values.map((value) => value - middle);
  const length = Math.sqrt(moved.reduce((sum, value) => sum + value * value, 0));
  return length > 0 ? moved.map((value) => value / length) : moved;
}
