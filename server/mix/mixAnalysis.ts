import { canonicalShift, type Key } from '#server/contract/key';
import { isPitchedInstrument } from '#server/contract/instruments';
import {
  currentClip,
  isAudible,
  loopBeatAt,
  stayingTracks,
  type Clip,
  type JamState,
} from '#server/contract/jam';
import type { StemId } from '#server/contract/ids';
import { dbToGain } from '#server/contract/units';
import {
  BAND_FRAMES_PER_BEAT,
  BANDS,
  CQT_SIZE,
  FRAMES_PER_BEAT,
  ROWS,
  WINDOW_BEATS,
} from '#server/embedding/grid';
import { POWER_OF_BYTE, silence, type LinearSpectra } from '#server/embedding/spectra';
import { mixKeyOf } from './mixKey';

/** One sounding clip, reduced to what the model hears of it. */
export interface MixPart {
  stemId: StemId;
  /** Linear power factor: the track's gain squared. */
  power: number;
  /** Rows the stem's spectra move up, its own transposition and the way to the canonical key together. */
  shift: number;
  /** For each beat of the model's window, the beat of the stem that sounds. */
  stemBeats: readonly number[];
}

export interface Mix {
  /** The same for mixes that sound the same to the model (SG2). */
  mixKey: string;
  spectra: LinearSpectra;
}

/** The n-th 16 beats of a stem. */
export interface WindowName {
  stemId: StemId;
  window: number;
}

/** Stored bytes of one window of a stem, at its own pitch; null or undefined when there are none (yet). */
export type SpectraOf = (stemId: StemId, window: number) => Uint8Array | null | undefined;

/**
 * What the model hears of a jam: the spectra of the sounding clips as power, added up, in canonical key. Pure, well under
 * a millisecond per clip, no audio is touched.
 *
 * The window is the first 16 beats of the jam's cycle: of an eight-bar clip the model hears the half that sounds there.
 * Pan is not heard: the model is mono. Without a key the jam counts as C major / A minor. A stem whose spectra are not
 * known is left out.
 *
 * @returns null when nothing is audible
 */
export function mixAnalysis(jam: JamState, spectraOf: SpectraOf): Mix | null {
  const heard = mixParts(jam).filter((part) => spectraOf(part.stemId, windowOf(part.stemBeats[0]!)));
  if (heard.length === 0) return null;
  const spectra = silence();
  for (const part of heard) addPart(spectra, part, spectraOf);
  return { mixKey: mixKeyOf(heard), spectra };
}

/** What `mixAnalysis` will ask for. */
export const windowsHeard = (jam: JamState): WindowName[] =>
  mixParts(jam).flatMap(({ stemId, stemBeats }) =>
    [...new Set(stemBeats.map(windowOf))].map((window) => ({ stemId, window })),
  );

/** The clips that sound in a jam, or are about to, as the model hears them. */
export function mixParts(jam: JamState): MixPart[] {
  return stayingTracks(jam).flatMap((track) => {
    const clip = currentClip(track);
    const power = dbToGain(track.gainDb) ** 2;
    if (!clip || power === 0 || !isAudible(track, jam.tracks)) return [];
    const stemBeats = Array.from({ length: WINDOW_BEATS }, (_, beat) => loopBeatAt(clip, beat));
    return [{ stemId: clip.stem.stemId, power, shift: shiftOf(clip, jam.transport.key), stemBeats }];
  });
}

const shiftOf = ({ stem, transposition }: Clip, key: Key | null): number =>
  isPitchedInstrument(stem.instrument) ? transposition + (key ? canonicalShift(key) : 0) : 0;

const windowOf = (stemBeat: number): number => Math.floor(stemBeat / WINDOW_BEATS);

function addPart(
  sum: LinearSpectra,
  { stemId, power, shift, stemBeats }: MixPart,
  spectraOf: SpectraOf,
): void {
  stemBeats.forEach((stemBeat, beat) => {
    const bytes = spectraOf(stemId, windowOf(stemBeat));
    if (!bytes) return;
    const from = stemBeat % WINDOW_BEATS;
    addRows(sum.cqt, beat * FRAMES_PER_BEAT, bytes, from * FRAMES_PER_BEAT, power, shift);
    addBands(sum.bands, beat * BAND_FRAMES_PER_BEAT, bytes, from * BAND_FRAMES_PER_BEAT, power);
  });
}

/** Adds one beat of constant-Q frames, `shift` rows higher; what leaves the range is gone. */
function addRows(
  sum: Float32Array,
  toFrame: number,
  bytes: Uint8Array,
  fromFrame: number,
  power: number,
  shift: number,
): void {
  const firstRow = Math.max(0, shift);
  const endRow = Math.min(ROWS, ROWS + shift);
  for (let frame = 0; frame < FRAMES_PER_BEAT; frame++) {
    const to = (toFrame + frame) * ROWS;
    const from = (fromFrame + frame) * ROWS - shift;
    for (let row = firstRow; row < endRow; row++)
      sum[to + row]! += power * POWER_OF_BYTE[bytes[from + row]!]!;
  }
}

/** Adds one beat of band frames. */
function addBands(
  sum: Float32Array,
  toFrame: number,
  bytes: Uint8Array,
  fromFrame: number,
  power: number,
): void {
  const to = toFrame * BANDS;
  const from = CQT_SIZE + fromFrame * BANDS;
  const count = BAND_FRAMES_PER_BEAT * BANDS;
  for (let i = 0; i < count; i++) sum[to + i]! += power * POWER_OF_BYTE[bytes[from + i]!]!;
}
