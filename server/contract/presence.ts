import { z } from 'zod';
import { MemberId, StemId } from './ids';

/** Eight colours by name; the stylesheet says how each looks. */
export const MEMBER_COLOURS = ['coral', 'amber', 'lime', 'mint', 'sky', 'indigo', 'violet', 'rose'] as const;
export const MemberColour = z.enum(MEMBER_COLOURS);
export type MemberColour = z.infer<typeof MemberColour>;

export const MemberName = z
  .string()
  .trim()
  .min(1, 'Tell the others a name.')
  .max(24, 'Keep the name to 24 characters.')
  .regex(/^[^\p{C}]*$/u, 'Use a name without control characters.');

/** One person as the others see them: one entry per member, however many tabs they have open. */
export const Person = z.object({
  memberId: MemberId,
  name: MemberName,
  colour: MemberColour,
  connected: z.boolean(),
  /** They hear the jam now; only they count for the quorum (VT2). */
  listening: z.boolean(),
  /** The stem they are trying privately. */
  auditioning: StemId.nullable(),
  /** Their own estimate of how far their clock may be off, in ms; null: not known yet. */
  clockErrorMs: z.number().min(0).max(10_000).nullable(),
});
export type Person = z.infer<typeof Person>;
