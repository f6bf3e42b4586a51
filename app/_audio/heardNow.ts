import { audioSec, type AudioSec } from '#server/contract/units';

/** The parts of an AudioContext that say how late its output is. Browsers leave out or misreport some of them. */
export interface OutputTiming {
  readonly currentTime: number;
  readonly baseLatency?: number;
  readonly outputLatency?: number;
  getOutputTimestamp?(): AudioTimestamp;
}

/** No loudspeaker, wireless ones included, is later than this; a browser that says so is wrong. */
const MOST_LATENCY_SEC = 0.9;
/** An older stamp tells nothing about now. */
const MOST_STAMP_AGE_MS = 500;

/**
 * Audio time of the sound that leaves the loudspeaker now.
 *
 * The browser's own stamp is best: it pairs the frame at the output with a time. Where it is missing or cannot be
 * true, the latency the browser estimates is taken off, and without that nothing is.
 *
 * @param nowMs `performance.now()`
 */
export function heardNow(context: OutputTiming, nowMs: number): AudioSec {
  const { currentTime } = context;
  const stamp = context.getOutputTimestamp?.();
  if (stamp?.contextTime && stamp.performanceTime) {
    const ageMs = nowMs - stamp.performanceTime;
    const heard = stamp.contextTime + ageMs / 1000;
    const latencySec = currentTime - heard;
    // The current time moves in steps of a device buffer, so the output may seem a little ahead of it.
    if (Math.abs(ageMs) < MOST_STAMP_AGE_MS && latencySec > -0.05 && latencySec < MOST_LATENCY_SEC)
      return audioSec(heard);
  }
  const told = context.outputLatency || context.baseLatency || 0;
  return audioSec(currentTime - (told > 0 && told < MOST_LATENCY_SEC ? told : 0));
}
