import { BALLOT_AFTERGLOW_BARS } from '../ballot';
import type { JamState } from '../jam';
import { barAt, withoutPastAnchors } from '../transport';
import type { ServerMs } from '../units';

/** Drops what is over by now: clips and tracks past their end bar, old anchors, ballots whose outcome was shown. */
export function withoutEnded(state: JamState, now: ServerMs): JamState {
  const nowBar = barAt(state.transport, now);
  return {
    ...state,
    transport: withoutPastAnchors(state.transport, now),
    tracks: state.tracks
      .filter((track) => track.endBar === null || track.endBar > nowBar)
      .map((track) => ({
        ...track,
        clips: track.clips.filter((clip) => clip.endBar === null || clip.endBar > nowBar),
      })),
    ballots: state.ballots.filter(
      (ballot) => ballot.decidedBar === null || ballot.decidedBar + BALLOT_AFTERGLOW_BARS > nowBar,
    ),
  };
}
