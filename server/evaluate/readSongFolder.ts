import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { INSTRUMENTS, isPitchedInstrument, type Instrument } from '#server/contract/instruments';
import { canonicalShift, Key } from '#server/contract/key';
import { decode } from '#server/stems/decode';
import { mixToMono } from '#server/stems/mixToMono';
import { resampleLoop } from '#server/stems/resampleLoop';
import type { Embedder } from '#server/embedding/Embedder';
import type { EvaluationSet, EvaluationStem } from './evaluationSet';
import { ANALYSIS_RATE, WINDOW_BEATS } from '#server/embedding/grid';
import { gridCenters } from '#server/embedding/gridAnalysis';
import { toPower, transposed } from '#server/embedding/spectra';

const NOTE_NAMES = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'];
const FLATS: Record<string, string> = { Db: 'C#', Eb: 'D#', Gb: 'F#', Ab: 'G#', Bb: 'A#' };

/** "G minor", "Bb major". */
const KeyText = z
  .string()
  .regex(/^[A-G][#b]? (major|minor)$/)
  .transform((text): Key => {
    const [note, mode] = text.split(' ') as [string, Key['mode']];
    return { tonic: NOTE_NAMES.indexOf(FLATS[note] ?? note), mode };
  });

const Song = z.object({
  bpm: z.number().min(20).max(400),
  key: z.union([KeyText, Key]).nullable().default(null),
  firstDownbeatSec: z.number().min(0).default(0),
  /** Without this list every audio file is a stem, named after its instrument: "bass.wav", "keys-2.flac". */
  stems: z
    .array(
      z.object({
        file: z.string().regex(/^[^/\\]+$/),
        instrument: z.enum(INSTRUMENTS),
        /** When this file was rendered at another tempo than the song's. */
        bpm: z.number().min(20).max(400).optional(),
      }),
    )
    .optional(),
});

/** Quieter windows have no stem in them. */
const LEAST_RMS = 1e-3;

/**
 * A folder of multitracks: `NAME/song.json` beside audio files. Every 16 beats from the first downbeat on are a window;
 * the parts that are not silent in it are its stems.
 */
export async function readSongFolder(folder: string, embedder: Embedder): Promise<EvaluationSet> {
  const stems: EvaluationStem[] = [];
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const [song, { name }] of entries.sort((a, b) => a.name.localeCompare(b.name)).entries()) {
    stems.push(...(await readSong(path.join(folder, name), song, embedder)));
  }
  return { name: path.basename(path.resolve(folder)), stems };
}

async function readSong(folder: string, song: number, embedder: Embedder): Promise<EvaluationStem[]> {
  const about = Song.parse(JSON.parse(await readFile(path.join(folder, 'song.json'), 'utf8')));
  const files = about.stems ?? (await filesByInstrument(folder));
  const stems: EvaluationStem[] = [];
  for (const { file, instrument, ...own } of files) {
    const mono = await readMono(path.join(folder, file));
    const samplesPerWindow = Math.round((WINDOW_BEATS * 60 * ANALYSIS_RATE) / (own.bpm ?? about.bpm));
    const first = Math.round(about.firstDownbeatSec * ANALYSIS_RATE);
    const shift = about.key && isPitchedInstrument(instrument) ? canonicalShift(about.key) : 0;
    // A last window may miss a few samples to rounding.
    for (let window = 0; first + (window + 1) * samplesPerWindow <= mono.length + 16; window++) {
      const start = first + window * samplesPerWindow;
      const audio = mono.slice(start, start + samplesPerWindow);
      if (rms(audio) < LEAST_RMS) continue;
      const bytes = await embedder.analyse(audio, gridCenters(audio.length, WINDOW_BEATS));
      const spectra = transposed(toPower(bytes), shift);
      stems.push({ song, group: song * 10_000 + window, classId: INSTRUMENTS.indexOf(instrument), spectra });
    }
  }
  return stems;
}

async function filesByInstrument(
  folder: string,
): Promise<{ file: string; instrument: Instrument; bpm?: number }[]> {
  return (await readdir(folder)).sort().flatMap((file) => {
    const instrument = INSTRUMENTS.find((name) => new RegExp(`^${name}\\b`, 'i').test(file));
    return instrument && !file.endsWith('.json') ? [{ file, instrument }] : [];
  });
}

async function readMono(file: string): Promise<Float32Array> {
  const { sampleRate, channels } = await decode(await readFile(file));
  const mono = mixToMono(channels);
  return resampleLoop([mono], Math.round((mono.length * ANALYSIS_RATE) / sampleRate))[0]!;
}

const rms = (audio: Float32Array): number =>
  Math.sqrt(audio.reduce((sum, x) => sum + x * x, 0) / audio.length);
