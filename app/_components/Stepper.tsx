'use client';

import { Minus, Plus } from 'lucide-react';
import styles from './Stepper.module.css';

interface StepperProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  /** The value as shown and spoken: "+2". */
  text: string;
  disabled?: boolean;
  onChange: (value: number) => void;
}

/** A small number with a button on each side. */
export function Stepper({ label, value, min, max, step = 1, text, disabled, onChange }: StepperProps) {
  return (
    <div className={styles.stepper} role="group" aria-label={label}>
      <button
        type="button"
        aria-label={`${label}: less`}
        disabled={disabled || value <= min}
        onClick={() => onChange(Math.max(min, value - step))}
      >
        <Minus size={16} aria-hidden />
      </button>
      <output className="numbers">{text}</output>
      <button
        type="button"
        aria-label={`${label}: more`}
        disabled={disabled || value >= max}
        onClick={() => onChange(Math.min(max, value + step))}
      >
        <Plus size={16} aria-hidden />
      </button>
    </div>
  );
}
