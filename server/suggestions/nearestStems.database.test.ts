import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { INSTRUMENTS } from '#server/contract/instruments';
import type { StemId } from '#server/contract/ids';
import { ALL_KEYS, transpositionInto, type Key } from '#server/contract/key';
import type { Database } from '#server/platform/openDatabase';
import { TEST_DATABASES } from '#server/platform/testDatabases';
import { nearestStems, scoreStems, type NearestStem, type WantedVector } from './nearestStems';
import type { StemFilter } from './stemFilter';
import { insertStems, randomVector, seededRandom, TEST_MODEL, testStem, type TestStem } from './testLibrary';

const everything: StemFilter = {
  modelVersion: TEST_MODEL,
  bpm: 100,
  beatsPerBar: 4,
  key: { tonic: 9, mode: 'minor' },
  stretch: { min: 0.1, max: 10 },
  maxTransposition: 6,
  licences: null,
  excluded: [],
  newSince: new Date(2030, 0, 1),
};
const scoreOf = (query: Float32Array, vectors: Float32Array[]) =>
  vectors.reduce((sum, vector) => sum + vector.reduce((dot, value, i) => dot + value * query[i]!, 0), 0) /
  vectors.length;
const rolled = (vector: Float32Array, bars: number) =>
  Float32Array.from(vector, (value, i) => (i < 512 ? vector[(i + bars * 128) % 512]! : value));
const ids = (rows: NearestStem[]) => rows.map(({ stem }) => stem.stemId as string);

/** The stems a search must find, computed without SQL. */
function nearest(
  stems: TestStem[],
  { wanted, vector }: WantedVector,
  isAllowed: (stem: TestStem) => boolean,
  limit: number,
) {
  return stems
    .filter((stem) => (wanted === 'any' || stem.instrument === wanted) && isAllowed(stem))
    .map(({ id, vectors }) => ({
      id,
      score: scoreOf(vector, vectors),
      best: Math.max(...vectors.map((one) => scoreOf(vector, [one]))),
    }))
    .sort((a, b) => b.best - a.best)
    .slice(0, limit);
}

