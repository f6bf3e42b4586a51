import { accepted, refused, type Result } from '../errors';
import { isPitchedInstrument } from '../instruments';
import { transposeKey } from '../key';
import { currentClip, stayingTracks, type Change, type Clip, type ClipContent, type JamState } from '../jam';
import type { AppliedOp, Op } from '../op';
import { targetBpm, withTempoFrom } from '../transport';
import type { Bar } from '../units';
import { findTrack, withTrack } from './findTrack';
import { contentOf, launchClip } from './launchClip';
import type { Step } from './step';
import { newTrack } from './trackOps';

type ClipOp<Type extends Op['type']> = Extract<Op, { type: Type }>;

export function addClip(
  state: JamState,
  op: ClipOp<'clip.add'>,
  { launchBar, facts }: AppliedOp,
): Result<Step> {
  const stem = facts.stem;
  if (!stem || stem.stemId !== op.stemId)
    return refused('unknown_stem', 'That stem is not in the library any more.');
  if (stem.beatsPerBar !== state.transport.beatsPerBar)
    return refused(
      'not_allowed',
      `This stem counts ${stem.beatsPerBar} beats in a bar, the jam ${state.transport.beatsPerBar}.`,
    );
  if (op.newTrack && !isFree(state, op))
    return refused('already_there', 'That track is in this jam already.');

  const track = op.newTrack
    ? newTrack(state, { trackId: op.trackId, ...op.newTrack })
    : findTrack(state, op.trackId);
  if (!track.ok) return track;
  if (!op.newTrack && hasClipId(state, op.clipId))
    return refused('already_there', 'That clip is in this jam already.');

  const content = fitting({
    clipId: op.clipId,
    stem,
    transposition: op.transposition,
    barOffset: op.barOffset,
  });
  const tuned = tuneEmptyJam(state, content, launchBar);
  const launched = launchClip(track.value, content, launchBar);
  if (op.newTrack) {
    return accepted({
      state: { ...tuned.state, tracks: [...tuned.state.tracks, launched] },
      changes: [
        ...tuned.changes,
        { what: 'track', trackId: op.trackId, index: state.tracks.length, before: null, after: launched },
      ],
    });
  }
  const before = contentOf(currentClip(track.value));
  return accepted({
    state: withTrack(tuned.state, launched),
    changes: [...tuned.changes, { what: 'clip', trackId: op.trackId, before, after: content }],
  });
}

export function removeClip(state: JamState, op: ClipOp<'clip.remove'>, launchBar: Bar): Result<Step> {
  const found = findClip(state, op);
  if (!found.ok) return found;
  const { track, clip } = found.value;
  return accepted({
    state: withTrack(state, launchClip(track, null, launchBar)),
    changes: [{ what: 'clip', trackId: op.trackId, before: contentOf(clip), after: null }],
  });
}

/** The clip keeps its id and changes at the launch bar: another stem, transposition or place in its cycle. */
export function setClip(
  state: JamState,
  op: ClipOp<'clip.set'>,
  { launchBar, facts }: AppliedOp,
): Result<Step> {
  const found = findClip(state, op);
  if (!found.ok) return found;
  const { track, clip } = found.value;
  if (op.stemId && facts.stem?.stemId !== op.stemId)
    return refused('unknown_stem', 'That stem is not in the library any more.');
  const stem = op.stemId && facts.stem ? facts.stem : clip.stem;
  if (stem.beatsPerBar !== state.transport.beatsPerBar)
    return refused(
      'not_allowed',
      `This stem counts ${stem.beatsPerBar} beats in a bar, the jam ${state.transport.beatsPerBar}.`,
    );
  const after = fitting({
    clipId: clip.clipId,
    stem,
    transposition: op.transposition ?? clip.transposition,
    barOffset: op.barOffset ?? clip.barOffset,
  });
  return accepted({
    state: withTrack(state, launchClip(track, after, launchBar)),
    changes: [{ what: 'clip', trackId: op.trackId, before: contentOf(clip), after }],
  });
}

/** Unpitched stems stay at their pitch, and an offset is counted within the stem's own length. */
const fitting = (content: ClipContent): ClipContent => ({
  ...content,
  transposition: isPitchedInstrument(content.stem.instrument) ? content.transposition : 0,
  barOffset: content.barOffset % content.stem.bars,
});

const hasClipId = (state: JamState, clipId: ClipContent['clipId']): boolean =>
  state.tracks.some((track) => track.clips.some((clip) => clip.clipId === clipId));

const isFree = (state: JamState, op: ClipOp<'clip.add'>): boolean =>
  !hasClipId(state, op.clipId) && !state.tracks.some((track) => track.trackId === op.trackId);

function findClip(
  state: JamState,
  { trackId, clipId }: ClipOp<'clip.remove'> | ClipOp<'clip.set'>,
): Result<{ track: JamState['tracks'][number]; clip: Clip }> {
  const track = findTrack(state, trackId);
  if (!track.ok) return track;
  const clip = currentClip(track.value);
  if (!clip || clip.clipId !== clipId)
    return refused('unknown_clip', 'That clip was replaced or removed already.');
  return accepted({ track: track.value, clip });
}

/** The first clip sets the tempo, the first pitched one the key, unless somebody chose them (TR0). */
function tuneEmptyJam(state: JamState, { stem, transposition }: ClipContent, at: Bar): Step {
  const isEmpty = stayingTracks(state).every((track) => currentClip(track) === null);
  if (!isEmpty && state.transport.key) return { state, changes: [] };
  const tempoBefore = targetBpm(state.transport);
  const changes: Change[] = [];
  let next = state;
  if (isEmpty && !state.transport.tempoChosen && tempoBefore !== stem.bpm) {
    next = { ...next, transport: withTempoFrom(next.transport, stem.bpm, at) };
    changes.push({
      what: 'tempo',
      before: tempoBefore,
      after: stem.bpm,
      chosenBefore: false,
      isAutomatic: true,
    });
  }
  if (!state.transport.keyChosen && stem.key) {
    const key = transposeKey(stem.key, transposition);
    next = { ...next, transport: { ...next.transport, key } };
    changes.push({
      what: 'key',
      before: state.transport.key,
      after: key,
      chosenBefore: false,
      isAutomatic: true,
    });
  }
  return { state: next, changes };
}
