/**
 * Resampling for loops: the loop is read round and round, so its seam is as smooth as the rest, and any length becomes
 * any other length exactly. Windowed sinc (Kaiser), over 80 dB clean up to 0.86 of the lower Nyquist frequency: 20 kHz
 * at 48.
 */
const HALF_WIDTH = 32;
const KAISER_BETA = 9;
const CUTOFF = 0.955;
/** Filters are tabled for so many places between two samples, and interpolated in between: 100 dB. */
const PHASES = 256;

/**
 * @param channels one period of a loop, arrays of equal length
 * @param samples how many samples the period has afterwards
 */
export function resampleLoop(channels: readonly Float32Array[], samples: number): Float32Array[] {
  const length = channels[0]!.length;
  if (length === samples) return [...channels];
  // Below the lower of both Nyquist frequencies, as a fraction of the source's.
  const bandwidth = CUTOFF * Math.min(1, samples / length);
  const reach = Math.ceil(HALF_WIDTH / bandwidth);
  const filters = filterTable(reach, bandwidth);
  return channels.map((channel) =>
    resample(continued(channel, reach), length / samples, samples, filters, reach),
  );
}

/** The hot loop. `source[reach]` is the loop's first sample. */
function resample(
  source: Float32Array,
  step: number,
  samples: number,
  filters: Float32Array,
  reach: number,
): Float32Array {
  const taps = 2 * reach;
  const result = new Float32Array(samples);
  for (let n = 0; n < samples; n++) {
    const center = n * step;
    const whole = Math.floor(center);
    const phase = (center - whole) * PHASES;
    const index = Math.floor(phase);
    let [row, at] = [index * taps, whole + 1];
    let [here, next] = [0, 0];
    for (const end = at + taps; at < end; at++, row++) {
      const sample = source[at]!;
      here += sample * filters[row]!;
      next += sample * filters[row + taps]!;
    }
    result[n] = here + (next - here) * (phase - index);
  }
  return result;
}

/** PHASES + 1 filters of `2 * reach` taps; the first tap is `reach - 1` samples before the whole part of the position. */
function filterTable(reach: number, bandwidth: number): Float32Array {
  const taps = 2 * reach;
  return Float32Array.from({ length: (PHASES + 1) * taps }, (_, i) => {
    const distance = (i % taps) - reach + 1 - Math.floor(i / taps) / PHASES;
    return bandwidth * kernelAt(distance * bandwidth);
  });
}

/** Windowed sinc; `x` in zero crossings. */
function kernelAt(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= HALF_WIDTH) return 0;
  const window = bessel(KAISER_BETA * Math.sqrt(1 - (x / HALF_WIDTH) ** 2)) / bessel(KAISER_BETA);
  return (window * Math.sin(Math.PI * x)) / (Math.PI * x);
}

/** The loop with what comes before and after it. */
function continued(loop: Float32Array, reach: number): Float32Array {
  const { length } = loop;
  return Float32Array.from({ length: length + 2 * reach + 1 }, (_, i) => {
    const at = (i - reach) % length;
    return loop[at < 0 ? at + length : at]!;
  });
}

/** Modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let [sum, term] = [1, 1];
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
