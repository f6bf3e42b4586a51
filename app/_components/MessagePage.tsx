import type { ReactNode } from 'react';
import styles from './MessagePage.module.css';

/** A whole page with one message: what happened, what it means for the music, what to do. */
export function MessagePage({
  title,
  sentence,
  children,
}: {
  title: string;
  sentence: string;
  children?: ReactNode;
}) {
  return (
    <main className={styles.page}>
      <span className={styles.flatline} aria-hidden />
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.sentence}>{sentence}</p>
      <div className={styles.actions}>{children}</div>
    </main>
  );
}
