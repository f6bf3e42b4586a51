import type { AudioFormat } from './decode';

/** Ogg Opus counts at this rate whatever was recorded. */
const OPUS_RATE = 48_000;

/**
 * How long a compressed file says it is, in seconds, without decoding it: a small file can unpack to hours of silence.
 *
 * @returns null where the file does not say; WAV cannot be longer than its bytes
 */
export function declaredLength(bytes: Uint8Array, format: AudioFormat): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (format === 'flac' && bytes.length >= 42) {
    // STREAMINFO: 20 bits of rate, 3 of channels, 5 of depth, 36 of length.
    const rate = view.getUint32(18) >>> 12;
    const samples = (view.getUint8(21) & 15) * 2 ** 32 + view.getUint32(22);
    return rate > 0 && samples > 0 ? samples / rate : null;
  }
  if (format === 'opus') {
    // The last page says how many samples there were up to its end.
    const last = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf('OggS');
    return last >= 0 && last + 14 <= bytes.length
      ? Number(view.getBigInt64(last + 6, true)) / OPUS_RATE
      : null;
  }
  return null;
}
