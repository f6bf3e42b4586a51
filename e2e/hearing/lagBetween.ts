export interface Lag {
  /** How much later the heard is than the expected. */
  ms: number;
  /** Normalised correlation at that lag: 1 = the same. */
  likeness: number;
}

/**
 * Where two signals of one value a millisecond match best, refined between milliseconds by a parabola.
 *
 * @param expected reaches `maxLagMs` beyond `heard` on both sides: `expected[0]` is due `maxLagMs` before `heard[0]`
 */
export function lagBetween(heard: Float32Array, expected: Float32Array, maxLagMs: number): Lag {
  if (expected.length !== heard.length + 2 * maxLagMs)
    throw new RangeError('expected must be 2 maxLagMs longer.');
  const likeness = Array.from({ length: 2 * maxLagMs + 1 }, (_, shift) =>
    correlation(heard, expected, shift),
  );
  const best = likeness.indexOf(Math.max(...likeness));
  const [before, at, after] = [likeness[best - 1], likeness[best]!, likeness[best + 1]];
  const bend = before === undefined || after === undefined ? 0 : before - 2 * at + after;
  const refined = bend === 0 ? 0 : (0.5 * (before! - after!)) / bend;
  return { ms: maxLagMs - (best + refined), likeness: at };
}

function correlation(heard: Float32Array, expected: Float32Array, shift: number): number {
  let product = 0;
  let heardEnergy = 0;
  let expectedEnergy = 0;
  for (let index = 0; index < heard.length; index += 1) {
    const a = heard[index]!;
    const b = expected[index + shift]!;
    product += a * b;
    heardEnergy += a * a;
    expectedEnergy += b * b;
  }
  return product / (Math.sqrt(heardEnergy * expectedEnergy) || 1);
}
