'use client';

import { Slider as Radix } from 'radix-ui';
import styles from './Slider.module.css';

/** Steps at once with the Shift key. */
const LARGE_STEP = 10;

interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** How the value is spoken: "-6 decibels". */
  valueText: string;
  /** While it moves. */
  onChange: (value: number) => void;
  /** When it has been let go. */
  onCommit: (value: number) => void;
  /** Arrow keys, where the scale is bent and its own steps would be too small to count; negative: less. */
  onStep?: (steps: number) => void;
  /** A double click or Delete puts it here. */
  home: number;
  /** The filled part begins here; left out: at `min`. */
  origin?: number;
}

export function Slider({
  label,
  value,
  min,
  max,
  step,
  valueText,
  onChange,
  onCommit,
  onStep,
  home,
  origin,
}: SliderProps) {
  const share = (at: number) => ((at - min) / (max - min)) * 100;
  const from = share(origin ?? min);
  const to = share(value);
  const goHome = () => {
    onChange(home);
    onCommit(home);
  };
  return (
    <Radix.Root
      className={styles.slider}
      value={[value]}
      min={min}
      max={max}
      step={step}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      onValueCommit={([next]) => next !== undefined && onCommit(next)}
      onDoubleClick={goHome}
      onKeyDown={(event) => {
        // The arrows belong to the slider while it has the focus, not to the list around it.
        if (event.key.startsWith('Arrow')) {
          event.stopPropagation();
          if (onStep) {
            event.preventDefault();
            const direction = event.key === 'ArrowRight' || event.key === 'ArrowUp' ? 1 : -1;
            onStep(event.shiftKey ? direction * LARGE_STEP : direction);
          }
        }
        if (event.key === 'Delete' || event.key === 'Backspace') {
          event.stopPropagation();
          goHome();
        }
      }}
    >
      <Radix.Track className={styles.rail}>
        <span
          className={styles.fill}
          style={{ left: `${Math.min(from, to)}%`, width: `${Math.abs(to - from)}%` }}
        />
      </Radix.Track>
      <Radix.Thumb className={styles.thumb} aria-label={label} aria-valuetext={valueText} />
    </Radix.Root>
  );
}
