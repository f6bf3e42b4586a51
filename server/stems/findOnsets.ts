/** Samples per step of the search: 2.7 ms. */
const STEP = 128;
/** A hit is this much louder than the loudest of the steps just before it, in the differenced signal. */
const LEAST_RISE_DB = 6;
const STEPS_BEFORE = 6;
/** Hits quieter than this, relative to the loudest, do not need care. */
const LEAST_LEVEL_DB = -42;
/** Two hits are at least so far apart. */
const LEAST_DISTANCE = 1_920;

/**
 * Where hits begin in a loop at 48 kHz, to about a millisecond, in order. Differencing brings out what is sudden: a kick
 * under a cymbal is found by its click.
 *
 * @param channels one period; what comes before the first sample is its end
 */
export function findOnsets(channels: readonly Float32Array[]): number[] {
  const length = channels[0]!.length;
  const sudden = differences(channels);
  const energy = stepEnergies(sudden);
  const loudest = energy.reduce((a, b) => Math.max(a, b), 0);
  const least = loudest * 10 ** (LEAST_LEVEL_DB / 10);
  const onsets: number[] = [];
  for (let step = 0; step < energy.length; step++) {
    const before = (back: number) => energy[(step - back + energy.length) % energy.length]!;
    let quiet = 1e-12;
    for (let back = 1; back <= STEPS_BEFORE; back++) quiet = Math.max(quiet, before(back));
    if (energy[step]! < least || energy[step]! < quiet * 10 ** (LEAST_RISE_DB / 10)) continue;
    const onset = firstLoudSample(sudden, step * STEP, length);
    const last = onsets.at(-1);
    if (last === undefined || onset - last >= LEAST_DISTANCE) onsets.push(onset);
  }
  // The loop's last hit may be its first one, found from both sides.
  if (onsets.length > 1 && onsets[0]! + length - onsets.at(-1)! < LEAST_DISTANCE) onsets.pop();
  return onsets;
}

function differences(channels: readonly Float32Array[]): Float32Array {
  const length = channels[0]!.length;
  const sum = new Float32Array(length);
  for (const channel of channels) {
    let previous = channel[length - 1]!;
    for (let i = 0; i < length; i++) {
      sum[i]! += Math.abs(channel[i]! - previous);
      previous = channel[i]!;
    }
  }
  return sum;
}

function stepEnergies(signal: Float32Array): Float64Array {
  const energy = new Float64Array(Math.floor(signal.length / STEP));
  for (let step = 0; step < energy.length; step++) {
    for (let i = step * STEP; i < (step + 1) * STEP; i++) energy[step]! += signal[i]! ** 2;
  }
  return energy;
}

/** The first sample of the step and its neighbours that reaches a quarter of the loudest one there. */
function firstLoudSample(signal: Float32Array, start: number, length: number): number {
  const at = (i: number) => signal[(i + length) % length]!;
  let loudest = 0;
  for (let i = start; i < start + 2 * STEP; i++) loudest = Math.max(loudest, at(i));
  for (let i = start - STEP / 2; i < start + 2 * STEP; i++)
    if (at(i) >= loudest / 4) return (i + length) % length;
  return start;
}
