'use client';

import type { ComponentProps } from 'react';
import styles from './TransportButton.module.css';

/** A figure with its unit; opens what changes it. */
export function TransportButton({
  figure,
  unit,
  ...rest
}: { figure: string; unit: string } & Omit<ComponentProps<'button'>, 'children'>) {
  return (
    <button type="button" className={styles.button} {...rest}>
      <span className={`${styles.figure} numbers`}>{figure}</span>
      <span className={styles.unit}>{unit}</span>
    </button>
  );
}
