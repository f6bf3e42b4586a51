'use client';

import { Drum, Search, UserPlus } from 'lucide-react';
import { useCopyLink } from '../transport/useCopyLink';
import { useRoomView } from '../RoomView';
import styles from './EmptyJam.module.css';

/** A jam that has no music yet: three ways in. */
export function EmptyJam() {
  const { enterPanel } = useRoomView();
  const { copy, isCopied } = useCopyLink();
  return (
    <section className={styles.empty} aria-label="Tracks">
      <h2 className={styles.title}>Nothing plays yet</h2>
      <p className={styles.lead}>The first stem sets the tempo and the key. Everything after it follows.</p>
      <div className={styles.ways}>
        <button type="button" className={styles.way} onClick={() => enterPanel('fits')}>
          <Drum size={24} strokeWidth={1.75} aria-hidden />
          <strong>Pick a groove</strong>
          <span>A few good ones to begin with. Hear them, vote one in.</span>
        </button>
        <button type="button" className={styles.way} onClick={() => enterPanel('library')}>
          <Search size={24} strokeWidth={1.75} aria-hidden />
          <strong>Browse the library</strong>
          <span>Search by name, instrument, tempo or key.</span>
        </button>
        <button type="button" className={styles.way} onClick={copy}>
          <UserPlus size={24} strokeWidth={1.75} aria-hidden />
          <strong>{isCopied ? 'Link copied' : 'Invite somebody'}</strong>
          <span>Whoever opens the link is in. No account needed.</span>
        </button>
      </div>
    </section>
  );
}
