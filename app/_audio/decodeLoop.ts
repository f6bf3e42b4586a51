import { CONFORMED_SAMPLE_RATE, conformedSamples } from '#server/contract/stem';
import type { ConformedStem } from './StemBuffers';

/** Every conformed file has this rate; at another one the browser would resample each loop and lose its exact length. */
export const CONTEXT_OPTIONS: AudioContextOptions = {
  sampleRate: CONFORMED_SAMPLE_RATE,
  latencyHint: 'balanced',
};

/** Decodes without needing the loudspeaker, and cuts or fills to exactly one cycle: a sample more would drift. */
export async function decodeLoop(bytes: ArrayBuffer, { stem, bpm }: ConformedStem): Promise<AudioBuffer> {
  const decoder = new OfflineAudioContext(2, 1, CONFORMED_SAMPLE_RATE);
  const decoded = await decoder.decodeAudioData(bytes);
  const length = conformedSamples(stem, bpm);
  if (decoded.length === length) return decoded;
  const exact = new AudioBuffer({
    length,
    numberOfChannels: decoded.numberOfChannels,
    sampleRate: CONFORMED_SAMPLE_RATE,
  });
  for (let channel = 0; channel < decoded.numberOfChannels; channel++)
    exact.copyToChannel(decoded.getChannelData(channel).subarray(0, length), channel);
  return exact;
}
