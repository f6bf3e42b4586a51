import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { OggOpusDecoder } from 'ogg-opus-decoder';
import { declaredLength } from './declaredLength';
import { decodeWav } from './decodeWav';
import { UnusableAudio } from './UnusableAudio';

/** Sound in memory: one array per channel, full scale is 1. */
export interface Pcm {
  /** Hz. */
  sampleRate: number;
  /** One (mono) or two (left, right) of equal length. */
  channels: Float32Array[];
}

/** Longer than 64 bars at any tempo; a whole song still passes, to be cut by whoever asks. */
const MOST_MINUTES = 15;

export type AudioFormat = 'wav' | 'flac' | 'opus';

/** What a file is by its first bytes; its name may lie. Null: nothing we read. */
export function sniffFormat(bytes: Uint8Array): AudioFormat | null {
  const ascii = (from: number, length: number) => String.fromCharCode(...bytes.subarray(from, from + length));
  if (ascii(0, 4) === 'RIFF' && ascii(8, 4) === 'WAVE') return 'wav';
  if (ascii(0, 4) === 'fLaC') return 'flac';
  if (ascii(0, 4) === 'OggS' && ascii(28, 8) === 'OpusHead') return 'opus';
  return null;
}

/**
 * Decodes a WAV, FLAC or Ogg Opus file, told apart by content (UP2).
 *
 * @throws UnusableAudio with a sentence for the musician
 */
export async function decode(bytes: Uint8Array): Promise<Pcm> {
  const format = sniffFormat(bytes);
  if (format === null) throw new UnusableAudio(whatItIsInstead(bytes));
  const minutes = (declaredLength(bytes, format) ?? 0) / 60;
  if (minutes > MOST_MINUTES) {
    throw new UnusableAudio(
      `This file lasts ${Math.round(minutes)} minutes. Export just the bars that repeat.`,
    );
  }
  const audio = await decoders[format](bytes);
  if (!audio.channels.length || !audio.channels[0]!.length) {
    throw new UnusableAudio(`This ${format} file holds no audio. Export it again.`);
  }
  if (audio.channels.length > 2) {
    throw new UnusableAudio(`This file has ${audio.channels.length} channels. Export it in stereo or mono.`);
  }
  return audio;
}

const decoders: Record<AudioFormat, (bytes: Uint8Array) => Pcm | Promise<Pcm>> = {
  wav: decodeWav,
  flac: (bytes) => decodeWith(new FLACDecoder(), bytes, 'FLAC'),
  opus: (bytes) => decodeWith(new OggOpusDecoder({ forceStereo: false }), bytes, 'Opus'),
};

interface FileDecoder {
  ready: Promise<void>;
  decodeFile(
    bytes: Uint8Array,
  ): Promise<{ channelData: Float32Array[]; sampleRate: number; errors: unknown[] }>;
  free(): void;
}

async function decodeWith(decoder: FileDecoder, bytes: Uint8Array, name: string): Promise<Pcm> {
  await decoder.ready;
  try {
    const { channelData, sampleRate, errors } = await decoder.decodeFile(bytes);
    if (errors.length) throw new UnusableAudio(`This ${name} file is damaged. Export it again.`);
    return { sampleRate, channels: channelData };
  } catch (cause) {
    if (cause instanceof UnusableAudio) throw cause;
    throw new UnusableAudio(`This ${name} file is damaged. Export it again.`, { cause });
  } finally {
    decoder.free();
  }
}

function whatItIsInstead(bytes: Uint8Array): string {
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  const isMp3 = start.startsWith('ID3') || (bytes[0] === 0xff && (bytes[1]! & 0xe6) === 0xe2);
  const name = isMp3
    ? 'an MP3'
    : start.startsWith('OggS')
      ? 'an Ogg file without Opus in it'
      : start.slice(4, 8) === 'ftyp'
        ? 'an MP4 or M4A'
        : start.startsWith('FORM')
          ? 'an AIFF'
          : null;
  return name
    ? `This is ${name}. Export the stem as WAV, FLAC or Ogg Opus.`
    : 'This is not an audio file we can read. Export the stem as WAV, FLAC or Ogg Opus.';
}
