/** One question "what time is it?" and its answer. Local times are `performance.now()` milliseconds. */
export interface ClockProbe {
  sentMs: number;
  receivedMs: number;
  serverMs: number;
}

/** The server's clock as a line over the local one: `server = local + offsetMs + drift * (local - atMs)`. */
export interface ClockFit {
  atMs: number;
  offsetMs: number;
  /** How much faster the server's clock runs; 20e-6 is 20 ppm. */
  drift: number;
  /** Likely error of a reading near `atMs`. */
  errorMs: number;
  /** The shortest round trip among the probes. */
  roundTripMs: number;
}

/** A probe that met no queue is trusted to this many ms (timer resolution, event loop). */
const CLEAN_SIGMA_MS = 0.4;
/** Quartz clocks differ by tens of ppm: what the drift is before anything was measured. */
const DRIFT_SIGMA = 40e-6;
/** The part of the best round trip by which its two ways usually differ; it cannot be measured, only expected. */
const ASYMMETRY = 0.04;

/**
 * Fits the clock. A probe that took longer than the best one waited in a queue on an unknown way, so its offset may
 * be wrong by up to half of what it waited: it counts by the inverse square of that. The drift is a ridge regression
 * with what quartz clocks do as the prior, so that a few early probes do not invent one.
 *
 * @param probes at least one, in any order
 * @param atMs the local moment to be most exact about, usually now
 */
export function fitClock(probes: readonly ClockProbe[], atMs: number): ClockFit {
  const roundTripMs = Math.min(...probes.map(roundTripOf));
  let weights = 0;
  let sumAge = 0;
  let sumOffset = 0;
  const weighted = probes.map((probe) => {
    const queuedMs = (roundTripOf(probe) - roundTripMs) / 2;
    const weight = 1 / (CLEAN_SIGMA_MS ** 2 + queuedMs ** 2);
    const ageMs = (probe.sentMs + probe.receivedMs) / 2 - atMs;
    const offsetMs = probe.serverMs - (probe.sentMs + probe.receivedMs) / 2;
    weights += weight;
    sumAge += weight * ageMs;
    sumOffset += weight * offsetMs;
    return { weight, ageMs, offsetMs };
  });
  const meanAge = sumAge / weights;
  const meanOffset = sumOffset / weights;
  let covariance = 0;
  let spread = 0;
  for (const { weight, ageMs, offsetMs } of weighted) {
    covariance += weight * (ageMs - meanAge) * (offsetMs - meanOffset);
    spread += weight * (ageMs - meanAge) ** 2;
  }
  const driftPrecision = spread + 1 / DRIFT_SIGMA ** 2;
  const drift = covariance / driftPrecision;
  const variance = 1 / weights + meanAge ** 2 / driftPrecision;
  return {
    atMs,
    offsetMs: meanOffset - drift * meanAge,
    drift,
    errorMs: Math.sqrt(variance) + ASYMMETRY * roundTripMs,
    roundTripMs,
  };
}

const roundTripOf = (probe: ClockProbe): number => Math.max(0, probe.receivedMs - probe.sentMs);

export const readClock = (fit: ClockFit, localMs: number): number =>
  localMs + fit.offsetMs + fit.drift * (localMs - fit.atMs);
