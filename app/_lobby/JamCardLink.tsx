'use client';

import Link from 'next/link';
import { timeAgo } from '#app/_components/timeAgo';
import type { JamCard } from '#server/contract/http';
import { InstrumentBars } from './InstrumentBars';
import { JamPeople, tuningOf } from './JamFacts';
import styles from './JamCardLink.module.css';

export function JamCardLink({ jam }: { jam: JamCard }) {
  return (
    <Link href={`/jam/${jam.jamId}`} className={styles.card}>
      <span className={styles.head}>
        <strong className={styles.name}>{jam.name}</strong>
        <span className={`${styles.tuning} numbers`}>{tuningOf(jam)}</span>
      </span>
      <InstrumentBars instruments={jam.instruments} />
      <span className={styles.foot}>
        <JamPeople jam={jam} />
        <time className={styles.time} dateTime={new Date(jam.changedAt).toISOString()}>
          {timeAgo(jam.changedAt, Date.now())}
        </time>
      </span>
    </Link>
  );
}
