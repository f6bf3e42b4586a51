import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StemId } from '#server/contract/ids';
import { LibraryQuery, type ImportProgress } from '#server/contract/http';
import { EmbedderUnavailable } from '#server/embedding/EmbedQueue';
import { Embedder } from '#server/embedding/Embedder';
import { createLogger } from '#server/platform/createLogger';
import type { Database } from '#server/platform/openDatabase';
import { WorkerRefused } from '#server/platform/RestartingWorker';
import { TEST_DATABASES } from '#server/platform/testDatabases';
import { AudioFiles } from './AudioFiles';
import { AudioWorkshop } from './AudioWorkshop';
import { importStarterLibrary } from './importStarterLibrary';
import { ingestStem, type IngestPorts } from './ingestStem';
import { refreshEmbeddings } from './refreshEmbeddings';
import type { StemDetails } from './stemDetails';
import { StemStore } from './StemStore';
import { inCanonicalKey } from './stemWindows';
import { hits, sine, wavOf } from './testSignals';
import { UnusableAudio } from './UnusableAudio';

const modelsDir = fileURLToPath(new URL('../../models/', import.meta.url));
const logger = createLogger('silent');
const TWO_BARS = 192_000;

const details = (change: Partial<StemDetails> = {}): StemDetails => ({
  name: 'Deep Sine',
  maker: 'Ada',
  instrument: 'bass',
  bars: 2,
  beatsPerBar: 4,
  bpm: 120,
  key: { tonic: 9, mode: 'minor' },
  licence: 'CC0-1.0',
  familyId: null,
  tags: ['warm'],
  ...change,
});

let workshop: AudioWorkshop;
let embedder: Embedder;
beforeAll(async () => {
  workshop = new AudioWorkshop(logger);
  embedder = await Embedder.start({ modelsDir, provider: 'cpu', logger });
});
afterAll(async () => {
  await workshop.close();
  await embedder.close();
});

