'use client';

import { Slider } from '#app/_components/Slider';
import type { Track } from '#server/contract/jam';
import { faderOfGain, gainOfFader } from './faderScale';
import { useFader } from './useFader';
import styles from './Faders.module.css';

const figure = (db: number): string => (db <= -60 ? '−∞' : db.toFixed(1).replace('-', '−'));

export function GainFader({ track }: { track: Track }) {
  const { value, move, letGo } = useFader(track, 'gainDb');
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
      />
      <span className={`${styles.figure} numbers`} aria-hidden>
        {figure(value)}
        <small> dB</small>
      </span>
    </span>
  );
}
