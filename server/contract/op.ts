import { z } from 'zod';
import { Proposal, Vote } from './ballot';
import { ClipId, MemberId, OpId, SuggestionId, StemId, TrackId } from './ids';
import { Instrument } from './instruments';
import { TrackSettings } from './jam';
import { Key } from './key';
import { StemSummary } from './stem';
import { Bar, BarOffset, Bpm, ServerMs, Transposition } from './units';

const trackIndex = z.number().int().min(0).max(255);

/** The intents of members. */
const memberOps = [
  z.object({ type: z.literal('jam.set'), name: z.string().trim().min(1).max(60) }),
  z.object({
    type: z.literal('track.add'),
    trackId: TrackId,
    name: TrackSettings.shape.name,
    instrument: Instrument,
  }),
  z.object({ type: z.literal('track.remove'), trackId: TrackId }),
  z.object({
    type: z.literal('track.set'),
    trackId: TrackId,
    settings: TrackSettings.partial().optional(),
    /** New position among the tracks, 0 = top. */
    index: trackIndex.optional(),
  }),
  z.object({
    type: z.literal('clip.add'),
    clipId: ClipId,
    trackId: TrackId,
    /** Makes the track first; without it, `trackId` must exist and its clip is replaced at the launch bar. */
    newTrack: z.object({ name: TrackSettings.shape.name, instrument: Instrument }).optional(),
    stemId: StemId,
    transposition: Transposition,
    barOffset: BarOffset,
    /** The vote that brought it in. */
    suggestionId: SuggestionId.optional(),
  }),
  z.object({ type: z.literal('clip.remove'), trackId: TrackId, clipId: ClipId }),
  z.object({
    type: z.literal('clip.set'),
    trackId: TrackId,
    clipId: ClipId,
    stemId: StemId.optional(),
    transposition: Transposition.optional(),
    barOffset: BarOffset.optional(),
  }),
  z.object({ type: z.literal('transport.set'), bpm: Bpm.optional(), key: Key.nullable().optional() }),
  /** A null vote takes one's vote back. */
  z.object({ type: z.literal('vote.cast'), suggestionId: SuggestionId, vote: Vote.nullable() }),
  /** Undoes one's own latest change that is not undone yet. */
  z.object({ type: z.literal('undo') }),
] as const;

/** Decides a ballot. Only the room submits it; who listened is written down so that a replay counts the same (VT4). */
const voteClose = z.object({
  type: z.literal('vote.close'),
  suggestionId: SuggestionId,
  listening: z.array(MemberId).max(256),
});

/** What a member may submit. */
export const MemberOp = z.discriminatedUnion('type', [...memberOps]);
export type MemberOp = z.infer<typeof MemberOp>;

export const Op = z.discriminatedUnion('type', [...memberOps, voteClose]);
export type Op = z.infer<typeof Op>;

/** What the server looked up when it accepted the op, so that applying it again needs no database. */
export const OpFacts = z.object({ stem: StemSummary.optional(), proposal: Proposal.optional() });
export type OpFacts = z.infer<typeof OpFacts>;

/** One line of a jam's log. `applyOp` needs nothing else, on any machine, at any later time. */
export const CommittedOp = z.object({
  opId: OpId,
  /** Position in the log after this op: 1, 2, 3 … without gaps (OP2). */
  revision: z.number().int().min(1),
  memberId: MemberId,
  /** When the server accepted it. */
  serverMs: ServerMs,
  /** The bar at which what sounds differently starts to (TR2). */
  launchBar: Bar,
  op: Op,
  facts: OpFacts,
});
export type CommittedOp = z.infer<typeof CommittedOp>;

/** An op as `applyOp` takes it: committed, or predicted by a client that does not know its revision yet. */
export type AppliedOp = Omit<CommittedOp, 'revision'>;
