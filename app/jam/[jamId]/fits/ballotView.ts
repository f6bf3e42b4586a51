import type { Ballot } from '#server/contract/ballot';
import type { MemberId, SuggestionId } from '#server/contract/ids';
import type { Person } from '#server/contract/presence';
import { tallyVotes } from '#server/contract/tallyVotes';

/** A vote as one member sees it. */
export interface BallotView {
  /** Somebody has voted for it, so that there is something to be against. */
  isOpen: boolean;
  /** Who said yes, of those the room knows. */
  yes: Person[];
  no: number;
  mine: 'yes' | 'no' | null;
  /** Yes votes until it passes at once. */
  missing: number;
}

const listenersOf = (people: readonly Person[]): MemberId[] =>
  people.filter((person) => person.connected && person.listening).map((person) => person.memberId);

/** Where the votes stand; without a ballot: nobody has voted. */
export function ballotView(
  ballot: Pick<Ballot, 'votes'> | null,
  people: readonly Person[],
  memberId: MemberId | null,
): BallotView {
  const votes = ballot?.votes ?? {};
  const tally = tallyVotes({ votes }, listenersOf(people));
  return {
    isOpen: ballot !== null,
    yes: people.filter((person) => votes[person.memberId] === 'yes'),
    no: tally.no,
    mine: (memberId && votes[memberId]) || null,
    missing: tally.missing,
  };
}

export const openBallot = (ballots: readonly Ballot[], suggestionId: SuggestionId): Ballot | null =>
  ballots.find((ballot) => ballot.outcome === null && ballot.proposal.suggestionId === suggestionId) ?? null;
