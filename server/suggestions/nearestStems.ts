import { INSTRUMENTS, type Instrument } from '#server/contract/instruments';
import type { Key } from '#server/contract/key';
import type { Licence, StemSummary } from '#server/contract/stem';
import type { StemId } from '#server/contract/ids';
import type { Database } from '#server/platform/openDatabase';
import { STARTER_TAG } from '#server/stems/starterTag';
import { Prisma } from '#server/platform/prismaClient/client';
import { mayBeOffered, type StemFilter } from './stemFilter';

/** What is asked for: a vector the model would like to hear next, of an instrument or of any. */
export interface WantedVector {
  wanted: Instrument | 'any';
  /** 640 numbers of unit length: 16 beat tokens of 32, then 128. */
  vector: Float32Array;
}

export interface NearestStem {
  wanted: Instrument | 'any';
  stem: StemSummary;
  familyId: string | null;
  createdAt: Date;
  /** Came with the server; everything else was uploaded by somebody. */
  isStarter: boolean;
  /** Inner product with the wanted vector when the stem enters 0, 1, 2, 3 bars late; the mean over its windows. */
  scores: [number, number, number, number];
  /** How the scores of the wanted class lie in the whole library, whether its stems are offered or not. */
  spread: ScoreSpread;
}

export interface ScoreSpread {
  mean: number;
  deviation: number;
  /** Stems it was taken from. */
  count: number;
}

/**
 * Up to this many candidates, looking at every one is exact and not slower than the index; the index is for large
 * libraries, where it would miss most of what a narrow filter leaves.
 */
const EXACT_UP_TO = 4_000;
/** Candidates the index keeps in hand while it searches; 100 gives a recall@50 of 0.99 at 100 000 vectors. */
const EF_SEARCH = 100;
/** Milliseconds: a loaded server answers late rather than not at all. */
const PATIENT = { maxWait: 10_000, timeout: 20_000 };
/** Stems of each class that stand for the class in its spread; digests of content are as good as drawn by lot. */
const SPREAD_SAMPLE = 100;
/** The latest uploads that get a hearing, for each wanted vector. */
const NEWCOMERS = 10;

/**
 * The library's nearest stems for each wanted vector, best first, at most `limit` each.
 *
 * One statement answers all wanted vectors. Its plan on both databases, for a class of a small library:
 *
 *     Nested Loop (wanted x near x window)
 *       -> CTE wanted: unnest, 11 rows
 *       -> Limit -> Sort: top-N heapsort by distance      (large: Index Scan using "StemWindow_vector_idx")
 *            -> Hash Join "StemWindow"."stemId" = "Stem"."id", filtered by instrument, bpm range, key, licence
 *       -> Index Scan using "StemWindow_pkey": every window of the stems found
 */
export async function nearestStems(
  database: Pick<Database, 'prisma'>,
  wanted: readonly WantedVector[],
  filter: StemFilter,
  limit: number,
  exactUpTo: number = EXACT_UP_TO,
): Promise<NearestStem[]> {
  if (wanted.length === 0) return [];
  const { prisma } = database;
  const narrow = await narrowOnes(database, wanted, filter, exactUpTo);
  const exact = wanted.filter((_, index) => narrow[index]);
  const wide = wanted.filter((_, index) => !narrow[index]);
  const rows =
    exact.length > 0 ? await prisma.$queryRaw<HitRow[]>(nearestSql(exact, filter, limit, 'exact')) : [];
  if (wide.length > 0) {
    const found = await prisma.$transaction(async (transaction) => {
      // Without iterative_scan a filter leaves too few rows. Without enable_sort = off the planner may sort the whole
      // table instead; it then counts the sorts it cannot avoid as so dear that it would compile the statement for
      // seconds, hence jit = off.
      await transaction.$executeRaw`SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true),
        set_config('hnsw.ef_search', ${String(EF_SEARCH)}, true),
        set_config('enable_sort', 'off', true), set_config('jit', 'off', true)`;
      return transaction.$queryRaw<HitRow[]>(nearestSql(wide, filter, limit, 'index'));
    }, PATIENT);
    rows.push(...found);
  }
  return rows.map(nearestStemOf).sort((a, b) => b.scores[0] - a.scores[0]);
}

