import path from 'node:path';
import { Embedder } from '#server/embedding/Embedder';
import { measureVitBase } from '#server/evaluate/vitBase';
import { silence } from '#server/embedding/spectra';
import { createLogger } from '#server/platform/createLogger';
import { spreadOf } from './statistics';

const WARM_UP = 3;
const OWN_RUNS = 30;
const VIT_RUNS = 5;

/**
 * Median milliseconds of one forward pass on this machine's CPU, one after the other on an idle process: our encoder
 * with one window (the way to its thread and back included) and the published model's encoder.
 */
export async function forwardPasses(): Promise<{ encoderMs: number; vitBaseMs: number }> {
  const modelsDir = path.resolve(import.meta.dirname, '../../models');
  const embedder = await Embedder.start({ modelsDir, provider: 'cpu', logger: createLogger('silent') });
  // The time a network takes does not depend on what it hears, as long as it is not all denormal numbers.
  const window = silence();
  window.cqt.forEach((_, index) => (window.cqt[index] = ((index * 7_919) % 1_000) / 10_000));
  window.bands.forEach((_, index) => (window.bands[index] = ((index * 104_729) % 1_000) / 10_000));
  const ownMs: number[] = [];
  for (let run = 0; run < WARM_UP + OWN_RUNS; run += 1) {
    const startedAt = performance.now();
    await embedder.embedStems([window]);
    if (run >= WARM_UP) ownMs.push(performance.now() - startedAt);
  }
  await embedder.close();
  const vitMs = await measureVitBase(WARM_UP + VIT_RUNS);
  return { encoderMs: spreadOf(ownMs).p50, vitBaseMs: spreadOf(vitMs.slice(WARM_UP)).p50 };
}
