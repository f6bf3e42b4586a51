import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyJam, type JamState } from '#server/contract/jam';
import type { ClipId, JamId, StemId, TrackId } from '#server/contract/ids';
import { INSTRUMENTS, type Instrument } from '#server/contract/instruments';
import { isSameScale, transposeKey } from '#server/contract/key';
import { SuggestionSet } from '#server/contract/suggestion';
import { bar, serverMs } from '#server/contract/units';
import { POWER_OF_BYTE } from '#server/embedding/spectra';
import type { Database } from '#server/platform/openDatabase';
import { TEST_DATABASES } from '#server/platform/testDatabases';
import { CachedSpectra } from './CachedSpectra';
import { MixRanker, type Offer } from './MixRanker';
import { insertStems, randomVector, seededRandom, TEST_MODEL, testStem } from './testLibrary';

const key = { tonic: 9, mode: 'minor' } as const;

describe.each(TEST_DATABASES)('what a mix is offered on $name, by a fake model', ({ open, missing }) => {
  describe.skipIf(missing)(missing ?? '', () => {
    const random = seededRandom(3);
    const stems = Array.from({ length: 120 }, (_, i) => testStem(i, random));
    const answers = Array.from({ length: 11 }, () => randomVector(random));
    let database: Database;
    let asked: { levels: number[]; classIds: readonly number[] }[];
    let ranker: MixRanker;

    beforeAll(async () => {
      database = await open();
      await insertStems(database, stems);
      // Something to hear: byte 200 is -10 dB.
      await database.prisma
        .$executeRaw`UPDATE "StemWindow" SET "spectra" = decode(repeat('c8', 12800), 'hex')`;
    });
    afterAll(() => database.close());
    beforeEach(() => {
      asked = [];
      ranker = new MixRanker({
        database,
        embedder: {
          info: { provider: 'cpu', sentence: '', model: { name: 'fake', version: TEST_MODEL } },
          onReady: () => () => undefined,
          predictMix: async (mix, classIds) => {
            asked.push({ levels: [mix.cqt[40]!, mix.bands[0]!], classIds });
            return classIds.map((id) => answers[id]!);
          },
        },
        spectra: new CachedSpectra(database),
        now: () => Date.UTC(2026, 1, 1),
      });
    });

    function jamWith(
      numbers: number[],
      changes: { mute?: boolean; gainDb?: number; bpm?: number } = {},
    ): JamState {
      const jam = emptyJam('jam' as JamId, 'A jam', serverMs(0));
      const [anchor] = jam.transport.anchors;
      return {
        ...jam,
        transport: { ...jam.transport, key, anchors: [{ ...anchor!, bpm: changes.bpm ?? 110 }] },
        tracks: numbers.map((number, index) => ({
          trackId: `t${index}` as TrackId,
          name: 'track',
          instrument: stems[number]!.instrument,
          gainDb: changes.gainDb ?? 0,
          pan: 0,
          mute: changes.mute ?? false,
          solo: false,
          endBar: null,
          clips: [
            {
              clipId: `c${index}` as ClipId,
              stem: {
                stemId: stems[number]!.id as StemId,
                name: 'stem',
                maker: 'maker',
                instrument: stems[number]!.instrument,
                bars: 4,
                beatsPerBar: 4,
                bpm: 110,
                key: null,
                licence: 'CC0-1.0',
              },
              transposition: 0,
              barOffset: 0,
              launchBar: bar(0),
              endBar: null,
            },
          ],
        })),
      };
    }
    const rank = async (jam: JamState) => (await ranker.rank(jam, () => false))!;
    const lists = (offer: Offer) => [offer.any, ...Object.values(offer.byInstrument)];
    const parse = (offer: Offer) =>
      SuggestionSet.parse({ forRevision: 1, committedAt: 0, rankedAt: 1, ...offer });

    it('is a list per instrument and one of all, in the jam’s key and tempo, each with reasons', async () => {
      const offer = await rank(jamWith([0, 2]));
      parse(offer);
      expect(offer.source).toBe('model');
      expect(offer.any.length).toBeGreaterThan(8);
      for (const [instrument, list] of Object.entries(offer.byInstrument)) {
        for (const { stem, transposition, stretch, reasons, suggestionId, barOffset } of list) {
          expect(stem.instrument).toBe(instrument);
          if (stem.key) expect(isSameScale(transposeKey(stem.key, transposition), key)).toBe(true);
          expect(stretch).toBeCloseTo(110 / stem.bpm);
          expect(stretch).toBeGreaterThanOrEqual(0.8);
          expect(stretch).toBeLessThanOrEqual(1.25);
          expect(reasons.map(({ kind }) => kind)).toContain('tempo');
          expect(suggestionId).toBe(`${stem.stemId}.${transposition}.${barOffset}`);
        }
      }
      expect(asked).toEqual([
        { levels: [expect.any(Number), expect.any(Number)], classIds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
      ]);
    });

    it('one suggestion per stem and list', async () => {
      for (const list of lists(await rank(jamWith([0])))) {
        expect(new Set(list.map(({ stem }) => stem.stemId)).size).toBe(list.length);
      }
    });

    it('SG4 a stem of the jam is never offered, not even a muted one', async () => {
      const muted = jamWith([0, 2]);
      muted.tracks[1]!.mute = true;
      for (const list of lists(await rank(muted))) {
        expect(list.map(({ stem }) => stem.stemId)).not.toEqual(expect.arrayContaining(['stem0']));
        expect(list.map(({ stem }) => stem.stemId)).not.toEqual(expect.arrayContaining(['stem2']));
      }
    });

    it('SG2 the same audible mix is not embedded twice, another level is', async () => {
      const first = await rank(jamWith([0, 2]));
      expect(await rank({ ...jamWith([0, 2]), name: 'Another name' })).toEqual(first);
      await rank(jamWith([0, 2], { bpm: 115 }));
      expect(asked).toHaveLength(1);
      const quieter = jamWith([0, 2]);
      quieter.tracks[1]!.gainDb = -12;
      await rank(quieter);
      expect(asked).toHaveLength(2);
    });

    it('MD4 hears the stored window of a long stem that sounds, with no audio anywhere', async () => {
      await database.prisma
        .$executeRaw`UPDATE "StemWindow" SET "spectra" = decode(repeat('b4', 12800), 'hex') WHERE "stemId" = 'stem7' AND "window" = 1`;
      const jam = jamWith([7]);
      const [clip] = jam.tracks[0]!.clips;
      clip!.stem.bars = 8;
      await rank(jam);
      jam.tracks[0]!.clips = [{ ...clip!, barOffset: 4 }];
      await rank(jam);
      expect(asked.map(({ levels }) => levels)).toEqual([
        [POWER_OF_BYTE[200], POWER_OF_BYTE[200]],
        [POWER_OF_BYTE[180], POWER_OF_BYTE[180]],
      ]);
    });

    it('SG6 hears the mix again without each track to find the one that is answered', async () => {
      const jam = jamWith([0, 2]);
      const offer = await rank(jam);
      const answered = (await ranker.withAnswers(jam, offer, () => false))!;
      parse(answered);
      // The whole mix is known already; this fake model wants the same whatever it hears, so no track stands out.
      expect(asked).toHaveLength(3);
      expect(answered).toEqual(offer);
      expect(await ranker.withAnswers(jamWith([0]), offer, () => false)).toBeNull();
      expect(await ranker.withAnswers(jam, offer, () => true)).toBeNull();
    });

    it('SG1 stops when it became stale', async () => {
      let slowSteps = 0;
      expect(await ranker.rank(jamWith([0]), () => ++slowSteps === 2)).toBeNull();
      expect(slowSteps).toBe(2);
    });

    it('SG9 an empty jam and a silent one are offered starters, without the model', async () => {
      const { transport, ...empty } = jamWith([]);
      const open = await rank({ ...empty, transport: { ...transport, key: null } });
      parse(open);
      expect(open.source).toBe('starters');
      expect(new Set(open.any.map(({ stem }) => stem.instrument)).size).toBe(INSTRUMENTS.length);
      expect(open.any.every(({ stretch, transposition }) => stretch === 1 && transposition === 0)).toBe(true);
      expect(Object.keys(open.byInstrument).sort()).toEqual([...INSTRUMENTS].sort() as Instrument[]);

      const silent = await rank(jamWith([0], { mute: true }));
      expect(silent.source).toBe('starters');
      expect(silent.any.some(({ stretch }) => stretch !== 1)).toBe(true);
      expect(silent.any.map(({ stem }) => stem.stemId)).not.toContain('stem0');
      expect(asked).toHaveLength(0);
    });
  });
});
