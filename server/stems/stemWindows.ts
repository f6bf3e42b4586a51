import { canonicalShift, type Key } from '#server/contract/key';
import { isPitchedInstrument, type Instrument } from '#server/contract/instruments';
import type { Embedder } from '#server/embedding/Embedder';
import { gridCenters, windowCount } from '#server/embedding/gridAnalysis';
import { toPower, transposed, type LinearSpectra } from '#server/embedding/spectra';

/**
 * The stored spectra of a stem, one per 16 beats.
 *
 * @param mono16k the whole stem
 * @throws EmbedderUnavailable
 */
export function analyseWindows(
  embedder: Pick<Embedder, 'analyse'>,
  mono16k: Float32Array,
  beats: number,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const windows = Array.from({ length: windowCount(beats) }, (_, window) =>
    gridCenters(mono16k.length, beats, window),
  );
  return Promise.all(windows.map((centers) => embedder.analyse(mono16k, centers)));
}

/** A stored window as the model takes it: in canonical key. */
export function inCanonicalKey(
  spectra: Uint8Array,
  stem: { instrument: Instrument; key: Key | null },
): LinearSpectra {
  const shift = stem.key && isPitchedInstrument(stem.instrument) ? canonicalShift(stem.key) : 0;
  return transposed(toPower(spectra), shift);
}
