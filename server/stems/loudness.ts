/** Integrated loudness by ITU-R BS.1770-4, for loops at 48 kHz. */

interface Biquad {
  b: readonly [number, number, number];
  a: readonly [number, number];
}

/** The two K-weighting filters at 48 kHz, as the recommendation prints them. */
const SHELF: Biquad = {
  b: [1.53512485958697, -2.69169618940638, 1.19839281085285],
  a: [-1.69065929318241, 0.73248077421585],
};
const HIGH_PASS: Biquad = { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] };

const BLOCK = 19_200;
const HOP = BLOCK / 4;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;

/**
 * Loudness of one period of a loop as if it went on for ever: blocks that run past its end continue at its
 * beginning, so that where the loop is cut makes no difference.
 *
 * @param channels one or two arrays at 48 kHz, full scale 1
 * @returns LUFS; -Infinity for silence
 */
export function loopLoudness(channels: readonly Float32Array[]): number {
  const length = channels[0]!.length;
  const squares = new Float64Array(length);
  for (const channel of channels) {
    const weighted = filterLoop(filterLoop(channel, SHELF), HIGH_PASS);
    // One channel alone is heard from both speakers.
    const weight = channels.length === 1 ? 2 : 1;
    for (let i = 0; i < length; i++) squares[i]! += weight * weighted[i]! ** 2;
  }
  const blocks = blockMeans(squares);
  const audible = blocks.filter((power) => toLufs(power) > ABSOLUTE_GATE_LUFS);
  const gate = toLufs(mean(audible)) + RELATIVE_GATE_LU;
  return toLufs(mean(audible.filter((power) => toLufs(power) > gate)));
}

const toLufs = (power: number): number => (power > 0 ? -0.691 + 10 * Math.log10(power) : -Infinity);

const mean = (values: readonly number[]): number =>
  values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;

function blockMeans(squares: Float64Array): number[] {
  const means: number[] = [];
  for (let start = 0; start < squares.length; start += HOP) {
    let sum = 0;
    for (let i = 0; i < BLOCK; i++) sum += squares[(start + i) % squares.length]!;
    means.push(sum / BLOCK);
  }
  return means;
}

/** Filters a loop in its steady state: one pass to fill the filter's memory, one to keep. */
function filterLoop(loop: ArrayLike<number>, { b, a }: Biquad): Float64Array {
  const result = new Float64Array(loop.length);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  for (let pass = 0; pass < 2; pass++) {
    for (let i = 0; i < loop.length; i++) {
      const x = loop[i]!;
      const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2;
      [x2, x1, y2, y1] = [x1, x, y1, y];
      result[i] = y;
    }
  }
  return result;
}
