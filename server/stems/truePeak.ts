/** How many points between two samples are looked at. */
const OVERSAMPLING = 4;
const HALF_TAPS = 8;

/**
 * The loudest point of a loop between its samples too, found by fourfold oversampling: what a converter or a lossy
 * codec makes of it.
 *
 * @returns linear, 1 = full scale
 */
export function truePeak(channels: readonly Float32Array[]): number {
  let peak = 0;
  for (const channel of channels) {
    let samplePeak = 0;
    for (const sample of channel) samplePeak = Math.max(samplePeak, Math.abs(sample));
    peak = Math.max(peak, samplePeak);
    // Between samples a band-limited signal rises by a few decibels at most: quiet places cannot hold the peak.
    const threshold = samplePeak * 0.5;
    for (let i = 0; i < channel.length; i++) {
      if (Math.abs(channel[i]!) < threshold) continue;
      for (const taps of PHASES) peak = Math.max(peak, Math.abs(between(channel, i, taps)));
    }
  }
  return peak;
}

/** Windowed sinc filters for 1/4, 2/4 and 3/4 of the way from one sample to the next. */
const PHASES: readonly Float64Array[] = Array.from({ length: OVERSAMPLING - 1 }, (_, phase) => {
  const fraction = (phase + 1) / OVERSAMPLING;
  return Float64Array.from({ length: 2 * HALF_TAPS }, (_, tap) => {
    const distance = tap - HALF_TAPS + 1 - fraction;
    const sinc = Math.sin(Math.PI * distance) / (Math.PI * distance);
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / HALF_TAPS));
  });
});

function between(loop: Float32Array, i: number, taps: Float64Array): number {
  let sum = 0;
  for (let tap = 0; tap < taps.length; tap++) {
    const at = i + tap - HALF_TAPS + 1;
    sum += taps[tap]! * loop[at < 0 ? at + loop.length : at % loop.length]!;
  }
  return sum;
}
