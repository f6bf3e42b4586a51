import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogger } from '#server/platform/createLogger';
import { AudioWorkshop, WorkshopBusy } from './AudioWorkshop';
import { sine, wavOf } from './testSignals';

const shape = { instrument: 'bass' as const, bars: 1, beatsPerBar: 2, bpm: 120 };
const bytes = wavOf([sine(48_000, 110)]);

// Until its thread is up everything waits, so what is asked for at once is in one queue.
describe('AudioWorkshop', () => {
  let folder: string;
  let workshop: AudioWorkshop;
  let finished: string[];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'workshop-'));
    await writeFile(path.join(folder, 'source'), bytes);
    workshop = new AudioWorkshop(createLogger('silent'));
    finished = [];
  });
  afterEach(async () => {
    await workshop.close();
    await rm(folder, { recursive: true });
  });
  const pathOf = (name: string) => path.join(folder, name);
  const conform = (name: string, isPrefetch: boolean) =>
    workshop
      .conform(
        { source: pathOf('source'), target: pathOf(name), shape, samples: 50_000, semitones: 0 },
        isPrefetch,
      )
      .then(
        () => finished.push(name),
        (error: Error) => error,
      );

  it('renders what sounds, then what may be wanted, then what the library waits for', async () => {
    const library = workshop.prepare(bytes, shape, 16_000).then(() => finished.push('library'));
    const later = conform('later', true);
    const promoted = conform('promoted', true);
    const now = conform('now', false);
    workshop.promote(pathOf('promoted'));
    workshop.promote(pathOf('nothing that waits'));
    await Promise.all([library, later, promoted, now]);
    expect(finished).toEqual(['now', 'promoted', 'later', 'library']);
  });

  it('refuses what may be wanted first, and drops it for what sounds', async () => {
    const waiting = Array.from({ length: 64 }, (_, i) => conform(`later${i}`, true));
    expect(await conform('one too many', true)).toBeInstanceOf(WorkshopBusy);
    const now = conform('now', false);
    expect(await waiting[0]).toBeInstanceOf(WorkshopBusy);
    await now;
    expect(finished[0]).toBe('now');
    await workshop.close();
    for (const error of await Promise.all(waiting.slice(1))) expect(error).not.toBeInstanceOf(WorkshopBusy);
  });
});
