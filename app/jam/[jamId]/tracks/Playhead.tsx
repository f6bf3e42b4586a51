'use client';

import { useRef } from 'react';
import { useBeatFrame } from '../useBeat';
import styles from './Playhead.module.css';

/** Crosses all lanes, where the ear is. Moved by the animation frame alone. */
export function Playhead({ count, beatsPerBar }: { count: number; beatsPerBar: number }) {
  const mover = useRef<HTMLDivElement>(null);
  const beats = count * beatsPerBar;
  useBeatFrame((beat) => {
    const share = (((beat % beats) + beats) % beats) / beats;
    if (mover.current) mover.current.style.transform = `translateX(${share * 100}%)`;
  });
  return (
    <div ref={mover} className={styles.mover}>
      <span className={styles.glow} />
      <span className={styles.line} />
    </div>
  );
}
