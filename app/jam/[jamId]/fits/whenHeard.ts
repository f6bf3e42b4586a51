import type { Ballot } from '#server/contract/ballot';
import { currentClip, JAM_LIMITS, stayingTracks, type JamState } from '#server/contract/jam';
import type { Bar } from '#server/contract/units';

/** What a vote leads to and when, in a few words. */
export function whenHeard(ballot: Ballot, jam: JamState, now: Bar | null): string {
  const { outcome, openedBar, closesBar, decidedBar } = ballot;
  if (outcome === 'failed') return 'The vote is over';
  if (outcome === null) {
    const bars = Math.max(0, closesBar - (now ?? openedBar));
    return bars === 0 ? 'Closes now' : `Closes in ${bars} ${bars === 1 ? 'bar' : 'bars'}`;
  }
  const tracks = stayingTracks(jam);
  const clips = tracks.flatMap((track) => currentClip(track) ?? []);
  const clip = clips.find(({ stem }) => stem.stemId === ballot.proposal.stem.stemId);
  if (clip)
    return now !== null && clip.launchBar > now ? `Comes in at bar ${clip.launchBar + 1}` : 'Plays now';
  // The room brings it in a moment after the vote, so only from its bar on is it known to be missing.
  if (now === null || decidedBar === null || now < decidedBar) return 'Just decided';
  return tracks.length >= JAM_LIMITS.tracks
    ? `Could not come in: the jam has its ${JAM_LIMITS.tracks} tracks`
    : 'Not in the jam: taken out again, or gone from the library';
}
