import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { decode, sniffFormat } from './decode';
import { declaredLength } from './declaredLength';
import { encodeFlac } from './encodeFlac';
import { RATE, sine, wavOf } from './testSignals';

const starterStem = () => readFile(new URL('../../prisma/seed/stems/house-bass-round.opus', import.meta.url));

/** A WAV of one channel with the given samples already as bytes. */
function wavFile(format: number, bits: number, data: Buffer): Buffer {
  const header = Buffer.from(wavOf([new Float32Array(0)]));
  header.writeUInt16LE(format, 20);
  header.writeUInt16LE(bits, 34);
  header.writeUInt32LE(data.length, 40);
  return Buffer.concat([header, data]);
}

describe('decode', () => {
  it('reads WAV of 8, 16, 24, 32 bits and of floats', async () => {
    const i24 = Buffer.alloc(6);
    i24.writeIntLE(4_194_304, 0, 3);
    i24.writeIntLE(-4_194_304, 3, 3);
    const i32 = Buffer.alloc(8);
    i32.writeInt32LE(2 ** 30, 0);
    i32.writeInt32LE(-(2 ** 30), 4);
    const i16 = Buffer.alloc(4);
    i16.writeInt16LE(16_384, 0);
    i16.writeInt16LE(-16_384, 2);
    const files = [
      wavFile(1, 8, Buffer.from([192, 64])),
      wavFile(1, 16, i16),
      wavFile(1, 24, i24),
      wavFile(1, 32, i32),
      wavFile(3, 32, Buffer.from(Float32Array.of(0.5, -0.5).buffer)),
      wavFile(3, 64, Buffer.from(Float64Array.of(0.5, -0.5).buffer)),
    ];
    for (const file of files) expect([...(await decode(file)).channels[0]!]).toEqual([0.5, -0.5]);
  });

  it('reads FLAC sample by sample', async () => {
    const left = sine(10_000, 440);
    const right = sine(10_000, 660);
    const { sampleRate, channels } = await decode(encodeFlac({ sampleRate: RATE, channels: [left, right] }));
    expect(sampleRate).toBe(RATE);
    expect(channels.map((channel) => channel.length)).toEqual([10_000, 10_000]);
    for (let i = 0; i < 10_000; i += 97) expect(channels[1]![i]).toBeCloseTo(right[i]!, 3);
  });

  it('reads Ogg Opus, exactly as long as it was before it was encoded', async () => {
    const { sampleRate, channels } = await decode(await starterStem());
    expect(sampleRate).toBe(48_000);
    const beats = (channels[0]!.length * 122) / (60 * 48_000);
    expect(beats).toBeCloseTo(Math.round(beats), 3);
  });

  it('UP2 goes by content, not by name, and says what a file is instead', async () => {
    expect(sniffFormat(wavOf([sine(10, 1)]))).toBe('wav');
    await expect(decode(Buffer.from('ID3\u0004 some tags'))).rejects.toThrow(
      'This is an MP3. Export the stem as WAV, FLAC',
    );
    await expect(decode(Buffer.from('\0\0\0 ftypM4A '))).rejects.toThrow('This is an MP4 or M4A.');
    await expect(decode(Buffer.from('%PDF-1.7'))).rejects.toThrow('This is not an audio file we can read.');
    await expect(decode(Buffer.alloc(0))).rejects.toThrow('This is not an audio file we can read.');
  });

  it('UP2 refuses what is far too long before unpacking it', async () => {
    const flac = Buffer.from(encodeFlac({ sampleRate: RATE, channels: [sine(10_000, 440)] }));
    expect(declaredLength(flac, 'flac')).toBeCloseTo(10_000 / RATE, 6);
    flac.writeUInt32BE(3_600 * RATE, 22);
    await expect(decode(flac)).rejects.toThrow(
      'This file lasts 60 minutes. Export just the bars that repeat.',
    );

    const opus = Buffer.from(await starterStem());
    expect(declaredLength(opus, 'opus')! * RATE).toBeGreaterThan(
      (await decode(opus)).channels[0]!.length - 1,
    );
    opus.writeBigInt64LE(BigInt(3_600 * RATE), opus.lastIndexOf('OggS') + 6);
    await expect(decode(opus)).rejects.toThrow('This file lasts 60 minutes.');
  });

  it('UP2 refuses damaged files without falling over', async () => {
    const flac = encodeFlac({ sampleRate: RATE, channels: [sine(50_000, 440)] });
    const opus = await starterStem();
    const wav = wavOf([sine(100, 1)]);
    await expect(decode(flac.map((byte, i) => (i > 100 ? byte ^ (i * 31) : byte)))).rejects.toThrow(
      /damaged|no audio/,
    );
    await expect(decode(opus.subarray(0, 60))).rejects.toThrow(/damaged|no audio/);
    await expect(decode(wav.slice(0, 30))).rejects.toThrow(/damaged/);
    await expect(decode(wavFile(85, 16, Buffer.alloc(8)))).rejects.toThrow(/compressed/);
  });
});