describe.each(TEST_DATABASES)('stems in $name', ({ missing, open }) => {
  if (missing) return it.skip(missing);

  let database: Database;
  let dataDir: string;
  let ports: IngestPorts;
  let store: StemStore;
  beforeAll(async () => {
    database = await open();
    dataDir = await mkdtemp(path.join(tmpdir(), 'stems-'));
    ports = { prisma: database.prisma, originals: await AudioFiles.open(dataDir), workshop, embedder };
    store = new StemStore(database.prisma);
  });
  afterAll(async () => {
    await database.close();
    await rm(dataDir, { recursive: true });
  });
  const modelVersions = async (stemId: StemId) =>
    (await database.prisma.stemWindow.findMany({ where: { stemId } })).map((window) => window.modelVersion);

  const stemOf = ({ stemId }: { stemId: StemId }) => ({ stemId });

  const bass = wavOf([sine(TWO_BARS, 55)]);

  it('UP3 keeps the original byte for byte and everything a jam asks for', async () => {
    const steps: string[] = [];
    const { stem, isNew } = await ingestStem(bass, details(), ports, (step) => steps.push(step));
    expect(isNew).toBe(true);
    expect(steps).toEqual(['reading', 'listening', 'storing']);
    expect(await store.find(stem.stemId)).toEqual(stem);
    const { sha256 } = (await store.conformable(stem.stemId))!;
    expect((await ports.originals.read(sha256)).equals(bass)).toBe(true);
    const { peaks, peaksPerBar } = (await store.peaks(stem.stemId))!;
    expect(peaks).toHaveLength(2 * peaksPerBar);
    expect(Math.min(...peaks)).toBeGreaterThan(250);
    expect(await modelVersions(stem.stemId)).toEqual([embedder.info.model!.version]);
    const { spectra } = await database.prisma.stemWindow.findFirstOrThrow({ where: { stemId: stem.stemId } });
    expect(spectra).toHaveLength(12_800);
  });

  it('UP4 recognises the same bytes', async () => {
    const again = await ingestStem(bass, details({ name: 'Another name' }), ports);
    expect(again).toMatchObject({ isNew: false, stem: { name: 'Deep Sine' } });
    expect(await database.prisma.stem.count()).toBe(1);
  });

  it('UP3 writes a known original that is gone from the disk', async () => {
    const { stem } = await ingestStem(bass, details(), ports);
    const { sha256 } = (await store.conformable(stem.stemId))!;
    await rm(ports.originals.pathOf(sha256));
    expect(await ingestStem(bass, details(), ports)).toMatchObject({ isNew: false });
    expect((await ports.originals.read(sha256)).equals(bass)).toBe(true);
  });

  it('UP4 counts what another server took in meanwhile as known', async () => {
    const bytes = wavOf([sine(TWO_BARS, 98)]);
    const both = await Promise.all(
      ['One', 'Other'].map((name) => ingestStem(bytes, details({ name }), ports)),
    );
    expect(both.map(({ isNew }) => isNew).sort()).toEqual([false, true]);
    expect(both[0]!.stem).toEqual(both[1]!.stem);
    await database.prisma.stem.delete({ where: { id: both[0]!.stem.stemId } });
  });

  it('UP2 says what is wrong with a file and stores nothing', async () => {
    const refusal = (bytes: Uint8Array) => ingestStem(bytes, details(), ports).catch((error) => error);
    const silent = await refusal(wavOf([new Float32Array(TWO_BARS)]));
    expect(silent).toBeInstanceOf(UnusableAudio);
    expect(silent.message).toMatch(/silent/);
    expect((await refusal(wavOf([sine(150_000, 100)]))).message).toMatch(
      /2 bars at 120 bpm last 4\.00 s.*3\.13 s/,
    );
    expect((await refusal(Buffer.from('ID3 hello'))).message).toMatch(/MP3/);
    expect(await database.prisma.stem.count()).toBe(1);
  });

  it('makes one window for each four bars', async () => {
    const eight = wavOf([hits(768_000, 32)]);
    const { stem } = await ingestStem(
      eight,
      details({ name: 'Long Hats', instrument: 'drums', key: null, bars: 8 }),
      ports,
    );
    expect(await modelVersions(stem.stemId)).toHaveLength(2);
  });

  it('SG8 takes a stem in without the model and embeds it when the model is there', async () => {
    const none = await Embedder.start({ modelsDir: dataDir, provider: 'cpu', logger });
    const bytes = wavOf([sine(TWO_BARS, 82.5)]);
    const { stem } = await ingestStem(bytes, details({ name: 'Early Bird' }), { ...ports, embedder: none });
    expect(await modelVersions(stem.stemId)).toEqual([]);
    await refreshEmbeddings({ ...ports, logger });
    expect(await modelVersions(stem.stemId)).toEqual([embedder.info.model!.version]);
  });

  it('MD3 embeds again, from the stored spectra, what another model has embedded', async () => {
    await database.prisma.stemWindow.updateMany({ data: { modelVersion: 'older' } });
    const progress: number[][] = [];
    const noAudio = { prepare: () => Promise.reject(new Error('the audio was read')) };
    await refreshEmbeddings({ ...ports, logger, workshop: noAudio }, (...now) => progress.push(now));
    expect(progress).toEqual([[4, 4]]);
    expect(
      await database.prisma.stemWindow.count({ where: { modelVersion: embedder.info.model!.version } }),
    ).toBe(4);
  });

  it('embeds the others when one stem cannot be read and another one’s spectra break the fake model', async () => {
    const lost = await ingestStem(wavOf([sine(TWO_BARS, 73.5)]), details({ name: 'Lost' }), ports);
    const odd = await ingestStem(wavOf([sine(TWO_BARS, 92.5)]), details({ name: 'Odd' }), ports);
    const early = await ingestStem(wavOf([sine(TWO_BARS, 123.5)]), details({ name: 'Unheard' }), ports);
    const { prisma } = database;
    for (const { stem } of [lost, early]) await prisma.stemWindow.deleteMany({ where: stemOf(stem) });
    await rm(ports.originals.pathOf((await store.conformable(lost.stem.stemId))!.sha256));
    await prisma.stemWindow.updateMany({ data: { modelVersion: 'older' } });
    await prisma.stemWindow.updateMany({
      where: stemOf(odd.stem),
      data: { spectra: Buffer.alloc(12_800, 7) },
    });
    const steps: string[] = [];
    const fragile = {
      info: embedder.info,
      analyse: (...given: Parameters<Embedder['analyse']>) => {
        steps.push('analyse');
        return embedder.analyse(...given);
      },
      embedStems: async (windows: Parameters<Embedder['embedStems']>[0]) => {
        steps.push('embed');
        const sevenths = new Set(inCanonicalKey(Buffer.alloc(12_800, 7), details()).bands);
        if (windows.some(({ bands }) => bands.every((value) => sevenths.has(value))))
          throw new EmbedderUnavailable('The model gave no answer.', {
            cause: new WorkerRefused('RangeError', 'NaN'),
          });
        return embedder.embedStems(windows);
      },
    };
    await refreshEmbeddings({ ...ports, logger, embedder: fragile });
    const current = embedder.info.model!.version;
    expect(await modelVersions(odd.stem.stemId)).toEqual(['older']);
    expect(await modelVersions(lost.stem.stemId)).toEqual([]);
    expect(await modelVersions(early.stem.stemId)).toEqual([current]);
    expect(await prisma.stemWindow.count({ where: { modelVersion: { not: current } } })).toBe(1);
    expect(steps[0]).toBe('embed');
    for (const { stem } of [lost, odd, early]) await prisma.stem.delete({ where: { id: stem.stemId } });
  });

  it('finds stems by words, instrument, tempo and key', async () => {
    const found = async (query: object) =>
      (await store.search(LibraryQuery.parse(query))).stems.map(({ name }) => name);
    expect(await found({})).toEqual(['Deep Sine', 'Early Bird', 'Long Hats']);
    expect(await found({ text: 'deep ada' })).toEqual(['Deep Sine']);
    expect(await found({ text: 'warm', instrument: 'drums' })).toEqual(['Long Hats']);
    expect(await found({ bpmMin: 121 })).toEqual([]);
    expect(await found({ key: '0-major' })).toEqual(['Deep Sine', 'Early Bird', 'Long Hats']);
    expect(await found({ key: '1-major' })).toEqual(['Long Hats']);
    expect(await store.search(LibraryQuery.parse({ limit: 1, offset: 1 }))).toMatchObject({
      total: 3,
      stems: [{ name: 'Early Bird' }],
    });
  });

  it('UP7 does not offer what was taken down, but still knows it', async () => {
    const [first] = (await store.search(LibraryQuery.parse({}))).stems;
    await database.prisma.stem.update({ where: { id: first!.stemId }, data: { blockedAt: new Date() } });
    expect((await store.search(LibraryQuery.parse({}))).total).toBe(2);
    expect(await store.findUsable(first!.stemId)).toBeNull();
    expect(await store.find(first!.stemId)).toEqual(first);
  });

  it('imports a library once, counts what fails, and tells how far it is', async () => {
    const folder = path.join(dataDir, 'seed');
    await mkdir(folder);
    await writeFile(path.join(folder, 'a.wav'), wavOf([sine(TWO_BARS, 110)]));
    await writeFile(path.join(folder, 'b.wav'), 'not audio');
    const { maker, licence, ...entry } = details();
    const stems = ['a.wav', 'b.wav'].map((file) => ({ ...entry, file, lengthSamples: TWO_BARS }));
    await writeFile(
      path.join(folder, 'library.json'),
      JSON.stringify({ licence, maker, families: [], stems }),
    );
    for (let run = 0; run < 2; run++) {
      const progress: ImportProgress[] = [];
      await importStarterLibrary(path.join(folder, 'library.json'), { ...ports, logger }, (now) =>
        progress.push(now),
      );
      expect(progress[0]).toEqual({ done: 0, total: 2, failed: 0 });
      expect(progress.at(-1)).toEqual({ done: 2, total: 2, failed: 1 });
    }
    expect(await database.prisma.stem.count({ where: { tags: { has: 'starter' } } })).toBe(1);
  });
});
