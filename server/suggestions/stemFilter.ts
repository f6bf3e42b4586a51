import type { StemId } from '#server/contract/ids';
import { relativeMajorTonic, type Key } from '#server/contract/key';
import type { Licence } from '#server/contract/stem';
import { Prisma } from '#server/platform/prismaClient/client';

/** Which stems may be offered at all. */
export interface StemFilter {
  /** Vectors of another model cannot be compared. */
  modelVersion: string;
  /** The jam's tempo, bar and key. */
  bpm: number;
  beatsPerBar: number;
  key: Key | null;
  /** Stretch factors, jam's tempo over stem's. */
  stretch: { min: number; max: number };
  /** Semitones a pitched stem may be moved; 6 allows every key. */
  maxTransposition: number;
  /** SPDX ids; null: every licence. */
  licences: readonly Licence[] | null;
  /** They sound already. */
  excluded: readonly StemId[];
  /** Uploads from then on are looked at even if others are nearer (SG7). */
  newSince: Date;
}

/** A condition on "Stem". */
export function mayBeOffered(filter: StemFilter): Prisma.Sql {
  const { bpm, stretch, beatsPerBar, key, maxTransposition, licences, excluded } = filter;
  const conditions = [
    Prisma.sql`"Stem"."blockedAt" IS NULL`,
    Prisma.sql`"Stem"."bpm" BETWEEN ${bpm / stretch.max} AND ${bpm / stretch.min}`,
    Prisma.sql`"Stem"."beatsPerBar" = ${beatsPerBar}`,
  ];
  if (excluded.length > 0) conditions.push(Prisma.sql`"Stem"."id" <> ALL(${[...excluded]}::text[])`);
  if (licences) conditions.push(Prisma.sql`"Stem"."licence" = ANY(${[...licences]}::text[])`);
  if (key && maxTransposition < 6) {
    // CONTRACT: transpositionInto in server/contract/key.ts.
    const scale = Prisma.sql`("Stem"."keyTonic" + CASE "Stem"."keyMode" WHEN 'minor' THEN 3 ELSE 0 END)`;
    const move = Prisma.sql`((${relativeMajorTonic(key)} - ${scale}) % 12 + 18) % 12 - 6`;
    conditions.push(Prisma.sql`("Stem"."keyTonic" IS NULL OR abs(${move}) <= ${maxTransposition})`);
  }
  return Prisma.join(conditions, ' AND ');
}
