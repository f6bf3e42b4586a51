'use client';

import { Slider } from '#app/_components/Slider';
import { Tooltip } from '#app/_components/Tooltip';
import type { Track } from '#server/contract/jam';
import { useFader } from './useFader';
import styles from './Faders.module.css';

const panText = (pan: number): string => {
  const percent = Math.round(Math.abs(pan) * 100);
  return percent === 0 ? 'C' : `${pan < 0 ? 'L' : 'R'}${percent}`;
};

const spoken = (pan: number): string => {
  const percent = Math.round(Math.abs(pan) * 100);
  return percent === 0 ? 'centre' : `${percent} percent ${pan < 0 ? 'left' : 'right'}`;
};

export function PanFader({ track }: { track: Track }) {
  const { value, move, letGo } = useFader(track, 'pan');
  return (
    <Tooltip label="Pan. Double-click for the centre">
      <span className={styles.pan}>
        <Slider
          label={`Pan of ${track.name}`}
          value={value}
          min={-1}
          max={1}
          step={0.05}
          origin={0}
          home={0}
          valueText={spoken(value)}
          onChange={(at) => move(Math.round(at * 100) / 100)}
          onCommit={(at) => letGo(Math.round(at * 100) / 100)}
        />
        <span className={`${styles.figure} numbers`} aria-hidden>
          {panText(value)}
        </span>
      </span>
    </Tooltip>
  );
}
