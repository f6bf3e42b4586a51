import type { Ballot } from './ballot';
import type { MemberId } from './ids';

export interface Tally {
  yes: number;
  no: number;
  /** Yes votes that pass it at once: more than half of those who listen (VT2). */
  needed: number;
  /** More yes votes until it passes at once; 0 when it has passed. */
  missing: number;
  /** It has its majority, so nobody needs to wait for the closing bar. */
  passesNow: boolean;
  /** What it comes to if it closes now. Ties lose (VT3), and so does a vote hardly anybody took part in. */
  passesAtClose: boolean;
}

/**
 * Counts a ballot. Pure: the same votes and listeners give the same tally on every machine and on replay (VT4).
 *
 * @param listening members who hear the jam now; someone who voted and left still has their vote counted, but the
 * quorum is of listeners
 */
export function tallyVotes(ballot: Pick<Ballot, 'votes'>, listening: readonly MemberId[]): Tally {
  const votes = Object.values(ballot.votes);
  const yes = votes.filter((vote) => vote === 'yes').length;
  const no = votes.length - yes;
  const listeners = new Set(listening).size;
  const needed = Math.floor(listeners / 2) + 1;
  const missing = Math.max(0, needed - yes);
  return {
    yes,
    no,
    needed,
    missing,
    passesNow: missing === 0 && yes > no,
    passesAtClose: yes > no && yes + no >= Math.max(1, Math.ceil(listeners / 2)),
  };
}
