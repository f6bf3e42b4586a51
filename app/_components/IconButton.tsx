'use client';

import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Tooltip } from './Tooltip';
import styles from './IconButton.module.css';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon;
  /** The button's name: spoken, and shown as a tooltip. */
  label: string;
  keys?: string;
  side?: 'top' | 'bottom' | 'left' | 'right';
  tone?: 'quiet' | 'plain' | 'danger';
  iconSize?: number;
}

export function IconButton({
  icon: Icon,
  label,
  keys,
  side,
  tone = 'quiet',
  iconSize = 16,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} side={side}>
      <button
        type="button"
        aria-label={label}
        className={[styles.button, styles[tone], className].filter(Boolean).join(' ')}
        {...rest}
      >
        <Icon size={iconSize} aria-hidden />
      </button>
    </Tooltip>
  );
}
