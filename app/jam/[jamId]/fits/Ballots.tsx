'use client';

import { Check, X } from 'lucide-react';
import { useAudio } from '#app/_audio/useAudio';
import { InstrumentIcon } from '#app/_components/InstrumentIcon';
import { castVote } from '#app/_jam/intents';
import { useJam } from '#app/_jam/useJam';
import type { Ballot, Vote } from '#server/contract/ballot';
import type { JamState } from '#server/contract/jam';
import type { Bar } from '#server/contract/units';
import { useBarNow } from '../useBeat';
import { useDo } from '../useDo';
import { ballotView } from './ballotView';
import { useAudition } from './useAudition';
import { VoteButtons } from './VoteButtons';
import { VoteFaces } from './VoteFaces';
import styles from './Ballots.module.css';

/** What is being voted on, and what has just been decided. Below the list, so that a new vote moves no card. */
export function Ballots({ jam }: { jam: JamState }) {
  const now = useBarNow();
  if (jam.ballots.length === 0) return null;
  return (
    <ul className={styles.ballots} aria-label="Votes">
      {jam.ballots.map((ballot) => (
        <BallotRow key={`${ballot.proposal.suggestionId} ${ballot.openedBar}`} ballot={ballot} now={now} />
      ))}
    </ul>
  );
}

function BallotRow({ ballot, now }: { ballot: Ballot; now: Bar | null }) {
  const act = useDo();
  const { toggle } = useAudition();
  const people = useJam((view) => view.people);
  const memberId = useJam((view) => view.memberId);
  const { stem, suggestionId } = ballot.proposal;
  const isAuditioning = useAudio((audio) => audio.audition?.suggestionId === suggestionId);
  const view = ballotView(ballot, people, memberId);
  const vote = (wish: Vote) => act.intent(castVote(ballot.proposal, view.mine === wish ? null : wish));
  return (
    <li className={styles.ballot} data-outcome={ballot.outcome ?? 'open'} data-instrument={stem.instrument}>
      <button
        type="button"
        className={styles.stem}
        aria-pressed={isAuditioning}
        aria-label={`Try ${stem.name}, only for you`}
        onClick={() => toggle(ballot.proposal)}
      >
        <InstrumentIcon instrument={stem.instrument} />
        <span className={styles.words}>
          <span className={styles.name}>{stem.name}</span>
          <small className="numbers">{whenDecided(ballot, now)}</small>
        </span>
      </button>
      {ballot.outcome === null ? (
        <>
          <VoteFaces ballot={view} />
          <VoteButtons ballot={view} name={stem.name} isReachable onVote={vote} />
        </>
      ) : (
        <span className={styles.outcome}>
          {ballot.outcome === 'passed' ? <Check size={16} aria-hidden /> : <X size={16} aria-hidden />}
          {ballot.outcome === 'passed' ? 'Voted in' : 'Not this time'}
        </span>
      )}
    </li>
  );
}

function whenDecided(ballot: Ballot, now: Bar | null): string {
  if (ballot.outcome === 'passed') return 'Comes in at the bar';
  if (ballot.outcome === 'failed') return 'The vote is over';
  const bars = now === null ? ballot.closesBar - ballot.openedBar : Math.max(0, ballot.closesBar - now);
  return bars === 0 ? 'Closes now' : `Closes in ${bars} ${bars === 1 ? 'bar' : 'bars'}`;
}
