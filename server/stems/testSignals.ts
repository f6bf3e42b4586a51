import { seededRandom } from '#server/platform/seededRandom';

/** Signals for tests of sound. All at 48 kHz. */
export const RATE = 48_000;

export function sine(samples: number, hz: number, level = 0.3): Float32Array {
  return Float32Array.from({ length: samples }, (_, i) => level * Math.sin((2 * Math.PI * hz * i) / RATE));
}

/** Short decaying noise bursts, the same in every run, evenly spread; the first one on sample 0. */
export function hits(samples: number, count: number, level = 0.6): Float32Array {
  const signal = new Float32Array(samples);
  const random = seededRandom(7);
  for (let hit = 0; hit < count; hit++) {
    const start = Math.round((hit * samples) / count);
    for (let i = 0; i < 3_000; i++) {
      signal[(start + i) % samples]! += level * (2 * random() - 1) * Math.exp(-i / 500);
    }
  }
  return signal;
}

/** Frequency of a steady tone by its rising zero crossings, between them interpolated. */
export function frequencyOf(signal: Float32Array): number {
  const crossings: number[] = [];
  for (let i = 1; i < signal.length; i++) {
    const [a, b] = [signal[i - 1]!, signal[i]!];
    if (a < 0 && b >= 0) crossings.push(i - b / (b - a));
  }
  return ((crossings.length - 1) / (crossings.at(-1)! - crossings[0]!)) * RATE;
}

/** First sample around `near` that reaches a third of the loudest one there, relative to `near`. The loop wraps. */
export function onsetError(loop: Float32Array, near: number, reach = 2_000): number {
  const at = (i: number) => Math.abs(loop[(((near + i) % loop.length) + loop.length) % loop.length]!);
  let peak = 0;
  for (let i = -reach; i < reach; i++) peak = Math.max(peak, at(i));
  for (let i = -reach; i < reach; i++) if (at(i) >= 0.3 * peak) return i;
  return Infinity;
}

/** WAV of 16 bits. */
export function wavOf(channels: readonly Float32Array[], sampleRate = RATE): Uint8Array {
  const frames = channels[0]!.length;
  const dataBytes = frames * channels.length * 2;
  const file = Buffer.alloc(44 + dataBytes);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + dataBytes, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(channels.length, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(sampleRate * channels.length * 2, 28);
  file.writeUInt16LE(channels.length * 2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(dataBytes, 40);
  for (let i = 0; i < frames; i++) {
    channels.forEach((channel, c) => {
      file.writeInt16LE(
        Math.round(Math.max(-1, Math.min(1, channel[i]!)) * 32_767),
        44 + 2 * (i * channels.length + c),
      );
    });
  }
  return file;
}
