'use client';

import { ChevronDown } from 'lucide-react';
import styles from './Select.module.css';

interface SelectProps {
  label: string;
  value: string;
  choices: readonly { value: string; text: string }[];
  onChange: (value: string) => void;
}

/** The platform's own menu: best by thumb and by screen reader. */
export function Select({ label, value, choices, onChange }: SelectProps) {
  return (
    <span className={styles.select} data-set={value !== '' || undefined}>
      <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden />
    </span>
  );
}