/** Whether each wanted vector has so few candidates under the filter that all of them can be looked at. */
async function narrowOnes(
  { prisma }: Pick<Database, 'prisma'>,
  wanted: readonly WantedVector[],
  filter: StemFilter,
  exactUpTo: number,
): Promise<boolean[]> {
  const [library] = await prisma.$queryRaw<{ small: boolean }[]>`
    SELECT count(*) <= ${exactUpTo} AS small FROM (SELECT FROM "StemWindow" LIMIT ${exactUpTo + 1}) AS window_row`;
  if (library!.small) return wanted.map(() => true);
  const rows = await prisma.$queryRaw<{ index: number; narrow: boolean }[]>`
    SELECT "index", (
      SELECT count(*) <= ${exactUpTo} FROM (
        SELECT FROM "Stem" WHERE ${mayBeOffered(filter)} AND wanted.instrument IN ('any', "Stem"."instrument")
        LIMIT ${exactUpTo + 1}
      ) AS candidate
    ) AS narrow
    FROM unnest(${wanted.map(({ wanted }) => wanted)}::text[]) WITH ORDINALITY AS wanted(instrument, "index")
    ORDER BY "index"`;
  return rows.map(({ narrow }) => narrow);
}

function nearestSql(
  wanted: readonly WantedVector[],
  filter: StemFilter,
  limit: number,
  search: 'exact' | 'index',
) {
  // The planner matches the index by the bare expression only: adding 0 keeps it off the index.
  const order =
    search === 'exact'
      ? Prisma.sql`("vector" <#> wanted."vector") + 0`
      : Prisma.sql`"vector" <#> wanted."vector"`;
  // A stem of several windows may be found by each of them.
  const windows = limit * 2;
  return Prisma.sql`
    WITH given AS MATERIALIZED (${givenSql(wanted)}),
    wanted AS MATERIALIZED (SELECT *, ${enteringLate(1)}, ${enteringLate(2)}, ${enteringLate(3)} FROM given),
    near AS MATERIALIZED (
      SELECT wanted.instrument AS wanted, hit."stemId"
      FROM wanted CROSS JOIN LATERAL (
        SELECT "stemId" FROM "StemWindow" JOIN "Stem" ON "Stem"."id" = "stemId"
        WHERE "modelVersion" = ${filter.modelVersion} AND ${mayBeOffered(filter)}
          AND wanted.instrument IN ('any', "Stem"."instrument")
        ORDER BY ${order} LIMIT ${windows}
      ) AS hit
      UNION SELECT wanted.instrument, newcomer."id"
      FROM wanted CROSS JOIN LATERAL (
        SELECT "id" FROM "Stem"
        WHERE "createdAt" >= ${filter.newSince} AND NOT ${STARTER_TAG} = ANY("tags") AND ${mayBeOffered(filter)}
          AND wanted.instrument IN ('any', "Stem"."instrument")
        ORDER BY "createdAt" DESC LIMIT ${NEWCOMERS}
      ) AS newcomer
    ),
    sample AS MATERIALIZED (
      SELECT class.instrument, "vector"
      FROM unnest(${[...INSTRUMENTS]}::text[]) AS class(instrument) CROSS JOIN LATERAL (
        SELECT "id" FROM "Stem" WHERE "Stem"."instrument" = class.instrument AND "blockedAt" IS NULL
        ORDER BY "sha256" LIMIT ${SPREAD_SAMPLE}
      ) AS stem JOIN "StemWindow" ON "stemId" = stem."id" AND "window" = 0 AND "modelVersion" = ${filter.modelVersion}
    ),
    spread AS MATERIALIZED (
      SELECT wanted.instrument, -avg(distance) AS "mean", stddev_pop(distance) AS "deviation", count(*)::int AS "count"
      FROM wanted JOIN sample ON wanted.instrument IN ('any', sample.instrument)
      CROSS JOIN LATERAL (SELECT sample."vector" <#> wanted."vector" AS distance OFFSET 0) AS measured
      GROUP BY wanted.instrument
    )
    SELECT near.wanted, "id", "name", "maker", "Stem"."instrument", "bars", "beatsPerBar", "bpm", "keyTonic", "keyMode",
      "licence", "familyId", "createdAt", ${STARTER_TAG} = ANY("tags") AS "isStarter", score.*,
      spread."mean", spread."deviation", spread."count"
    FROM near JOIN "Stem" ON "Stem"."id" = near."stemId" JOIN wanted ON wanted.instrument = near.wanted
      JOIN spread ON spread.instrument = near.wanted
    CROSS JOIN LATERAL (
      SELECT -avg("vector" <#> wanted."vector") AS "late0", -avg("vector" <#> wanted."late1") AS "late1",
        -avg("vector" <#> wanted."late2") AS "late2", -avg("vector" <#> wanted."late3") AS "late3"
      FROM "StemWindow" WHERE "stemId" = near."stemId" AND "modelVersion" = ${filter.modelVersion}
      HAVING count(*) > 0
    ) AS score
    ORDER BY near.wanted, score."late0" DESC, "id"`;
}