describe.each(TEST_DATABASES)('nearest stems on $name', ({ open, missing }) => {
  describe.skipIf(missing)(missing ?? 'a library small enough to look at every stem', () => {
    const random = seededRandom(7);
    const stems = Array.from({ length: 300 }, (_, i) => testStem(i, random));
    const blocked = testStem(1000, random, { blockedAt: new Date() });
    const waltz = testStem(1001, random, { beatsPerBar: 3 });
    const upload = testStem(1002, random, { tags: [], createdAt: new Date(2030, 0, 2), instrument: 'bass' });
    const all = [...stems, upload];
    let database: Database;

    beforeAll(async () => {
      database = await open();
      await insertStems(database, [...all, blocked, waltz]);
    });
    afterAll(() => database.close());

    const wanted = (...names: WantedVector['wanted'][]): WantedVector[] =>
      names.map((name) => ({ wanted: name, vector: randomVector(random) }));

    it('answers every wanted vector with its own nearest stems, best first', async () => {
      const questions = wanted('any', ...INSTRUMENTS);
      const rows = await nearestStems(database, questions, everything, 10);
      for (const question of questions) {
        const found = rows.filter((row) => row.wanted === question.wanted);
        const truth = new Map(nearest(all, question, () => true, 1000).map(({ id, score }) => [id, score]));
        const best = nearest(all, question, () => true, 10).map(({ id }) => id);
        expect(ids(found)).toEqual(expect.arrayContaining(best));
        for (const { stem, scores } of found) expect(scores[0]).toBeCloseTo(truth.get(stem.stemId)!, 3);
        expect(found.map(({ scores }) => scores[0])).toEqual(
          found.map(({ scores }) => scores[0]).sort((a, b) => b - a),
        );
      }
    });

    it('scores a stem also for entering 1, 2 and 3 bars late, over all of its windows', async () => {
      const [question] = wanted('keys');
      for (const { stem, scores } of await nearestStems(database, [question!], everything, 10)) {
        const { vectors } = stems.find(({ id }) => id === stem.stemId)!;
        for (const late of [0, 1, 2, 3] as const) {
          // Late in the jam: what the stem plays in its beat b is heard b + 4 * late beats into the mix.
          const moved = vectors.map((vector) => rolled(vector, 4 - late));
          expect(scores[late]).toBeCloseTo(scoreOf(question!.vector, moved), 3);
        }
      }
    });

    it('says how the scores of a class lie in the library', async () => {
      const [question] = wanted('bass');
      const [row] = await nearestStems(database, [question!], everything, 1);
      const scores = all
        .filter(({ instrument }) => instrument === 'bass')
        .map(({ vectors }) => scoreOf(question!.vector, [vectors[0]!]));
      const mean = scores.reduce((a, b) => a + b, 0) / scores.length;
      const deviation = Math.sqrt(
        scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / scores.length,
      );
      expect(row!.spread.count).toBe(scores.length);
      expect(row!.spread.mean).toBeCloseTo(mean, 3);
      expect(row!.spread.deviation).toBeCloseTo(deviation, 3);
    });

    it('scores given stems, each by the vector of its own instrument', async () => {
      const questions = wanted(...INSTRUMENTS);
      const some = all.slice(0, 25);
      const scores = await scoreStems(
        database,
        questions,
        some.map(({ id }) => id as StemId),
        TEST_MODEL,
      );
      expect(scores.size).toBe(25);
      for (const { id, instrument, vectors } of some) {
        const { vector } = questions.find(({ wanted }) => wanted === instrument)!;
        expect(scores.get(id as StemId)).toBeCloseTo(scoreOf(vector, vectors), 3);
      }
    });

    it('SG4 never offers what is excluded, blocked or under another licence', async () => {
      const [question] = wanted('any');
      const [first] = nearest(stems, question!, () => true, 1);
      const filter = { ...everything, excluded: [first!.id as StemId], licences: ['CC0-1.0' as const] };
      const found = await nearestStems(database, [question!], filter, 400);
      expect(ids(found)).not.toContain(first!.id);
      expect(ids(found)).not.toContain(blocked.id);
      expect(ids(found)).not.toContain(waltz.id);
      expect(new Set(found.map(({ stem }) => stem.licence))).toEqual(new Set(['CC0-1.0']));
      expect(found.length).toBe(
        all.filter(({ licence, id }) => licence === 'CC0-1.0' && id !== first!.id).length,
      );
    });

    it('keeps to the stretch range', async () => {
      const found = await nearestStems(
        database,
        wanted('any'),
        { ...everything, stretch: { min: 0.8, max: 1.25 } },
        400,
      );
      expect(found.map(({ stem }) => stem.stemId).sort()).toEqual(
        all
          .filter(({ bpm }) => 100 / bpm >= 0.8 && 100 / bpm <= 1.25)
          .map(({ id }) => id)
          .sort(),
      );
    });

    it('keeps to the transposition range in every key, as the contract counts it', async () => {
      for (const key of ALL_KEYS.filter((_, i) => i % 5 === 0)) {
        const found = await nearestStems(
          database,
          wanted('any'),
          { ...everything, key, maxTransposition: 2 },
          400,
        );
        const reachable = all.filter(
          ({ keyTonic, keyMode }) =>
            keyTonic === null ||
            Math.abs(transpositionInto({ tonic: keyTonic, mode: keyMode } as Key, key)) <= 2,
        );
        expect(ids(found).sort()).toEqual(reachable.map(({ id }) => id).sort());
      }
    });

    it('SG7 looks at a new upload even if others are nearer', async () => {
      const filter = { ...everything, newSince: new Date(2030, 0, 1) };
      const against = [{ wanted: 'bass' as const, vector: upload.vectors[0]!.map((value) => -value) }];
      const found = await nearestStems(database, against, filter, 3);
      expect(found.at(-1)!.stem.stemId).toBe(upload.id);
      expect(found.at(-1)!.isStarter).toBe(false);
    });

    it('MD3 vectors of another model are not compared', async () => {
      expect(
        await nearestStems(database, wanted('any'), { ...everything, modelVersion: 'other' }, 10),
      ).toEqual([]);
    });
  });

  describe.skipIf(missing)('a library that needs the index', () => {
    const random = seededRandom(11);
    const stems = Array.from({ length: 1_500 }, (_, i) =>
      testStem(i, random, { bars: 4, ...(i % 100 === 3 && { licence: 'CC-BY-4.0' }) }),
    );
    const exactUpTo = 400;
    let database: Database;

    beforeAll(async () => {
      database = await open();
      // The index is made after the rows, which takes a tenth of the time.
      await database.prisma.$executeRaw`DROP INDEX "StemWindow_vector_idx"`;
      await insertStems(database, stems);
      await database.prisma
        .$executeRaw`CREATE INDEX "StemWindow_vector_idx" ON "StemWindow" USING hnsw ("vector" halfvec_ip_ops)`;
    }, 200_000);
    afterAll(() => database.close());

    /** Share of the truly nearest that were found. */
    async function recall(filter: StemFilter, isAllowed: (stem: TestStem) => boolean, limit: number) {
      let found = 0;
      let expected = 0;
      for (let i = 0; i < 10; i++) {
        const question: WantedVector = { wanted: 'any', vector: randomVector(random) };
        const rows = new Set(ids(await nearestStems(database, [question], filter, limit, exactUpTo)));
        const truth = nearest(stems, question, isAllowed, limit);
        expected += truth.length;
        found += truth.filter(({ id }) => rows.has(id)).length;
      }
      return found / expected;
    }

    it('finds nearly all of the nearest through the index', async () => {
      expect(await recall(everything, () => true, 50)).toBeGreaterThanOrEqual(0.95);
    });

    it('finds all of the nearest under a filter that leaves few', async () => {
      const filter = { ...everything, licences: ['CC-BY-4.0' as const] };
      const isAllowed = ({ licence }: TestStem) => licence === 'CC-BY-4.0';
      expect(stems.filter(isAllowed).length).toBeLessThan(20);
      expect(await recall(filter, isAllowed, 50)).toBe(1);
    });

    it('does not come back with too few when the filter is wide and the index is used', async () => {
      const blockedIds = stems.filter((_, i) => i % 10 === 1).map(({ id }) => id as StemId);
      const rows = await nearestStems(
        database,
        [{ wanted: 'any', vector: randomVector(random) }],
        { ...everything, excluded: blockedIds },
        200,
        exactUpTo,
      );
      expect(rows.length).toBeGreaterThanOrEqual(200);
    });
  });
});
