import { createHash } from 'node:crypto';
import { INSTRUMENTS, isPitchedInstrument, type Instrument } from '#server/contract/instruments';
import type { Database } from '#server/platform/openDatabase';
import { Prisma } from '#server/platform/prismaClient/client';
import { vectorText } from '#server/stems/insertStem';

/** A fake library for tests: random unit vectors, everything else varied by the stem's number. */

export const TEST_MODEL = 'test.1';

/** A stream of numbers from 0 to 1 that a seed decides (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Directions the fake model's vectors lie in: like real ones, they use far fewer than their 640 dimensions. */
const AXES = 32;
const mapRandom = seededRandom(640);
const axes = Array.from({ length: AXES }, () => Float32Array.from({ length: 640 }, () => mapRandom() - 0.5));

export function randomVector(random: () => number): Float32Array {
  const vector = new Float32Array(640);
  for (const axis of axes) {
    const along = random() + random() + random() - 1.5;
    for (let i = 0; i < 640; i++) vector[i]! += along * axis[i]!;
  }
  return ofUnitLength(vector);
}

export function ofUnitLength(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

export interface TestStem {
  id: string;
  instrument: Instrument;
  bpm: number;
  bars: number;
  beatsPerBar: number;
  keyTonic: number | null;
  keyMode: 'major' | 'minor' | null;
  licence: string;
  familyId: string | null;
  maker: string;
  tags: string[];
  createdAt: Date;
  blockedAt: Date | null;
  vectors: Float32Array[];
}

/** The n-th stem: instruments take turns, 70 to 169 BPM, every key, each seventh has eight bars and two windows. */
export function testStem(number: number, random: () => number, changes: Partial<TestStem> = {}): TestStem {
  const instrument = changes.instrument ?? INSTRUMENTS[number % 10]!;
  const isPitched = isPitchedInstrument(instrument);
  const bars = changes.bars ?? (number % 7 === 0 ? 8 : 4);
  return {
    id: `stem${number}`,
    instrument,
    bpm: 70 + ((number * 37) % 100),
    bars,
    beatsPerBar: 4,
    keyTonic: isPitched ? (number * 5) % 12 : null,
    keyMode: isPitched ? (number % 3 === 0 ? 'major' : 'minor') : null,
    licence: number % 5 === 0 ? 'CC-BY-NC-4.0' : 'CC0-1.0',
    familyId: `family${number % 40}`,
    maker: `maker${number % 15}`,
    tags: ['starter'],
    createdAt: new Date(2026, 0, 1),
    blockedAt: null,
    vectors: Array.from({ length: Math.ceil(bars / 4) }, () => randomVector(random)),
    ...changes,
  };
}

const rowsAtOnce = 200;

export async function insertStems(
  { prisma }: Pick<Database, 'prisma'>,
  stems: readonly TestStem[],
): Promise<void> {
  for (let start = 0; start < stems.length; start += rowsAtOnce) {
    const some = stems.slice(start, start + rowsAtOnce);
    await prisma.stem.createMany({
      data: some.map(({ vectors: _, ...stem }) => ({
        ...stem,
        sha256: createHash('sha256').update(stem.id).digest('hex'),
        name: `Name of ${stem.id}`,
        samples: 384_000,
        peaks: new Uint8Array(4),
        loudnessLufs: -18,
      })),
    });
    const rows = some.flatMap(({ id, vectors }) =>
      vectors.map(
        (vector, window) =>
          Prisma.sql`(${id}, ${window}, decode(repeat('00', 12800), 'hex'), ${TEST_MODEL}, ${vectorText(vector)}::halfvec)`,
      ),
    );
    await prisma.$executeRaw`INSERT INTO "StemWindow" ("stemId", "window", "spectra", "modelVersion", "vector") VALUES ${Prisma.join(rows)}`;
  }
  await prisma.$executeRaw`ANALYZE`;
}
