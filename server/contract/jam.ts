import { z } from 'zod';
import { ClipId, JamId, MemberId, OpId, TrackId } from './ids';
import { Instrument } from './instruments';
import { Key } from './key';
import { StemSummary } from './stem';
import { Ballot } from './ballot';
import { Transport } from './transport';
import { Bar, BarOffset, Bpm, GainDb, Pan, Transposition, type ServerMs } from './units';

/** What is heard when a clip sounds, without the bars at which it begins and ends. */
export const ClipContent = z.object({
  clipId: ClipId,
  stem: StemSummary,
  transposition: Transposition,
  barOffset: BarOffset,
});
export type ClipContent = z.infer<typeof ClipContent>;

/** A stem on a track. It repeats from `launchBar` until `endBar` (exclusive); null: until somebody changes it. */
export const Clip = ClipContent.extend({ launchBar: Bar, endBar: Bar.nullable() });
export type Clip = z.infer<typeof Clip>;

export const TrackSettings = z.object({
  name: z.string().trim().min(1).max(40),
  gainDb: GainDb,
  pan: Pan,
  mute: z.boolean(),
  solo: z.boolean(),
});
export type TrackSettings = z.infer<typeof TrackSettings>;

export const Track = TrackSettings.extend({
  trackId: TrackId,
  instrument: Instrument,
  /** Invariant: at most one clip has no `endBar`; it is the last one. The others are ending or about to end. */
  clips: z.array(Clip),
  /** The track leaves the jam at this bar; null: it stays. */
  endBar: Bar.nullable(),
});
export type Track = z.infer<typeof Track>;

/** One reversible piece of what an op did. Undo puts `before` back if `after` is still what is there (OP7). */
export const Change = z.discriminatedUnion('what', [
  z.object({ what: z.literal('name'), before: z.string(), after: z.string() }),
  z.object({
    what: z.literal('track'),
    trackId: TrackId,
    index: z.number().int(),
    before: Track.nullable(),
    after: Track.nullable(),
  }),
  z.object({
    what: z.literal('settings'),
    trackId: TrackId,
    before: TrackSettings.partial(),
    after: TrackSettings.partial(),
  }),
  z.object({ what: z.literal('order'), trackId: TrackId, before: z.number().int(), after: z.number().int() }),
  z.object({
    what: z.literal('clip'),
    trackId: TrackId,
    before: ClipContent.nullable(),
    after: ClipContent.nullable(),
  }),
  z.object({
    what: z.literal('tempo'),
    before: Bpm,
    after: Bpm,
    chosenBefore: z.boolean(),
    /** The first clip brought it; undoing that clip takes it back only if no other clip has come since. */
    isAutomatic: z.boolean(),
  }),
  z.object({
    what: z.literal('key'),
    before: Key.nullable(),
    after: Key.nullable(),
    chosenBefore: z.boolean(),
    isAutomatic: z.boolean(),
  }),
]);
export type Change = z.infer<typeof Change>;

export const UndoStep = z.object({ opId: OpId, memberId: MemberId, changes: z.array(Change) });
export type UndoStep = z.infer<typeof UndoStep>;

/** The shared, persistent piece of music. A pure function of its log: `applyOp` is the only way to the next one. */
export const JamState = z.object({
  jamId: JamId,
  name: z.string().trim().min(1).max(60),
  transport: Transport,
  tracks: z.array(Track),
  ballots: z.array(Ballot),
  /** Oldest first, all members together. */
  undoSteps: z.array(UndoStep),
});
export type JamState = z.infer<typeof JamState>;

/** Bounds of one jam. Beyond them an op is refused with a sentence. */
export const JAM_LIMITS = { tracks: 32, openBallots: 12, undoSteps: 60, members: 64 } as const;

export const DEFAULT_BPM: Bpm = 120;

/** A new jam. Its transport starts at once and never stops (TR0). */
export const emptyJam = (jamId: JamId, name: string, startedAt: ServerMs): JamState => ({
  jamId,
  name,
  transport: {
    anchors: [{ beat: 0 as never, serverMs: startedAt, bpm: DEFAULT_BPM }],
    beatsPerBar: 4,
    key: null,
    tempoChosen: false,
    keyChosen: false,
  },
  tracks: [],
  ballots: [],
  undoSteps: [],
});

/** The clip that sounds on, or is about to: the one without an end. */
export const currentClip = (track: Track): Clip | null => {
  const last = track.clips[track.clips.length - 1];
  return last && last.endBar === null ? last : null;
};

/**
 * Where in its loop a clip is at a beat of the jam, in beats, 0 <= result < bars * beatsPerBar. Loops are locked to the
 * jam's own bar grid, not to the moment they were launched: two four-bar stems line up whenever each of them came in.
 * CONTRACT: playback, the mix analysis and exports all place audio by this.
 */
export const loopBeatAt = (clip: Pick<Clip, 'stem' | 'barOffset'>, at: number): number => {
  const length = clip.stem.bars * clip.stem.beatsPerBar;
  const position = (at - clip.barOffset * clip.stem.beatsPerBar) % length;
  return position < 0 ? position + length : position;
};

/** Tracks that have not been asked to leave. */
export const stayingTracks = (jam: JamState): Track[] => jam.tracks.filter((track) => track.endBar === null);

/** Whether a track is heard, given its own and everybody's mute and solo. */
export const isAudible = (track: Track, tracks: readonly Track[]): boolean =>
  !track.mute && (track.solo || !tracks.some((other) => other.solo && other.endBar === null));
