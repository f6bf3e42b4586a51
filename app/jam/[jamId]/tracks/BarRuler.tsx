'use client';

import type { CSSProperties } from 'react';
import type { Bar } from '#server/contract/units';
import { barOfSlot } from './laneSlots';
import styles from './BarRuler.module.css';

interface BarRulerProps {
  count: number;
  beatsPerBar: number;
  now: Bar | null;
}

/** The numbers of the bars below; the one that runs is lit. */
export function BarRuler({ count, beatsPerBar, now }: BarRulerProps) {
  return (
    <div className={styles.ruler} aria-hidden style={{ '--beats': beatsPerBar } as CSSProperties}>
      {Array.from({ length: count }, (_, slot) => (
        <span key={slot} className={`${styles.bar} numbers`} data-now={now !== null && slot === now % count}>
          {now === null ? '' : barOfSlot(slot, count, now) + 1}
        </span>
      ))}
    </div>
  );
}
