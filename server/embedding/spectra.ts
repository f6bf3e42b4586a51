import { BANDS_SIZE, CQT_SIZE, FRAMES, ROWS, WINDOW_BYTES } from './grid';

/** One window as power; a full-scale sine is 1. */
export interface LinearSpectra {
  /** FRAMES x ROWS, frame by frame. */
  cqt: Float32Array<ArrayBuffer>;
  /** BAND_FRAMES x BANDS, frame by frame. */
  bands: Float32Array<ArrayBuffer>;
}

/** Byte 0 is silence, byte b is FLOOR_DB + STEP_DB * b. CONTRACT: models/manifest.json, `quantisation`. */
export const FLOOR_DB = -90;
export const STEP_DB = 0.4;

/** The power each byte stands for. */
export const POWER_OF_BYTE = Float32Array.from({ length: 256 }, (_, byte) =>
  byte === 0 ? 0 : 10 ** ((FLOOR_DB + STEP_DB * byte) / 10),
);

/** Power as the stored bytes: rounded to the nearest step. */
export function toBytes({ cqt, bands }: LinearSpectra): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(WINDOW_BYTES);
  for (let i = 0; i < CQT_SIZE; i++) bytes[i] = byteOf(cqt[i]!);
  for (let i = 0; i < BANDS_SIZE; i++) bytes[CQT_SIZE + i] = byteOf(bands[i]!);
  return bytes;
}

function byteOf(power: number): number {
  const db = 10 * Math.log10(Math.max(power, 1e-12));
  if (db < FLOOR_DB) return 0;
  return Math.max(1, Math.min(255, Math.floor((db - FLOOR_DB) / STEP_DB + 0.5)));
}

/** Stored bytes as power. */
export function toPower(bytes: Uint8Array): LinearSpectra {
  const spectra = silence();
  for (let i = 0; i < CQT_SIZE; i++) spectra.cqt[i] = POWER_OF_BYTE[bytes[i]!]!;
  for (let i = 0; i < BANDS_SIZE; i++) spectra.bands[i] = POWER_OF_BYTE[bytes[CQT_SIZE + i]!]!;
  return spectra;
}

export const silence = (): LinearSpectra => ({
  cqt: new Float32Array(CQT_SIZE),
  bands: new Float32Array(BANDS_SIZE),
});

/** The same window higher by `semitones`: rows move up, silence comes in, nothing wraps. Bands stay. */
export function transposed({ cqt, bands }: LinearSpectra, semitones: number): LinearSpectra {
  if (semitones === 0) return { cqt, bands };
  const moved = new Float32Array(CQT_SIZE);
  const from = Math.max(0, -semitones);
  const to = Math.min(ROWS, ROWS - semitones);
  for (let frame = 0; frame < FRAMES; frame++) {
    const start = frame * ROWS;
    moved.set(cqt.subarray(start + from, start + to), start + from + semitones);
  }
  return { cqt: moved, bands };
}
