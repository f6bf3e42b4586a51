/** Samples over which one round of the loop is faded into the next. */
export const FADE = 2_048;
/** The splice is looked for in so much of the loop, from its beginning. */
export const SPLICE_RANGE = 8 * 48_000;
const STEP = 512;

/**
 * Cuts one seamless period out of more than one round of a loop. A stretcher's rounds differ a little, so cutting at a
 * fixed place would click; here the cut goes where two rounds differ least, silence at best, and is cross-faded there.
 *
 * @param rounds channels that hold the loop from its first sample, at least `samples + min(samples, SPLICE_RANGE) + FADE` long
 * @param samples length of the loop
 */
export function closeLoop(rounds: readonly Float32Array[], samples: number): Float32Array[] {
  const fade = Math.min(FADE, samples);
  const splice = bestSplice(rounds, samples, fade);
  const likeness = correlation(rounds, splice, samples, fade);
  return rounds.map((round) => {
    const loop = new Float32Array(samples);
    for (let i = 0; i < samples; i++) loop[(splice + i) % samples] = round[splice + i]!;
    for (let i = 0; i < fade; i++) {
      const fadeIn = 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / fade);
      const fadeOut = 1 - fadeIn;
      // Unlike signals add up to less than like ones: keep the level.
      const level = Math.sqrt(fadeIn ** 2 + fadeOut ** 2 + 2 * likeness * fadeIn * fadeOut);
      const mixed = fadeOut * round[splice + samples + i]! + fadeIn * round[splice + i]!;
      loop[(splice + i) % samples] = mixed / level;
    }
    return loop;
  });
}

/** Where a round and the next one differ least over the length of a fade. */
function bestSplice(rounds: readonly Float32Array[], samples: number, fade: number): number {
  const steps = Math.floor((Math.min(samples, SPLICE_RANGE) - 1) / STEP) + 1;
  const stepsPerFade = Math.ceil(fade / STEP);
  const differences = new Float64Array(steps + stepsPerFade);
  for (const round of rounds) {
    for (let step = 0; step < differences.length; step++) {
      for (let i = step * STEP; i < (step + 1) * STEP && i + samples < round.length; i++) {
        differences[step]! += (round[i]! - round[i + samples]!) ** 2;
      }
    }
  }
  let best = 0;
  let least = Infinity;
  for (let step = 0; step < steps; step++) {
    let sum = 0;
    for (let i = 0; i < stepsPerFade; i++) sum += differences[step + i]!;
    if (sum < least) [best, least] = [step, sum];
  }
  return best * STEP;
}

/** How alike two rounds are at the splice: 1 the same, 0 unrelated. */
function correlation(rounds: readonly Float32Array[], splice: number, samples: number, fade: number): number {
  let product = 0;
  let energy = 0;
  for (const round of rounds) {
    for (let i = splice; i < splice + fade; i++) {
      product += round[i]! * round[i + samples]!;
      energy += (round[i]! ** 2 + round[i + samples]! ** 2) / 2;
    }
  }
  return energy > 0 ? Math.max(0, Math.min(1, product / energy)) : 1;
}
