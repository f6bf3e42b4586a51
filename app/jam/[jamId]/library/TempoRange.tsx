'use client';

import { useEffect, useState } from 'react';
import styles from './TempoRange.module.css';

interface TempoRangeProps {
  min: number | undefined;
  max: number | undefined;
  onChange: (min: number | undefined, max: number | undefined) => void;
}

const read = (text: string): number | undefined => {
  const bpm = Number(text);
  return text.trim() && bpm >= 20 && bpm <= 400 ? bpm : undefined;
};

/** From and to, in bpm; either may be left open. */
export function TempoRange({ min, max, onChange }: TempoRangeProps) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  useEffect(() => {
    if (min === undefined && max === undefined) {
      setFrom((text) => (read(text) === undefined ? text : ''));
      setTo((text) => (read(text) === undefined ? text : ''));
    }
  }, [min, max]);
  return (
    <span className={styles.range} role="group" aria-label="Tempo in bpm">
      <input
        className="numbers"
        inputMode="numeric"
        aria-label="Slowest tempo in bpm"
        placeholder="bpm"
        maxLength={3}
        value={from}
        onChange={(event) => {
          setFrom(event.target.value);
          onChange(read(event.target.value), read(to));
        }}
      />
      <span aria-hidden>–</span>
      <input
        className="numbers"
        inputMode="numeric"
        aria-label="Fastest tempo in bpm"
        placeholder="bpm"
        maxLength={3}
        value={to}
        onChange={(event) => {
          setTo(event.target.value);
          onChange(read(from), read(event.target.value));
        }}
      />
    </span>
  );
}
