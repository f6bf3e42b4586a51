import { withoutEnded } from './apply/withoutEnded';
import { addClip, removeClip, setClip } from './apply/clipOps';
import { addTrack, removeTrack, setTrack } from './apply/trackOps';
import { renameJam, setTransport } from './apply/transportOps';
import { undoLatest } from './apply/undo';
import { castVote, closeVote } from './apply/voteOps';
import type { Step } from './apply/step';
import { accepted, type Result } from './errors';
import { JAM_LIMITS, type JamState } from './jam';
import type { AppliedOp } from './op';

/**
 * The jam after one op. Pure and deterministic: server, browsers and replays compute the same state from the same log
 * (OP5). Everything it needs is in the op: the looked-up facts, the launch bar and the server's time.
 *
 * @returns the next state, or a refusal with a sentence; a refused op changes nothing
 */
export function applyOp(state: JamState, applied: AppliedOp): Result<JamState> {
  const current = withoutEnded(state, applied.serverMs);
  const step = stepOf(current, applied);
  if (!step.ok) return step;
  return accepted(remember(step.value, applied));
}

function stepOf(state: JamState, applied: AppliedOp): Result<Step> {
  const { op } = applied;
  switch (op.type) {
    case 'jam.set':
      return renameJam(state, op);
    case 'track.add':
      return addTrack(state, op);
    case 'track.remove':
      return removeTrack(state, op, applied.launchBar);
    case 'track.set':
      return setTrack(state, op);
    case 'clip.add':
      return addClip(state, op, applied);
    case 'clip.remove':
      return removeClip(state, op, applied.launchBar);
    case 'clip.set':
      return setClip(state, op, applied);
    case 'transport.set':
      return setTransport(state, op, applied.launchBar);
    case 'vote.cast':
      return castVote(state, op, applied);
    case 'vote.close':
      return closeVote(state, op, applied);
    case 'undo':
      return undoLatest(state, applied);
  }
}

/** Puts what can be undone on the stack, forgetting the oldest beyond the limit. */
function remember({ state, changes }: Step, { opId, memberId }: AppliedOp): JamState {
  if (changes.length === 0) return state;
  const undoSteps = [...state.undoSteps, { opId, memberId, changes }].slice(-JAM_LIMITS.undoSteps);
  return { ...state, undoSteps };
}
