'use client';

import { useState, type KeyboardEvent } from 'react';
import styles from './EditableText.module.css';

interface EditableTextProps {
  label: string;
  value: string;
  maxLength: number;
  onChange: (value: string) => void;
  onDone: () => void;
}

/** A name while it is written: Enter or leaving keeps it, Esc does not. */
export function EditableText({ label, value, maxLength, onChange, onDone }: EditableTextProps) {
  const [draft, setDraft] = useState(value);
  const keep = () => {
    const next = draft.trim();
    if (next && next !== value) onChange(next);
    onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Enter') keep();
    if (event.key === 'Escape') onDone();
  };
  return (
    <input
      className={styles.input}
      aria-label={label}
      value={draft}
      maxLength={maxLength}
      autoFocus
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={onKeyDown}
    />
  );
}
