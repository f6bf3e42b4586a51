'use client';

import { Slider } from '#app/_components/Slider';
import type { Track } from '#server/contract/jam';
import { faderOfGain, gainOfFader, MAX_DB, MIN_DB } from './faderScale';
import { useFader } from './useFader';
import styles from './Faders.module.css';

const figure = (db: number): string => (db <= -60 ? '−∞' : db.toFixed(1).replace('-', '−'));

const KEY_STEP_DB = 0.5;

export function GainFader({ track }: { track: Track }) {
  const { value, move, letGo } = useFader(track, 'gainDb');
  const step = (steps: number) => {
    const next = Math.min(MAX_DB, Math.max(MIN_DB, value + steps * KEY_STEP_DB));
    move(next);
    letGo(next);
  };
  return (
    <span className={styles.gain}>
      <Slider
        label={`Gain of ${track.name}`}
        value={faderOfGain(value)}
        min={0}
        max={100}
        step={0.5}
        home={faderOfGain(0)}
        valueText={value <= -60 ? 'silent' : `${value.toFixed(1)} decibels`}
        onChange={(at) => move(gainOfFader(at))}
        onCommit={(at) => letGo(gainOfFader(at))}
        onStep={step}
      />
      <span className={`${styles.figure} numbers`} aria-hidden>
        {figure(value)}
        <small> dB</small>
      </span>
    </span>
  );
}
