import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ImportProgress } from '#server/contract/http';
import { Licence } from '#server/contract/stem';
import type { Logger } from '#server/platform/createLogger';
import { ingestStem, type IngestPorts } from './ingestStem';
import { STARTER_TAG } from './starterTag';
import { StemDetails } from './stemDetails';

const StarterLibrary = z.object({
  licence: Licence,
  maker: z.string().min(1),
  stems: z.array(
    StemDetails.omit({ licence: true, maker: true }).extend({
      /** Relative to library.json. */
      file: z.string().regex(/^[\w./-]+$/),
      tags: z.array(z.string()).default([]),
      familyId: z.string().nullable().default(null),
    }),
  ),
});

/** Stems taken in at the same time: one is decoded while another is embedded. */
const AT_ONCE = 2;

/**
 * Takes in the stems that come with the server, through the same door as uploads. What is there already is skipped, so
 * it runs at every start. A stem that fails is logged and counted, the others come in.
 *
 * @param libraryFile `prisma/seed/library.json`
 * @param onProgress called at the beginning and after every stem
 * @param signal stops after the stems that are under way
 */
export async function importStarterLibrary(
  libraryFile: string,
  ports: IngestPorts & { logger: Logger },
  onProgress: (progress: ImportProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { licence, maker, stems } = StarterLibrary.parse(JSON.parse(await readFile(libraryFile, 'utf8')));
  const progress = { done: 0, total: stems.length, failed: 0 };
  onProgress({ ...progress });

  const waiting = stems.values();
  const takeIn = async () => {
    for (const { file, ...stem } of waiting) {
      if (signal?.aborted) return;
      try {
        const bytes = await readFile(path.join(path.dirname(libraryFile), file));
        await ingestStem(bytes, { ...stem, licence, maker, tags: [STARTER_TAG, ...stem.tags] }, ports);
      } catch (error) {
        if (signal?.aborted) return;
        progress.failed++;
        ports.logger.error({ err: error, file }, 'A stem of the starter library could not be taken in.');
      }
      progress.done++;
      onProgress({ ...progress });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeIn));
}
