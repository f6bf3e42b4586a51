import { z } from 'zod';
import { StemSummary } from '#server/contract/stem';

/** What a musician (or a library's list) says about a stem: everything that is not measured. */
export const StemDetails = StemSummary.omit({ stemId: true }).extend({
  /** Stems that were made together. */
  familyId: z.string().min(1).max(64).nullable(),
  tags: z.array(z.string().min(1).max(40)).max(16),
});
export type StemDetails = z.infer<typeof StemDetails>;
