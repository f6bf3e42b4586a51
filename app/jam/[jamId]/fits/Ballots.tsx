'use client';

import { Check, X } from 'lucide-react';
import { useAudio } from '#app/_audio/useAudio';
import { InstrumentIcon } from '#app/_components/InstrumentIcon';
import { castVote } from '#app/_jam/intents';
import { useJam } from '#app/_jam/useJam';
import type { Ballot, Vote } from '#server/contract/ballot';
import { currentClip, type JamState } from '#server/contract/jam';
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

function whenHeard(
  { outcome, openedBar, closesBar, proposal }: Ballot,
  jam: JamState,
  now: Bar | null,
): string {
  if (outcome === 'failed') return 'The vote is over';
  if (outcome === 'passed') {
    const clips = jam.tracks.flatMap((track) => currentClip(track) ?? []);
    const clip = clips.find(({ stem }) => stem.stemId === proposal.stem.stemId);
    return clip && now !== null && clip.launchBar > now
      ? `Comes in at bar ${clip.launchBar + 1}`
      : 'Plays now';
  }
  const bars = Math.max(0, closesBar - (now ?? openedBar));
  return bars === 0 ? 'Closes now' : `Closes in ${bars} ${bars === 1 ? 'bar' : 'bars'}`;
}
