import type { Pcm } from './decode';
import { UnusableAudio } from './UnusableAudio';

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/**
 * Reads WAV: PCM of 8, 16, 24 or 32 bits, float of 32 or 64 bits. A data chunk that claims more than the file holds
 * (recorders that were interrupted) is read as far as it goes.
 *
 * @throws UnusableAudio
 */
export function decodeWav(bytes: Uint8Array): Pcm {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = readFormat(view);
  const data = findChunk(view, 'data');
  if (!format || !data)
    throw new UnusableAudio('This WAV file is damaged: it has no audio part. Export it again.');
  const readSample = sampleReader(view, format);
  if (!readSample) {
    throw new UnusableAudio(
      'This WAV file is compressed in a way we cannot read. Export it as 16 or 24 bit PCM.',
    );
  }
  const { channelCount, bytesPerSample, sampleRate } = format;
  const frames = Math.floor(data.size / (bytesPerSample * channelCount));
  const channels = Array.from({ length: channelCount }, (_, channel) => {
    const samples = new Float32Array(frames);
    let at = data.start + channel * bytesPerSample;
    for (let i = 0; i < frames; i++, at += bytesPerSample * channelCount) samples[i] = readSample(at);
    return samples;
  });
  return { sampleRate, channels };
}

interface WavFormat {
  encoding: number;
  channelCount: number;
  sampleRate: number;
  bytesPerSample: number;
}

function readFormat(view: DataView): WavFormat | null {
  const chunk = findChunk(view, 'fmt ');
  if (!chunk || chunk.size < 16) return null;
  const at = chunk.start;
  const tag = view.getUint16(at, true);
  const format = {
    // The sub-format's GUID begins with the real tag.
    encoding: tag === EXTENSIBLE && chunk.size >= 26 ? view.getUint16(at + 24, true) : tag,
    channelCount: view.getUint16(at + 2, true),
    sampleRate: view.getUint32(at + 4, true),
    bytesPerSample: view.getUint16(at + 14, true) / 8,
  };
  const isSane = format.channelCount >= 1 && format.sampleRate >= 8_000 && format.sampleRate <= 384_000;
  return isSane ? format : null;
}

function findChunk(view: DataView, name: string): { start: number; size: number } | null {
  for (let at = 12; at + 8 <= view.byteLength;) {
    const id = String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
    const size = view.getUint32(at + 4, true);
    if (id === name) return { start: at + 8, size: Math.min(size, view.byteLength - at - 8) };
    at += 8 + size + (size % 2);
  }
  return null;
}

function sampleReader(
  view: DataView,
  { encoding, bytesPerSample }: WavFormat,
): ((at: number) => number) | null {
  if (encoding === FLOAT && bytesPerSample === 4) return (at) => finite(view.getFloat32(at, true));
  if (encoding === FLOAT && bytesPerSample === 8) return (at) => finite(view.getFloat64(at, true));
  if (encoding !== PCM) return null;
  if (bytesPerSample === 1) return (at) => (view.getUint8(at) - 128) / 128;
  if (bytesPerSample === 2) return (at) => view.getInt16(at, true) / 32_768;
  if (bytesPerSample === 3)
    return (at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 8_388_608;
  if (bytesPerSample === 4) return (at) => view.getInt32(at, true) / 2_147_483_648;
  return null;
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);
