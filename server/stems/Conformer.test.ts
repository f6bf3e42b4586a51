import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { StemId } from '#server/contract/ids';
import { createLogger } from '#server/platform/createLogger';
import { AudioFiles, sha256Of } from './AudioFiles';
import { AudioWorkshop, WorkshopBusy } from './AudioWorkshop';
import { Conformer, type ConformableStem } from './Conformer';
import { decode } from './decode';
import { frequencyOf, hits, onsetError, sine, wavOf } from './testSignals';

const FOUR_BARS = 384_000;
let dataDir: string;
let workshop: AudioWorkshop;
let originals: AudioFiles;
let conformer: Conformer;
const stems = new Map<string, ConformableStem>();

async function addStem(
  id: string,
  signal: Float32Array,
  instrument: ConformableStem['instrument'],
): Promise<StemId> {
  const bytes = wavOf([signal, signal]);
  const sha256 = sha256Of(bytes);
  await originals.write(sha256, bytes);
  stems.set(id, { sha256, instrument, bars: 4, beatsPerBar: 4, bpm: 120 });
  return id as StemId;
}

const readConformed = async (file: string) => (await decode(await readFile(file))).channels;

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'conformer-'));
  workshop = new AudioWorkshop(createLogger('silent'));
  originals = await AudioFiles.open(dataDir);
  const findStem = async (stemId: StemId) => stems.get(stemId) ?? null;
  conformer = await Conformer.open(dataDir, { findStem, originals, workshop });
});
afterAll(async () => {
  await workshop.close();
  await rm(dataDir, { recursive: true });
});

describe('Conformer', () => {
  it('UP8 TR1 gives drums at another tempo, exact in length, hits on the grid', async () => {
    const stemId = await addStem('drums', hits(FOUR_BARS, 16), 'drums');
    const file = await conformer.conformedFile(stemId, 97.31, 0);
    expect(file!.samples).toBe(Math.round((16 * 60 * 48_000) / 97.31));
    const [left, right] = await readConformed(file!.path);
    expect([left!.length, right!.length]).toEqual([file!.samples, file!.samples]);
    for (let hit = 0; hit < 16; hit++) {
      expect(Math.abs(onsetError(left!, Math.round((hit * left!.length) / 16)))).toBeLessThanOrEqual(64);
    }
  });

  it('UP8 transposes a tone within 5 cents', async () => {
    const stemId = await addStem('tone', sine(FOUR_BARS, 110), 'bass');
    const file = await conformer.conformedFile(stemId, 140, -5);
    const [left] = await readConformed(file!.path);
    expect(Math.abs(1200 * Math.log2(frequencyOf(left!) / (110 * 2 ** (-5 / 12))))).toBeLessThan(5);
  });

  it('UP8 passes a stem at its own tempo and key through, sample by sample', async () => {
    const signal = sine(FOUR_BARS, 261.5);
    const stemId = await addStem('same', signal, 'keys');
    const file = await conformer.conformedFile(stemId, 120, 0);
    const [left] = await readConformed(file!.path);
    const gain = left![1000]! / signal[1000]!;
    for (let i = 0; i < FOUR_BARS; i += 997) expect(left![i]).toBeCloseTo(signal[i]! * gain, 3);
  });

  it('renders what many ask for at once only once, and finds it again after a restart', async () => {
    const stemId = await addStem('many', sine(FOUR_BARS, 330), 'lead');
    const before = (await readdir(path.join(dataDir, 'conformed'))).length;
    const files = await Promise.all(
      Array.from({ length: 12 }, () => conformer.conformedFile(stemId, 128, 1)),
    );
    expect(new Set(files.map((file) => file!.path)).size).toBe(1);
    expect(await readdir(path.join(dataDir, 'conformed'))).toHaveLength(before + 1);

    const idle = { conform: () => Promise.reject(new Error('rendered again')) } as unknown as AudioWorkshop;
    const findStem = async (id: StemId) => stems.get(id) ?? null;
    const restarted = await Conformer.open(dataDir, { findStem, originals, workshop: idle });
    expect((await restarted.conformedFile(stemId, 128, 1))!.path).toBe(files[0]!.path);
  });

  it('asks whether it may render only where it has to, and hurries what another only prefetches (fake workshop)', async () => {
    const stemId = await addStem('hurried', sine(FOUR_BARS, 350), 'lead');
    const rendered: string[] = [];
    const promoted: string[] = [];
    let finish = () => {};
    const fake = {
      conform: ({ target }: { target: string }, isPrefetch: boolean) => {
        rendered.push(`${path.basename(target)} ${isPrefetch}`);
        return new Promise((resolve) => (finish = () => resolve({ bytes: 1 })));
      },
      promote: (target: string) => promoted.push(path.basename(target)),
    } as unknown as AudioWorkshop;
    const folder = path.join(dataDir, 'hurried');
    const findStem = async (id: StemId) => stems.get(id) ?? null;
    const hurried = await Conformer.open(folder, { findStem, originals, workshop: fake });
    let asked = 0;
    const ask = (isPrefetch: boolean, isAllowed = true) =>
      hurried.conformedFile(stemId, 128, 1, { isPrefetch, mayRender: () => (asked++, isAllowed) });

    await expect(ask(false, false)).rejects.toBeInstanceOf(WorkshopBusy);
    expect([rendered, asked]).toEqual([[], 1]);
    const files = [ask(true), ask(true, false)];
    await vi.waitFor(() => expect(rendered).toHaveLength(1));
    expect(promoted).toEqual([]);
    files.push(ask(false, false));
    await vi.waitFor(() => expect(promoted).toHaveLength(1));
    expect(rendered).toEqual([`${promoted[0]} true`]);
    await writeFile(path.join(folder, 'conformed', promoted[0]!), 'x');
    finish();
    await Promise.all(files);
    await ask(false, false);
    expect([rendered.length, asked]).toEqual([1, 2]);
  });

  it('keeps the folder within its bound, the newest file in any case', async () => {
    const small = await Conformer.open(
      path.join(dataDir, 'small'),
      { findStem: async (id) => stems.get(id) ?? null, originals, workshop },
      1_000,
    );
    const stemId = await addStem('bounded', hits(FOUR_BARS, 8), 'percussion');
    for (const bpm of [121, 122, 123]) await small.conformedFile(stemId, bpm, 0);
    expect(await readdir(path.join(dataDir, 'small', 'conformed'))).toHaveLength(1);
  });

  it('knows no stem it was not told about', async () => {
    expect(await conformer.conformedFile('nobody' as StemId, 120, 0)).toBeNull();
  });

  it('refuses more than it can queue, with a sentence', async () => {
    const stemId = await addStem('queue', sine(FOUR_BARS, 440), 'pad');
    const asked = Array.from({ length: 70 }, (_, i) => conformer.conformedFile(stemId, 130 + i / 100, 0));
    const busy = Promise.any(
      asked.map((file) =>
        file.then(
          () => Promise.reject(new Error()),
          (error) => error,
        ),
      ),
    );
    expect(await busy).toBeInstanceOf(WorkshopBusy);
    await workshop.close();
    await Promise.allSettled(asked);
    workshop = new AudioWorkshop(createLogger('silent'));
  });
});
