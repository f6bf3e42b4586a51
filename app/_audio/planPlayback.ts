import type { ClipId, TrackId } from '#server/contract/ids';
import { isAudible, type Clip, type ClipContent, type JamState } from '#server/contract/jam';
import type { StemSummary } from '#server/contract/stem';
import type { Transport } from '#server/contract/transport';
import { beat, dbToGain, type Beat, type Bpm } from '#server/contract/units';

/** One stem at one tempo on one track, from a beat to a beat. A clip that lives through a tempo change is two voices. */
export interface Voice {
  /** What it sounds like and where: a voice that goes on in the next plan has the same key there. */
  key: string;
  trackId: TrackId;
  clipId: ClipId;
  stem: StemSummary;
  bpm: Bpm;
  transposition: number;
  /** Where its loop stands at a beat follows from it: `loopBeatAt` in the contract. */
  barOffset: number;
  startBeat: Beat;
  /** Exclusive; null: until somebody changes it. */
  stopBeat: Beat | null;
}

/** What sounds when, of all tracks, muted ones too: unmuting must find its loop running. Pure. */
export const planPlayback = (jam: JamState): Voice[] =>
  jam.tracks.flatMap((track) =>
    track.clips.flatMap((clip) => voicesOf(jam.transport, track.trackId, clip, endOf(clip, track.endBar))),
  );

const endOf = (clip: Clip, trackEnd: number | null): number | null =>
  clip.endBar === null ? trackEnd : trackEnd === null ? clip.endBar : Math.min(clip.endBar, trackEnd);

/**
 * A clip cut at the tempo changes.
 *
 * @param endBar exclusive; null: no end
 */
export function voicesOf(
  { anchors, beatsPerBar }: Transport,
  trackId: TrackId,
  clip: ClipContent & { launchBar: number },
  endBar: number | null,
): Voice[] {
  const startBeat = clip.launchBar * beatsPerBar;
  const stopBeat = endBar === null ? Infinity : endBar * beatsPerBar;
  return anchors.flatMap((anchor, index) => {
    // The first anchor is in force before its own beat, too: older ones are forgotten once they are over.
    const from = index === 0 ? startBeat : Math.max(startBeat, anchor.beat);
    const to = Math.min(stopBeat, anchors[index + 1]?.beat ?? Infinity);
    if (from >= to) return [];
    const { stem, transposition, barOffset, clipId } = clip;
    return {
      key: [trackId, clipId, stem.stemId, anchor.bpm.toFixed(2), transposition, barOffset].join('/'),
      trackId,
      clipId,
      stem,
      bpm: anchor.bpm,
      transposition,
      barOffset,
      startBeat: beat(from),
      stopBeat: to === Infinity ? null : beat(to),
    };
  });
}

/** The voices that sound at a beat. */
export const voicesAt = (voices: readonly Voice[], at: Beat): Voice[] =>
  voices.filter((voice) => voice.startBeat <= at && (voice.stopBeat === null || at < voice.stopBeat));

/** Tells of a voice whether its track lets it be heard: neither muted, left out by a solo, nor at no gain. */
export const isHeardIn =
  ({ tracks }: JamState) =>
  ({ trackId }: Voice): boolean => {
    const track = tracks.find((other) => other.trackId === trackId);
    return track !== undefined && isAudible(track, tracks) && dbToGain(track.gainDb) > 0;
  };
