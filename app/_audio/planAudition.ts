import type { Proposal } from '#server/contract/ballot';
import type { ClipId, TrackId } from '#server/contract/ids';
import { isPitchedInstrument } from '#server/contract/instruments';
import { currentClip, stayingTracks, type JamState } from '#server/contract/jam';
import { bar } from '#server/contract/units';
import { voicesOf, type Voice } from './planPlayback';

/** What one listener tries in private. */
export interface Audition {
  voices: readonly Voice[];
  /** Nothing sounds that it could be in phase with: it starts at once and at its beginning. */
  isFree: boolean;
}

/** The strip of the private listen. No track of a jam can have this id: it is no valid one. */
export const AUDITION_TRACK = '(audition)' as TrackId;

/** A proposal as it would sound in the jam, at every tempo the jam has or is about to have. Pure. */
export function planAudition(jam: JamState, { stem, transposition, barOffset }: Proposal): Audition {
  const clip = {
    clipId: 'audition' as ClipId,
    stem,
    transposition: isPitchedInstrument(stem.instrument) ? transposition : 0,
    barOffset: barOffset % stem.bars,
    launchBar: bar(0),
  };
  // Nothing sounds and nobody chose a tempo: it is tried as it was made, and would set the tempo if it came in (TR0).
  const isFree =
    !jam.transport.tempoChosen && stayingTracks(jam).every((track) => currentClip(track) === null);
  if (!isFree) return { voices: voicesOf(jam.transport, AUDITION_TRACK, clip, null), isFree };
  const anchor = { ...jam.transport.anchors[0]!, bpm: stem.bpm };
  const voices = voicesOf({ ...jam.transport, anchors: [anchor] }, AUDITION_TRACK, clip, null);
  return { voices: voices.map((voice) => ({ ...voice, key: `${voice.key}/free` })), isFree };
}
