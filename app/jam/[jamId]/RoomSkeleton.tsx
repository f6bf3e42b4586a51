import styles from './RoomSkeleton.module.css';

/** The room's shape while it is on its way, so that nothing jumps when it arrives. */
export function RoomSkeleton() {
  return (
    <div className={styles.room} role="status" aria-label="Joining the jam">
      <div className={styles.top} />
      <div className={styles.rows}>
        {Array.from({ length: 5 }, (_, index) => (
          <i key={index} />
        ))}
      </div>
      <div className={styles.side} />
    </div>
  );
}
