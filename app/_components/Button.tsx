import Link from 'next/link';
import type { ComponentProps } from 'react';
import styles from './Button.module.css';

interface Look {
  /** `primary` is the one thing to do here; at most one is visible at a time. */
  tone?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'm' | 'l';
}

const classOf = ({ tone = 'plain', size = 'm' }: Look, extra?: string) =>
  [styles.button, styles[tone], styles[size], extra].filter(Boolean).join(' ');

export function Button({ tone, size, className, ...rest }: Look & ComponentProps<'button'>) {
  return <button type="button" className={classOf({ tone, size }, className)} {...rest} />;
}

export function ButtonLink({ tone, size, className, ...rest }: Look & ComponentProps<typeof Link>) {
  return <Link className={classOf({ tone, size }, className)} {...rest} />;
}
