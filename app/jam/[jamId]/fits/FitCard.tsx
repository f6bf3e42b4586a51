'use client';

import { Check } from 'lucide-react';
import { useRef, type PointerEvent } from 'react';
import type { AuditionView } from '#app/_audio/audioStore';
import { FitRing } from '#app/_components/FitRing';
import { INSTRUMENT_NAMES } from '#app/_components/instrumentIcons';
import { InstrumentIcon } from '#app/_components/InstrumentIcon';
import { StemWave } from '#app/_components/StemWave';
import type { Vote } from '#server/contract/ballot';
import type { Suggestion } from '#server/contract/suggestion';
import { AuditionMark } from './AuditionMark';
import type { BallotView } from './ballotView';
import { MixGhost } from './MixGhost';
import { ReasonChips } from './ReasonChips';
import type { BrowseByEar } from './useBrowseByEar';
import { TriedBy } from './TriedBy';
import { VoteButtons } from './VoteButtons';
import { VoteFaces } from './VoteFaces';
import styles from './FitCard.module.css';

interface FitCardProps {
  suggestion: Suggestion;
  /** Tempo and key as they will be. */
  as: string;
  /** Starters have no mix to fit yet. */
  hasFit: boolean;
  /** It plays already, or will at the next bar. */
  isIn: boolean;
  ballot: BallotView;
  audition: AuditionView['state'] | null;
  /** The one card the Tab key reaches; arrows go on from there. */
  isEntry: boolean;
  onCurrent: () => void;
  onVote: (vote: Vote) => void;
  ear: BrowseByEar;
}

export function FitCard(props: FitCardProps) {
  const { suggestion, as, hasFit, isIn, ballot, audition, isEntry, onCurrent, onVote, ear } = props;
  const { stem, fit, reasons } = suggestion;
  const pointer = useRef<string>('mouse');
  const onPointerDown = (event: PointerEvent) => (pointer.current = event.pointerType);
  const press = () => {
    // By thumb: the first tap sounds, the second votes.
    if (pointer.current !== 'mouse' && audition && !isIn && ballot.mine !== 'yes') onVote('yes');
    else ear.toggle(suggestion);
  };
  return (
    <li
      id={`fit-${suggestion.suggestionId}`}
      className={styles.card}
      data-card
      data-entry={isEntry || undefined}
      data-instrument={stem.instrument}
      data-auditioning={audition !== null || undefined}
      data-in={isIn || undefined}
      tabIndex={isEntry ? 0 : -1}
      aria-label={spoken(suggestion, as, hasFit)}
      onFocus={(event) => {
        onCurrent();
        if (event.target === event.currentTarget && event.currentTarget.matches(':focus-visible'))
          ear.rest(suggestion);
      }}
      onPointerEnter={(event) => event.pointerType === 'mouse' && ear.rest(suggestion)}
      onPointerDown={onPointerDown}
      onClick={press}
    >
      <div className={styles.head}>
        <InstrumentIcon instrument={stem.instrument} size={20} />
        <div className={styles.words}>
          <p className={styles.name}>{stem.name}</p>
          <p className={`${styles.meta} numbers`}>
            {as} · {stem.maker}
          </p>
        </div>
        {isIn ? (
          <span className={styles.in}>
            <Check size={14} aria-hidden /> In the jam
          </span>
        ) : (
          <VoteButtons ballot={ballot} name={stem.name} isReachable={isEntry} onVote={onVote} />
        )}
        {hasFit && <FitRing fit={fit} />}
      </div>
      <div className={styles.wave}>
        <MixGhost />
        <StemWave stem={stem} bars={Math.max(4, Math.min(8, stem.bars))} />
        <AuditionMark state={audition} />
        <span className={styles.faces}>
          <TriedBy stemId={stem.stemId} />
          <VoteFaces ballot={ballot} />
        </span>
      </div>
      <ReasonChips reasons={reasons} />
    </li>
  );
}

function spoken({ stem, fit, reasons }: Suggestion, as: string, hasFit: boolean): string {
  const what = [
    `${stem.name} by ${stem.maker}`,
    INSTRUMENT_NAMES[stem.instrument],
    hasFit && `fit ${Math.round(fit * 100)} of 100`,
    as,
  ];
  return `${what.filter(Boolean).join(', ')}. ${reasons.map(({ text }) => text).join(', ')}`;
}
