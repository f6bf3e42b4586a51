'use client';

import type { ComponentProps } from 'react';
import styles from './TransportButton.module.css';

/** A figure with its unit; opens what changes it. */
interface TransportButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** What it is, for those who do not see where it stands: "Tempo". */
  name: string;
  figure: string;
  unit: string;
}

export function TransportButton({ name, figure, unit, ...rest }: TransportButtonProps) {
  return (
    <button type="button" className={styles.button} {...rest}>
      <span className="sr-only">{name}: </span>
      <span className={`${styles.figure} numbers`}>{figure}</span> <span className={styles.unit}>{unit}</span>
    </button>
  );
}
