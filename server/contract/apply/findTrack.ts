import { accepted, refused, type Result } from '../errors';
import type { TrackId } from '../ids';
import type { JamState, Track } from '../jam';

/** A track that is there to be changed, or a sentence saying it is gone. */
export function findTrack(state: JamState, trackId: TrackId): Result<Track> {
  const track = state.tracks.find((candidate) => candidate.trackId === trackId);
  if (!track) return refused('unknown_track', 'That track is not in this jam any more.');
  if (track.endBar !== null) return refused('unknown_track', 'That track is leaving at the next bar.');
  return accepted(track);
}

export const withTrack = (state: JamState, next: Track): JamState => ({
  ...state,
  tracks: state.tracks.map((track) => (track.trackId === next.trackId ? next : track)),
});
