'use client';

import { useJam } from '#app/_jam/useJam';
import { Spinner } from '#app/_components/Spinner';
import styles from './ConnectionBanner.module.css';

/** Says that the room is out of reach, and that the music goes on. */
export function ConnectionBanner() {
  const connection = useJam((view) => view.connection);
  const waiting = useJam((view) => view.pendingOps.length);
  const isAway = connection === 'reconnecting';
  return (
    <div className={styles.banner} role="status">
      {isAway && (
        <p className={styles.text}>
          <Spinner />
          Reconnecting. The loops play on;{' '}
          {waiting > 0
            ? `your last ${waiting === 1 ? 'change goes' : `${waiting} changes go`} out when the room is back.`
            : 'what you change goes out when the room is back.'}
        </p>
      )}
    </div>
  );
}
