'use client';

import { Plus, Replace } from 'lucide-react';
import type { AuditionView } from '#app/_audio/audioStore';
import { IconButton } from '#app/_components/IconButton';
import { INSTRUMENT_NAMES } from '#app/_components/instrumentIcons';
import { InstrumentIcon } from '#app/_components/InstrumentIcon';
import { StemWave } from '#app/_components/StemWave';
import type { Proposal } from '#server/contract/ballot';
import { keyName } from '#server/contract/key';
import { AuditionMark } from '../fits/AuditionMark';
import type { BrowseByEar } from '../fits/useBrowseByEar';
import styles from './StemRow.module.css';

interface StemRowProps {
  proposal: Proposal;
  isEntry: boolean;
  audition: AuditionView['state'] | null;
  /** The selected track's name; null when none is selected. */
  replaceName: string | null;
  ear: BrowseByEar;
  onCurrent: () => void;
  onAdd: (replace: boolean) => void;
}

export function StemRow({ proposal, isEntry, audition, replaceName, ear, onCurrent, onAdd }: StemRowProps) {
  const { stem } = proposal;
  const made = [
    `${stem.bpm} bpm`,
    stem.key && keyName(stem.key),
    `${stem.bars} ${stem.bars === 1 ? 'bar' : 'bars'}`,
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <li
      id={`stem-${stem.stemId}`}
      className={styles.row}
      data-stem-row
      data-instrument={stem.instrument}
      data-auditioning={audition !== null || undefined}
      tabIndex={isEntry ? 0 : -1}
      aria-label={`${stem.name} by ${stem.maker}, ${INSTRUMENT_NAMES[stem.instrument]}, ${made}`}
      onFocus={(event) => {
        onCurrent();
        if (event.target === event.currentTarget && event.currentTarget.matches(':focus-visible'))
          ear.rest(proposal);
      }}
      onPointerEnter={(event) => event.pointerType === 'mouse' && ear.rest(proposal)}
      onClick={() => ear.toggle(proposal)}
    >
      <InstrumentIcon instrument={stem.instrument} size={20} />
      <div className={styles.words}>
        <p className={styles.name}>{stem.name}</p>
        <p className={`${styles.meta} numbers`} title={`By ${stem.maker}, ${stem.licence}`}>
          {made}
        </p>
      </div>
      <div className={styles.wave}>
        <StemWave stem={stem} />
        <AuditionMark state={audition} isSmall />
      </div>
      <span className={styles.actions} onClick={(event) => event.stopPropagation()}>
        {replaceName && (
          <IconButton
            icon={Replace}
            label={`Put it onto “${replaceName}”`}
            tabIndex={isEntry ? 0 : -1}
            onClick={() => onAdd(true)}
          />
        )}
        <IconButton
          tone="plain"
          icon={Plus}
          label={`Add ${stem.name} at the next bar`}
          keys="Enter"
          tabIndex={isEntry ? 0 : -1}
          onClick={() => onAdd(false)}
        />
      </span>
    </li>
  );
}
