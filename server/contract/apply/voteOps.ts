import { BALLOT_BARS, type Ballot } from '../ballot';
import { accepted, refused, type Result } from '../errors';
import { JAM_LIMITS, type JamState } from '../jam';
import type { AppliedOp, Op } from '../op';
import { tallyVotes } from '../tallyVotes';
import { barAt } from '../transport';
import { bar } from '../units';
import type { Step } from './step';

type VoteOp<Type extends Op['type']> = Extract<Op, { type: Type }>;

const find = (state: JamState, { suggestionId }: VoteOp<'vote.cast'> | VoteOp<'vote.close'>) =>
  state.ballots.find((ballot) => ballot.proposal.suggestionId === suggestionId);

/** One vote per member and suggestion, changeable until it is decided (VT1). The first yes opens the ballot. */
export function castVote(state: JamState, op: VoteOp<'vote.cast'>, applied: AppliedOp): Result<Step> {
  const { memberId, facts } = applied;
  const open = find(state, op);
  if (open?.outcome)
    return refused('vote_closed', 'This vote is decided. It can be suggested again in a few bars.');
  // A no to what nobody has proposed, and taking back what was not cast, are nobody else's business.
  if (!open && op.vote !== 'yes') return accepted({ state, changes: [] });

  const ballot = open ?? newBallot(state, op, applied);
  if (!ballot) {
    return facts.proposal
      ? refused(
          'limit_reached',
          `${JAM_LIMITS.openBallots} votes are open already. Decide some of them first.`,
        )
      : refused('unknown_suggestion', 'This suggestion is gone: the jam has moved on.');
  }
  const votes = { ...ballot.votes };
  if (op.vote) votes[memberId] = op.vote;
  else delete votes[memberId];
  const others = state.ballots.filter((other) => other !== open);
  const kept = Object.keys(votes).length > 0 ? [...others, { ...ballot, votes }] : others;
  return accepted({ state: { ...state, ballots: inOrder(kept) }, changes: [] });
}

/** Null: the proposal is not known, or too many are open. */
function newBallot(state: JamState, op: VoteOp<'vote.cast'>, { facts, serverMs }: AppliedOp): Ballot | null {
  const { proposal } = facts;
  if (!proposal || proposal.suggestionId !== op.suggestionId) return null;
  if (state.ballots.filter((ballot) => !ballot.outcome).length >= JAM_LIMITS.openBallots) return null;
  const openedBar = barAt(state.transport, serverMs);
  return {
    proposal,
    openedBar,
    closesBar: bar(openedBar + BALLOT_BARS),
    votes: {},
    outcome: null,
    decidedBar: null,
  };
}

/** Oldest first, whichever was touched last: lists must not jump because somebody voted. */
const inOrder = (ballots: Ballot[]): Ballot[] =>
  [...ballots].sort(
    (a, b) => a.openedBar - b.openedBar || (a.proposal.suggestionId < b.proposal.suggestionId ? -1 : 1),
  );

/** Decides by counting again, so that a replay of the log gives the same outcome (VT4). */
export function closeVote(state: JamState, op: VoteOp<'vote.close'>, { launchBar }: AppliedOp): Result<Step> {
  const ballot = find(state, op);
  if (!ballot) return refused('unknown_suggestion', 'There is no such vote.');
  if (ballot.outcome) return refused('vote_closed', 'This vote is decided.');
  const tally = tallyVotes(ballot, op.listening);
  const outcome = tally.passesNow || tally.passesAtClose ? 'passed' : 'failed';
  return accepted({
    state: {
      ...state,
      ballots: state.ballots.map((other) =>
        other === ballot ? { ...ballot, outcome, decidedBar: launchBar } : other,
      ),
    },
    changes: [],
  });
}