/** Rows of instrument and vector. */
const givenSql = (wanted: readonly WantedVector[]): Prisma.Sql => Prisma.sql`
  SELECT instrument, "integers"::int[]::halfvec(640) AS "vector"
  FROM unnest(
    ${wanted.map(({ wanted }) => wanted)}::text[],
    ${wanted.map(({ vector }) => asIntegers(vector))}::text[]
  ) AS argument(instrument, "integers")`;

/**
 * The wanted vector as a stem that enters some bars late must answer it: the stem's beat tokens meet those of the mix
 * that many bars later, so the wanted tokens move to the front.
 */
const enteringLate = (bars: number): Prisma.Sql =>
  Prisma.raw(`subvector("vector", ${bars * 128 + 1}, ${512 - bars * 128})
    || subvector("vector", 1, ${bars * 128}) || subvector("vector", 513, 128) AS "late${bars}"`);

/** How these stems score when they enter at once, each by the vector of its own instrument. */
export async function scoreStems(
  { prisma }: Pick<Database, 'prisma'>,
  wanted: readonly WantedVector[],
  stemIds: readonly StemId[],
  modelVersion: string,
): Promise<Map<StemId, number>> {
  const rows = await prisma.$queryRaw<{ stemId: StemId; score: number }[]>`
    WITH wanted AS MATERIALIZED (${givenSql(wanted)})
    SELECT "stemId", -avg("StemWindow"."vector" <#> wanted."vector") AS score
    FROM "StemWindow" JOIN "Stem" ON "Stem"."id" = "stemId" JOIN wanted ON wanted.instrument = "Stem"."instrument"
    WHERE "stemId" = ANY(${[...stemIds]}::text[]) AND "modelVersion" = ${modelVersion}
    GROUP BY "stemId"`;
  return new Map(rows.map(({ stemId, score }) => [stemId, score / SCALE]));
}

interface HitRow {
  wanted: Instrument | 'any';
  id: string;
  name: string;
  maker: string;
  instrument: Instrument;
  bars: number;
  beatsPerBar: number;
  bpm: number;
  keyTonic: number | null;
  keyMode: Key['mode'] | null;
  licence: Licence;
  familyId: string | null;
  createdAt: Date;
  isStarter: boolean;
  late0: number;
  late1: number;
  late2: number;
  late3: number;
  mean: number;
  deviation: number;
  count: number;
}

const nearestStemOf = (row: HitRow): NearestStem => ({
  wanted: row.wanted,
  stem: {
    stemId: row.id as StemId,
    name: row.name,
    maker: row.maker,
    instrument: row.instrument,
    bars: row.bars,
    beatsPerBar: row.beatsPerBar,
    bpm: row.bpm,
    key: row.keyTonic === null ? null : { tonic: row.keyTonic, mode: row.keyMode! },
    licence: row.licence,
  },
  familyId: row.familyId,
  createdAt: row.createdAt,
  isStarter: row.isStarter,
  scores: [row.late0 / SCALE, row.late1 / SCALE, row.late2 / SCALE, row.late3 / SCALE],
  spread: { mean: row.mean / SCALE, deviation: row.deviation / SCALE, count: row.count },
});

/**
 * Wanted vectors travel as whole numbers, this many times too long: PGlite reads those twenty times faster than
 * decimal fractions (1 ms instead of 20 for eleven vectors), and a power of two loses nothing in half precision.
 */
const SCALE = 32_768;
const asIntegers = (vector: Float32Array): string =>
  `{${Array.from(vector, (value) => Math.round(value * SCALE)).join()}}`;
