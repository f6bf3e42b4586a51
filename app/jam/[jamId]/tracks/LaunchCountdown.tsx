'use client';

import { useRef } from 'react';
import { useJam } from '#app/_jam/useJam';
import type { Bar } from '#server/contract/units';
import { useBeatFrame } from '../useBeat';
import styles from './LaunchCountdown.module.css';

const WORDS = { starts: 'In', changes: 'Changes in', stops: 'Out in' } as const;

/** "In 3 beats". The number moves with the beat, outside React. */
export function LaunchCountdown({ change }: { change: { at: Bar; what: keyof typeof WORDS } }) {
  const beatsPerBar = useJam((view) => view.jam?.transport.beatsPerBar ?? 4);
  const text = useRef<HTMLSpanElement>(null);
  const shown = useRef(-1);
  useBeatFrame((beat) => {
    const left = Math.max(0, Math.ceil(change.at * beatsPerBar - beat));
    if (left === shown.current || !text.current) return;
    shown.current = left;
    text.current.textContent = `${left} ${left === 1 ? 'beat' : 'beats'}`;
  });
  return (
    <span className={styles.countdown} data-what={change.what} aria-hidden>
      {WORDS[change.what]} <span ref={text} className="numbers" />
    </span>
  );
}
