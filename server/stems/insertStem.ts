import pgvector from 'pgvector';
import type { StemId } from '#server/contract/ids';
import { Prisma, type PrismaClient } from '#server/platform/prismaClient/client';
import type { StemDetails } from './stemDetails';

/** 16 beats of a stem. Both last fields null: analysed, waiting for the model. */
export interface NewWindow {
  spectra: Uint8Array<ArrayBuffer>;
  modelVersion: string | null;
  vector: Float32Array | null;
}

export interface NewStem {
  stemId: StemId;
  sha256: string;
  details: StemDetails;
  samples: number;
  loudnessLufs: number;
  peaks: Uint8Array<ArrayBuffer>;
  windows: readonly NewWindow[];
}

/**
 * Writes a stem and its windows, all or nothing.
 *
 * @returns false when somebody wrote the same stem meanwhile, on this server or another; nothing is written then (UP4)
 */
export async function insertStem(prisma: PrismaClient, stem: NewStem): Promise<boolean> {
  const { stemId, sha256, details, samples, loudnessLufs, peaks, windows } = stem;
  const { key, ...described } = details;
  const row = {
    id: stemId,
    sha256,
    ...described,
    keyTonic: key?.tonic ?? null,
    keyMode: key?.mode ?? null,
    samples,
    loudnessLufs,
    peaks,
  };
  return prisma.$transaction(async (transaction) => {
    const { count } = await transaction.stem.createMany({ data: [row], skipDuplicates: true });
    if (count > 0) await insertWindows(transaction, stemId, windows);
    return count > 0;
  });
}

export async function insertWindows(
  transaction: Prisma.TransactionClient,
  stemId: StemId,
  windows: readonly NewWindow[],
): Promise<void> {
  for (const [window, { spectra, modelVersion, vector }] of windows.entries()) {
    await transaction.$executeRaw`
      INSERT INTO "StemWindow" ("stemId", "window", "spectra", "modelVersion", "vector")
      VALUES (${stemId}, ${window}, ${spectra}, ${modelVersion}, ${vector && vectorText(vector)}::halfvec(640))
      ON CONFLICT DO NOTHING`;
  }
}

/** A vector as the database reads it. */
export const vectorText = (vector: Float32Array): string => pgvector.toSql(Array.from(vector));
