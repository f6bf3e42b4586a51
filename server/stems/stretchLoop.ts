import { loadStretcher, type Stretcher } from './signalsmith';
import { closeLoop, FADE, SPLICE_RANGE } from './closeLoop';
import { keepAttacks } from './keepAttacks';
import { resampleLoop } from './resampleLoop';

export interface StretchOptions {
  /** Length of the result in samples. */
  samples: number;
  semitones: number;
  /** Drums and percussion: a shorter window, and hits begin as they did. */
  isPercussive: boolean;
}

const SAMPLE_RATE = 48_000;
const CHUNK = 1_024;
/** Output before the part that is kept, in which the stretcher's phases settle. */
const LEAD = 24_000;
/** 40 ms windows every 10 ms. */
const PERCUSSIVE_BLOCK = 1_920;

/**
 * One period of a loop at another length and pitch, itself a loop.
 *
 * Pitch is moved by stretching the loop to another length first and resampling it to the wanted one: the stretcher's own
 * transposition is up to 20 cents off for low notes, its stretching is not. Formants move along: its correction of them
 * was tried on a synthetic voice and was up to 20 dB off.
 *
 * @param channels two arrays of equal length at 48 kHz
 */
export async function stretchLoop(
  channels: readonly Float32Array[],
  options: StretchOptions,
): Promise<Float32Array[]> {
  const { samples, semitones, isPercussive } = options;
  const stretchedSamples = Math.round(samples * 2 ** (semitones / 12));
  const stretcher = await loadStretcher();
  if (isPercussive) stretcher._configure(2, PERCUSSIVE_BLOCK, PERCUSSIVE_BLOCK / 4, 0);
  else stretcher._presetDefault(2, SAMPLE_RATE);
  stretcher._reset();
  stretcher._setTransposeSemitones(0, 0);
  stretcher._setFormantSemitones(0, 0);
  const stretched = stretchInTime(stretcher, channels, stretchedSamples);
  if (isPercussive) keepAttacks(channels, stretched);
  return resampleLoop(stretched, samples);
}

/** The stretcher hears the loop go round and round; the seam is closed where two rounds agree best. */
function stretchInTime(
  stretcher: Stretcher,
  channels: readonly Float32Array[],
  samples: number,
): Float32Array[] {
  const loopLength = channels[0]!.length;
  const rate = loopLength / samples;
  // Output sample `o` shows input `o * rate - latency`, so the input starts early by what makes output LEAD the loop's first.
  const latency = stretcher._inputLatency() + rate * stretcher._outputLatency();
  const firstInput = Math.round(latency - LEAD * rate);
  const total = LEAD + samples + Math.min(samples, SPLICE_RANGE) + FADE;
  const rounds = [new Float32Array(total), new Float32Array(total)];
  const bufferLength = Math.max(CHUNK, Math.ceil(CHUNK * rate) + 1);
  const pointer = stretcher._setBuffers(2, bufferLength) / Float32Array.BYTES_PER_ELEMENT;

  for (let done = 0, read = 0; done < total;) {
    const count = Math.min(CHUNK, total - done);
    const readTo = Math.round((done + count) * rate);
    // The memory may have grown since the last call, which detaches older views.
    const before = new Float32Array(stretcher.HEAP8.buffer);
    channels.forEach((channel, c) => {
      const at = pointer + c * bufferLength;
      for (let i = read; i < readTo; i++) before[at + i - read] = channel[wrap(firstInput + i, loopLength)]!;
    });
    stretcher._process(readTo - read, count);
    const after = new Float32Array(stretcher.HEAP8.buffer);
    rounds.forEach((round, c) => {
      const at = pointer + (2 + c) * bufferLength;
      round.set(after.subarray(at, at + count), done);
    });
    read = readTo;
    done += count;
  }
  return closeLoop(
    rounds.map((round) => round.subarray(LEAD)),
    samples,
  );
}

const wrap = (index: number, length: number): number => ((index % length) + length) % length;
