'use client';

import { useEffect, useRef } from 'react';
import { useBeatFrame } from '../useBeat';
import styles from './Playhead.module.css';

/** Crosses all lanes, where the ear is. Moved by the animation frame alone. */
export function Playhead({ count, beatsPerBar }: { count: number; beatsPerBar: number }) {
  const mover = useRef<HTMLDivElement>(null);
  const width = useRef(0);
  const beats = count * beatsPerBar;

  useEffect(() => {
    const lanes = mover.current?.parentElement;
    if (!lanes) return;
    const observer = new ResizeObserver(() => (width.current = lanes.clientWidth));
    observer.observe(lanes);
    return () => observer.disconnect();
  }, []);

  useBeatFrame((beat) => {
    const share = (((beat % beats) + beats) % beats) / beats;
    if (mover.current) mover.current.style.transform = `translateX(${share * width.current}px)`;
  });
  return (
    <div ref={mover} className={styles.playhead}>
      <span className={styles.glow} />
    </div>
  );
}
