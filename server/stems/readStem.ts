import type { Instrument } from '#server/contract/instruments';
import { CONFORMED_SAMPLE_RATE, conformedSamples } from '#server/contract/stem';
import type { Bpm } from '#server/contract/units';
import { decode, type Pcm } from './decode';
import { loopLoudness } from './loudness';
import { resampleLoop } from './resampleLoop';
import { normalisingGain } from './targetLoudness';
import { truePeak } from './truePeak';
import { UnusableAudio } from './UnusableAudio';

/** What is known about a stem besides its audio. */
export interface StemShape {
  instrument: Instrument;
  bars: number;
  beatsPerBar: number;
  bpm: Bpm;
}

export interface ReadStem {
  /** 48 kHz, left and right, exactly as long as its bars, at its place in a mix. */
  channels: [Float32Array, Float32Array];
  /** Of the original, before it was brought to its place. */
  loudnessLufs: number;
}

/** A file may be so much longer or shorter than its bars: what codecs add at the ends, and rounding. */
const LENGTH_TOLERANCE_SEC = 0.05;
const LEAST_LUFS = -60;
/** Share of samples at full scale beyond which there is no music left in the loud places. */
const MOST_CLIPPED = 0.05;

/**
 * From the bytes of a file to a loop as the jam uses it: decoded, checked, cut, resampled, brought to its level. The
 * same bytes and shape always give the same samples, so only the original needs to be kept.
 *
 * @throws UnusableAudio (UP2)
 */
export async function readStem(bytes: Uint8Array, shape: StemShape): Promise<ReadStem> {
  const audio = cutToBars(await decode(bytes), shape);
  checkClipping(audio);
  const [left, right = left] = resampleLoop(audio.channels, conformedSamples(shape, shape.bpm));
  const stereo = [left!, right!] as const;
  const loudnessLufs = loopLoudness(stereo);
  if (loudnessLufs < LEAST_LUFS) {
    throw new UnusableAudio('This file is silent, or nearly so. Check which track was exported.');
  }
  const gain = normalisingGain(shape.instrument, loudnessLufs, truePeak(stereo));
  return { channels: [left!.map((x) => x * gain), right!.map((x) => x * gain)], loudnessLufs };
}

/** Cuts what a codec added, or refuses what are not these bars at this tempo. */
function cutToBars({ channels, sampleRate }: Pcm, shape: StemShape): Pcm {
  const expected = Math.round((conformedSamples(shape, shape.bpm) * sampleRate) / CONFORMED_SAMPLE_RATE);
  const actual = channels[0]!.length;
  if (Math.abs(actual - expected) > LENGTH_TOLERANCE_SEC * sampleRate) {
    const seconds = (samples: number) => (samples / sampleRate).toFixed(2);
    throw new UnusableAudio(
      `${shape.bars} bars at ${shape.bpm} bpm last ${seconds(expected)} s, but this file lasts ${seconds(actual)} s. ` +
        'Check the tempo, or export exactly whole bars.',
    );
  }
  return { sampleRate, channels: channels.map((channel) => exactly(channel, expected)) };
}

function exactly(source: Float32Array, samples: number): Float32Array {
  if (source.length >= samples) return source.subarray(0, samples);
  const result = new Float32Array(samples);
  result.set(source);
  return result;
}

function checkClipping({ channels }: Pcm): void {
  for (const channel of channels) {
    let clipped = 0;
    for (const sample of channel) if (Math.abs(sample) >= 0.9999) clipped++;
    if (clipped > MOST_CLIPPED * channel.length) {
      throw new UnusableAudio(
        'This file is clipped so hard that it only distorts. Export it with a lower level.',
      );
    }
  }
}
