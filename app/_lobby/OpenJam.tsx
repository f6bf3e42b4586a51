'use client';

import { Play } from 'lucide-react';
import type { Route } from 'next';
import { ButtonLink } from '#app/_components/Button';
import { INSTRUMENT_NAMES } from '#app/_components/instrumentIcons';
import type { JamCard } from '#server/contract/http';
import { JamPeople, tuningOf } from './JamFacts';
import { PulseRoll } from './PulseRoll';
import styles from './OpenJam.module.css';

/**
 * The jam everybody is offered first, drawn moving; the tap that opens it is the tap that starts the sound.
 * Without it, `wait` says what is waited for in its place; null: there is none.
 */
export function OpenJam({ jam, wait }: { jam: JamCard | null; wait: string | null }) {
  if (!jam) return wait === null ? null : <div className={styles.placeholder}>{wait}</div>;
  const instruments = [...new Set(jam.instruments)];
  return (
    <section className={styles.open} aria-label="The open jam">
      <PulseRoll instruments={jam.instruments} bpm={jam.bpm} seed={jam.jamId} />
      <div className={styles.words}>
        <p className={styles.kicker}>
          <i aria-hidden /> Playing now, open to all
        </p>
        <h2 className={styles.name}>{jam.name}</h2>
        <p className={`${styles.facts} numbers`}>
          {tuningOf(jam)}
          {instruments.length > 0 &&
            ` · ${instruments.map((instrument) => INSTRUMENT_NAMES[instrument].toLowerCase()).join(', ')}`}
        </p>
        <p className={styles.people}>
          <JamPeople jam={jam} />
        </p>
      </div>
      <ButtonLink className={styles.listen} size="l" href={`/jam/${jam.jamId}` as Route}>
        <Play size={18} fill="currentColor" strokeWidth={0} aria-hidden />
        Listen
      </ButtonLink>
    </section>
  );
}
