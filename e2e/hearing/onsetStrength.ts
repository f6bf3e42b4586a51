/**
 * How strongly something begins to sound, once a millisecond: the rise of the level in decibels above a floor. Gains,
 * limiters and codecs change it little, late or missing notes a lot.
 *
 * @param samples mono
 * @param wraps the samples are a loop: the end leads to the beginning
 */
export function onsetStrength(samples: Float32Array, sampleRate: number, wraps = false): Float32Array {
  const hop = sampleRate / 1000;
  const length = Math.floor(samples.length / hop);
  const level = new Float32Array(length);
  for (let ms = 0; ms < length; ms += 1) {
    let energy = 0;
    const from = Math.floor(ms * hop);
    const to = Math.floor((ms + FRAME_MS) * hop);
    for (let index = from; index < to; index += 1) {
      const at = wraps ? index % samples.length : index;
      energy += (samples[at] ?? 0) ** 2;
    }
    level[ms] = 10 * Math.log10(energy / (to - from) + FLOOR);
  }
  return level.map((now, ms) => {
    const before = ms - RISE_MS;
    const earlier = before >= 0 ? level[before]! : wraps ? level.at(before)! : now;
    return Math.max(0, now - earlier);
  });
}

const FRAME_MS = 4;
const RISE_MS = 6;
/** -60 dB full scale. */
const FLOOR = 1e-6;
