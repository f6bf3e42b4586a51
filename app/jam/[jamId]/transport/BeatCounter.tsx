'use client';

import { useRef } from 'react';
import { useBeatFrame } from '../useBeat';
import styles from './BeatCounter.module.css';

/** "12.3": bar and beat, counted from one, with a light per beat. Moves outside React. */
export function BeatCounter({ beatsPerBar }: { beatsPerBar: number }) {
  const text = useRef<HTMLSpanElement>(null);
  const lights = useRef<HTMLSpanElement>(null);
  const shown = useRef(NaN);
  useBeatFrame((beat) => {
    const whole = Math.max(0, Math.floor(beat));
    if (whole === shown.current) return;
    shown.current = whole;
    const inBar = whole % beatsPerBar;
    if (text.current) text.current.textContent = `${Math.floor(whole / beatsPerBar) + 1}.${inBar + 1}`;
    for (const [index, light] of [...(lights.current?.children ?? [])].entries())
      light.toggleAttribute('data-on', index === inBar);
  });
  return (
    <div className={styles.counter} role="timer" aria-label="Bar and beat" aria-live="off">
      <span ref={text} className={`${styles.figure} numbers`}>
        –.–
      </span>
      <span ref={lights} className={styles.lights} aria-hidden>
        {Array.from({ length: beatsPerBar }, (_, index) => (
          <i key={index} />
        ))}
      </span>
    </div>
  );
}
