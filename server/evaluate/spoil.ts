import {
  BAND_FRAMES,
  BAND_FRAMES_PER_BEAT,
  BANDS,
  FRAMES,
  FRAMES_PER_BEAT,
  ROWS,
} from '#server/embedding/grid';
import { transposed, type LinearSpectra } from '#server/embedding/spectra';

/** One way to make a stem that fits fit no longer, all else kept. */
export interface Spoil {
  name: string;
  /** Nothing to hear for stems without pitch. */
  pitchedOnly: boolean;
  apply: (spectra: LinearSpectra) => LinearSpectra;
}

export const SPOILS: readonly Spoil[] = [
  { name: 'a sixteenth late', pitchedOnly: false, apply: (spectra) => late(spectra, 1 / 4) },
  { name: 'half a beat late', pitchedOnly: false, apply: (spectra) => late(spectra, 1 / 2) },
  { name: 'a beat late', pitchedOnly: false, apply: (spectra) => late(spectra, 1) },
  { name: 'a bar late', pitchedOnly: false, apply: (spectra) => late(spectra, 4) },
  { name: 'bars 2 and 3 swapped', pitchedOnly: false, apply: middleBarsSwapped },
  { name: '1 semitone up', pitchedOnly: true, apply: (spectra) => transposed(spectra, 1) },
  { name: '5 semitones up', pitchedOnly: true, apply: (spectra) => transposed(spectra, 5) },
  { name: '6 semitones up', pitchedOnly: true, apply: (spectra) => transposed(spectra, 6) },
];

/** The loop, entering later by so many beats. */
function late(spectra: LinearSpectra, beats: number): LinearSpectra {
  return reordered(spectra, (beat) => beat - beats);
}

function middleBarsSwapped(spectra: LinearSpectra): LinearSpectra {
  return reordered(spectra, (beat) =>
    beat >= 4 && beat < 8 ? beat + 4 : beat >= 8 && beat < 12 ? beat - 4 : beat,
  );
}

/** @param source the beat (fractional) at which the result's beat was before */
function reordered({ cqt, bands }: LinearSpectra, source: (beat: number) => number): LinearSpectra {
  const rows = (from: Float32Array, frames: number, perBeat: number, width: number) => {
    const result = new Float32Array(from.length);
    for (let frame = 0; frame < frames; frame++) {
      const at = (Math.round(source(frame / perBeat) * perBeat) + frames) % frames;
      result.set(from.subarray(at * width, (at + 1) * width), frame * width);
    }
    return result;
  };
  return {
    cqt: rows(cqt, FRAMES, FRAMES_PER_BEAT, ROWS),
    bands: rows(bands, BAND_FRAMES, BAND_FRAMES_PER_BEAT, BANDS),
  };
}

/** Whether spoiling changed anything one could notice: moving a steady beat by a beat does not. */
export function isNoticeable(before: LinearSpectra, after: LinearSpectra): boolean {
  return differs(before.bands, after.bands) || differs(before.cqt, after.cqt);
}

function differs(a: Float32Array, b: Float32Array): boolean {
  let [difference, energy] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    difference += (Math.sqrt(a[i]!) - Math.sqrt(b[i]!)) ** 2;
    energy += a[i]!;
  }
  return difference > 0.1 * energy;
}
