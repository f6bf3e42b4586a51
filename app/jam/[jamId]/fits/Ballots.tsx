'use client';

import { Check, X } from 'lucide-react';
import { useAudio } from '#app/_audio/useAudio';
import { InstrumentIcon } from '#app/_components/InstrumentIcon';
import { castVote } from '#app/_jam/intents';
import { useJam } from '#app/_jam/useJam';
import { BALLOT_AFTERGLOW_BARS, type Ballot, type Vote } from '#server/contract/ballot';
import type { JamState } from '#server/contract/jam';
import { useBarNow } from '../useBeat';
import { useDo } from '../useDo';
import { ballotView } from './ballotView';
import { useAudition } from './useAudition';
import { VoteButtons } from './VoteButtons';
import { VoteFaces } from './VoteFaces';
import { whenHeard } from './whenHeard';
import styles from './Ballots.module.css';

/** What is being voted on, and what has just been decided. Below the list, so that a new vote moves no card. */
export function Ballots({ jam }: { jam: JamState }) {
  const now = useBarNow();
  const shown = jam.ballots.filter(
    ({ decidedBar }) => decidedBar === null || now === null || now < decidedBar + BALLOT_AFTERGLOW_BARS,
  );
  if (shown.length === 0) return null;
  return (
    <ul className={styles.ballots} aria-label="Votes">
      {shown.map((ballot) => (
        <BallotRow
          key={`${ballot.proposal.suggestionId} ${ballot.openedBar}`}
          ballot={ballot}
          when={whenHeard(ballot, jam, now)}
        />
      ))}
    </ul>
  );
}

function BallotRow({ ballot, when }: { ballot: Ballot; when: string }) {
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
          <small className="numbers">{when}</small>
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
