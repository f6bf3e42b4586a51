import type { LibraryPage, LibraryQuery } from '#server/contract/http';
import type { StemId } from '#server/contract/ids';
import { relativeMajorTonic, type Key } from '#server/contract/key';
import type { StemPeaks, StemSummary } from '#server/contract/stem';
import type { PrismaClient } from '#server/platform/prismaClient/client';
import { Prisma } from '#server/platform/prismaClient/client';
import type { ConformableStem } from './Conformer';
import { PEAKS_PER_BAR } from './peaks';
import { summaryOf, summaryColumns } from './stemRow';
import { STARTER_TAG } from './starterTag';

/** Reading the library. What is taken down stays readable by id: jams that use it go on (UP7). */
export class StemStore {
  constructor(private readonly prisma: PrismaClient) {}

  async find(stemId: StemId): Promise<StemSummary | null> {
    const row = await this.prisma.stem.findUnique({ where: { id: stemId }, select: summaryColumns });
    return row && summaryOf(row);
  }

  /** A stem that may be put into a jam now: not one that was taken down. */
  async findUsable(stemId: StemId): Promise<StemSummary | null> {
    const row = await this.prisma.stem.findFirst({
      where: { id: stemId, blockedAt: null },
      select: summaryColumns,
    });
    return row && summaryOf(row);
  }

  /** Those of the server's own stems that are there, in the order of the names. */
  async findStarters(names: readonly string[]): Promise<StemSummary[]> {
    const rows = await this.prisma.stem.findMany({
      where: { name: { in: [...names] }, tags: { has: STARTER_TAG } },
      select: summaryColumns,
    });
    return names.flatMap((name) => rows.filter((row) => row.name === name).map(summaryOf));
  }

  /** By name, maker, family or tag (every word must be found somewhere), instrument, tempo and key; by name. */
  async search(query: LibraryQuery): Promise<LibraryPage> {
    const where = conditionsOf(query);
    const [rows, total] = await Promise.all([
      this.prisma.stem.findMany({
        where,
        select: summaryColumns,
        orderBy: [{ name: 'asc' }, { id: 'asc' }],
        skip: query.offset,
        take: query.limit,
      }),
      this.prisma.stem.count({ where }),
    ]);
    return { stems: rows.map(summaryOf), total };
  }

  async peaks(stemId: StemId): Promise<StemPeaks | null> {
    const row = await this.prisma.stem.findUnique({ where: { id: stemId }, select: { peaks: true } });
    return row && { peaksPerBar: PEAKS_PER_BAR, peaks: [...row.peaks] };
  }

  /** What the Conformer needs. */
  async conformable(stemId: StemId): Promise<ConformableStem | null> {
    const row = await this.prisma.stem.findUnique({
      where: { id: stemId },
      select: { sha256: true, instrument: true, bars: true, beatsPerBar: true, bpm: true },
    });
    return row as ConformableStem | null;
  }
}

function conditionsOf({ text, instrument, bpmMin, bpmMax, key }: LibraryQuery): Prisma.StemWhereInput {
  const words = text?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
  return {
    blockedAt: null,
    instrument,
    bpm: { gte: bpmMin, lte: bpmMax },
    AND: [...words.map(containing), ...(key ? [inScaleOf(key)] : [])],
  };
}

function containing(word: string): Prisma.StemWhereInput {
  const somewhere = { contains: word, mode: 'insensitive' } as const;
  return {
    OR: [
      { name: somewhere },
      { maker: somewhere },
      { familyId: somewhere },
      { instrument: somewhere },
      { tags: { has: word } },
    ],
  };
}

/** Stems with the same notes, major or minor, and those without a key. */
function inScaleOf(key: Key): Prisma.StemWhereInput {
  const major = relativeMajorTonic(key);
  return {
    OR: [
      { keyTonic: null },
      { keyMode: 'major', keyTonic: major },
      { keyMode: 'minor', keyTonic: (major + 9) % 12 },
    ],
  };
}
