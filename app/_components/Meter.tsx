'use client';

import { useRef } from 'react';
import { useFrame } from './useFrame';
import styles from './Meter.module.css';

interface MeterProps {
  /** dB full scale, -Infinity when silent; read once per frame. */
  level: () => number;
  direction: 'up' | 'right';
}

const FLOOR_DB = -48;
/** Share of the scale that the bar may fall per frame: fast enough to dance, slow enough to read. */
const FALL = 0.03;

/** How loud it is, moving. Decoration for the ear's sake: screen readers skip it. */
export function Meter({ level, direction }: MeterProps) {
  const bar = useRef<HTMLSpanElement>(null);
  const shown = useRef(0);
  useFrame(() => {
    const share = Math.min(1, Math.max(0, 1 - level() / FLOOR_DB));
    const next = Math.max(share, shown.current - FALL);
    if (next === shown.current || !bar.current) return;
    shown.current = next;
    const hidden = `${((1 - next) * 100).toFixed(1)}%`;
    bar.current.style.clipPath = direction === 'up' ? `inset(${hidden} 0 0 0)` : `inset(0 ${hidden} 0 0)`;
  });
  return (
    <span className={`${styles.meter} ${styles[direction]}`} aria-hidden>
      <span ref={bar} className={styles.bar} />
    </span>
  );
}
