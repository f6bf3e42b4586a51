import { accepted, refused, type Result } from '../errors';
import {
  JAM_LIMITS,
  stayingTracks,
  type Change,
  type JamState,
  type Track,
  type TrackSettings,
} from '../jam';
import type { Op } from '../op';
import type { Bar } from '../units';
import { findTrack, withTrack } from './findTrack';
import { launchClip } from './launchClip';
import type { Step } from './step';

type TrackOp<Type extends Op['type']> = Extract<Op, { type: Type }>;

/** A new track as the last one, or a sentence why there is no room for it. */
export function newTrack(
  state: JamState,
  { trackId, name, instrument }: Omit<TrackOp<'track.add'>, 'type'>,
): Result<Track> {
  if (state.tracks.some((track) => track.trackId === trackId))
    return refused('already_there', 'That track is in this jam already.');
  if (stayingTracks(state).length >= JAM_LIMITS.tracks)
    return refused('limit_reached', `A jam holds ${JAM_LIMITS.tracks} tracks. Remove one to make room.`);
  return accepted({
    trackId,
    name,
    instrument,
    gainDb: 0,
    pan: 0,
    mute: false,
    solo: false,
    clips: [],
    endBar: null,
  });
}

export function addTrack(state: JamState, op: TrackOp<'track.add'>): Result<Step> {
  const track = newTrack(state, op);
  if (!track.ok) return track;
  const index = state.tracks.length;
  return accepted({
    state: { ...state, tracks: [...state.tracks, track.value] },
    changes: [{ what: 'track', trackId: op.trackId, index, before: null, after: track.value }],
  });
}

/** A track with a sounding clip fades at the launch bar; an empty one leaves at once. */
export function leavingTrack(state: JamState, track: Track, at: Bar): JamState {
  const silenced = launchClip(track, null, at);
  if (silenced.clips.length > 0) return withTrack(state, { ...silenced, endBar: at });
  return { ...state, tracks: state.tracks.filter((other) => other.trackId !== track.trackId) };
}

export function removeTrack(state: JamState, op: TrackOp<'track.remove'>, launchBar: Bar): Result<Step> {
  const track = findTrack(state, op.trackId);
  if (!track.ok) return track;
  const index = state.tracks.indexOf(track.value);
  return accepted({
    state: leavingTrack(state, track.value, launchBar),
    changes: [{ what: 'track', trackId: op.trackId, index, before: track.value, after: null }],
  });
}

export function setTrack(state: JamState, op: TrackOp<'track.set'>): Result<Step> {
  const found = findTrack(state, op.trackId);
  if (!found.ok) return found;
  const track = found.value;
  const changes: Change[] = [];
  let next = state;

  const after = definedOnly(op.settings ?? {});
  if (Object.keys(after).length > 0) {
    const before = Object.fromEntries(
      Object.keys(after).map((name) => [name, track[name as keyof TrackSettings]]),
    );
    next = withTrack(next, { ...track, ...after });
    changes.push({ what: 'settings', trackId: op.trackId, before, after });
  }
  const from = state.tracks.indexOf(track);
  const to = Math.min(op.index ?? from, state.tracks.length - 1);
  if (to !== from) {
    next = moveTrack(next, from, to);
    changes.push({ what: 'order', trackId: op.trackId, before: from, after: to });
  }
  return accepted({ state: next, changes });
}

export function moveTrack(state: JamState, from: number, to: number): JamState {
  const tracks = [...state.tracks];
  tracks.splice(to, 0, ...tracks.splice(from, 1));
  return { ...state, tracks };
}

const definedOnly = (settings: Partial<TrackSettings>): Partial<TrackSettings> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
