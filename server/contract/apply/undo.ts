import { accepted, refused, type Result } from '../errors';
import { currentClip, stayingTracks, type Change, type ClipContent, type JamState, type Track } from '../jam';
import type { AppliedOp } from '../op';
import { targetBpm, withTempoFrom } from '../transport';
import type { Bar } from '../units';
import { isSame } from './isSame';
import { contentOf, launchClip } from './launchClip';
import type { Step } from './step';
import { leavingTrack, moveTrack } from './trackOps';
import { withTrack } from './findTrack';

const CHANGED_SINCE = refused(
  'changed_since',
  'Somebody has changed this since, so undoing would take their work back. Change it by hand instead.',
);

/**
 * Takes back the member's own latest change (OP7). Each of its pieces is put back only if it still is as this member
 * left it; otherwise nothing happens and the refusal says so.
 */
export function undoLatest(state: JamState, { memberId, launchBar }: AppliedOp): Result<Step> {
  const index = state.undoSteps.findLastIndex((step) => step.memberId === memberId);
  const step = state.undoSteps[index];
  if (!step) return refused('nothing_to_undo', 'You have nothing left to undo.');
  let next: JamState | null = { ...state, undoSteps: state.undoSteps.toSpliced(index, 1) };
  for (const change of step.changes.toReversed()) {
    next = revert(next, change, launchBar);
    if (!next) return CHANGED_SINCE;
  }
  return accepted({ state: next, changes: [] });
}

/** Null: what is there now is not what the change left. */
function revert(state: JamState, change: Change, at: Bar): JamState | null {
  switch (change.what) {
    case 'name':
      return state.name === change.after ? { ...state, name: change.before } : null;
    case 'track':
      return change.after
        ? withoutTrack(state, change.after, at)
        : withTrackBack(state, change.before, change.index, at);
    case 'settings': {
      const track = staying(state, change.trackId);
      return track && contains(track, change.after) ? withTrack(state, { ...track, ...change.before }) : null;
    }
    case 'order': {
      const from = state.tracks.findIndex((track) => track.trackId === change.trackId);
      return from === change.after && change.before < state.tracks.length
        ? moveTrack(state, from, change.before)
        : null;
    }
    case 'clip': {
      const track = staying(state, change.trackId);
      if (!track || !isSame(contentOf(currentClip(track)), change.after)) return null;
      return withTrack(state, launchClip(track, change.before, at));
    }
    case 'tempo': {
      const { transport } = state;
      if (change.isAutomatic && hasClips(state)) return state;
      if (targetBpm(transport) !== change.after) return null;
      return {
        ...state,
        transport: { ...withTempoFrom(transport, change.before, at), tempoChosen: change.chosenBefore },
      };
    }
    case 'key':
      if (change.isAutomatic && hasClips(state)) return state;
      if (!isSame(state.transport.key, change.after)) return null;
      return {
        ...state,
        transport: { ...state.transport, key: change.before, keyChosen: change.chosenBefore },
      };
  }
}

/** The others have built on the tempo and key of the clip that is being undone. */
const hasClips = (state: JamState): boolean =>
  stayingTracks(state).some((track) => currentClip(track) !== null);

const staying = (state: JamState, trackId: Track['trackId']): Track | undefined =>
  state.tracks.find((track) => track.trackId === trackId && track.endBar === null);

const contains = (track: Track, settings: Partial<Track>): boolean =>
  Object.entries(settings).every(([name, value]) => track[name as keyof Track] === value);

/** What a track is, apart from when its clips begin and end. */
const shapeOf = ({ clips: _clips, endBar: _endBar, ...settings }: Track, content: ClipContent | null) => ({
  ...settings,
  content,
});

function withoutTrack(state: JamState, added: Track, at: Bar): JamState | null {
  const track = staying(state, added.trackId);
  if (!track) return null;
  const now = shapeOf(track, contentOf(currentClip(track)));
  return isSame(now, shapeOf(added, contentOf(currentClip(added)))) ? leavingTrack(state, track, at) : null;
}

/** A removed track comes back with its clip at the launch bar, even while it is still fading out. */
function withTrackBack(state: JamState, removed: Track | null, index: number, at: Bar): JamState | null {
  if (!removed || staying(state, removed.trackId)) return null;
  const fading = state.tracks.find((track) => track.trackId === removed.trackId);
  const content = contentOf(currentClip(removed));
  if (fading) return withTrack(state, launchClip({ ...fading, endBar: null }, content, at));
  const back = launchClip({ ...removed, clips: [], endBar: null }, content, at);
  return { ...state, tracks: state.tracks.toSpliced(Math.min(index, state.tracks.length), 0, back) };
}
