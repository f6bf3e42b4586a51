/** Samples by which the limiter looks ahead, and by which its output is late. */
export const LIMITER_LATENCY_SAMPLES = 96;

/** Takes a block of input per channel and fills the output. */
export type Limit = (inputs: readonly Float32Array[], outputs: readonly Float32Array[]) => void;

/**
 * A look-ahead peak limiter: nothing leaves it above the ceiling, and what is below passes unchanged. The gain reaches
 * what a peak needs before the peak comes out, on a straight ramp, and recovers slowly; channels share it, so the
 * stereo image stays. It runs inside an AudioWorklet, made from this function's source: it refers to nothing outside.
 *
 * @param ceiling linear, above 0
 * @param releaseSec time to recover by two thirds
 */
export function createLimiter(
  sampleRate: number,
  channels: number,
  lookAhead: number,
  ceiling: number,
  releaseSec: number,
): Limit {
  const window = lookAhead + 1;
  const delays = Array.from({ length: channels }, () => new Float32Array(window));
  const needed = new Float32Array(window).fill(1);
  const ramp = new Float32Array(window).fill(1);
  const release = 1 - Math.exp(-1 / (releaseSec * sampleRate));
  let at = 0;
  let held = 1;
  let sum = window;

  return (inputs, outputs) => {
    const length = outputs[0] ? outputs[0].length : 0;
    for (let i = 0; i < length; i++) {
      let peak = 0;
      for (let channel = 0; channel < channels; channel++) {
        const input = inputs[channel];
        const sample = input ? input[i]! : 0;
        delays[channel]![at] = sample;
        peak = Math.max(peak, Math.abs(sample));
      }
      needed[at] = peak > ceiling ? ceiling / peak : 1;
      let lowest = 1;
      // Only while something is loud is there anything to find.
      if (peak > ceiling || held < 1) for (let k = 0; k < window; k++) lowest = Math.min(lowest, needed[k]!);
      held = Math.min(lowest, held + (1 - held) * release);
      if (held > 0.99999 && lowest === 1) held = 1;
      sum += held - ramp[at]!;
      ramp[at] = held;
      const gain = Math.min(1, sum / window);
      at = at + 1 === window ? 0 : at + 1;
      for (let channel = 0; channel < channels; channel++)
        outputs[channel]![i] = delays[channel]![at]! * gain;
    }
  };
}
