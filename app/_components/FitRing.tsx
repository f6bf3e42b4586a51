import styles from './FitRing.module.css';

const RADIUS = 15;
const LENGTH = 2 * Math.PI * RADIUS;

/** How well a stem fits this mix, 0 to 1, as a ring with its figure. */
export function FitRing({ fit }: { fit: number }) {
  const percent = Math.round(fit * 100);
  return (
    <span className={styles.ring} role="img" aria-label={`Fit ${percent} of 100`}>
      <svg viewBox="0 0 36 36" aria-hidden>
        <circle className={styles.rail} cx="18" cy="18" r={RADIUS} />
        <circle
          className={styles.arc}
          cx="18"
          cy="18"
          r={RADIUS}
          strokeDasharray={`${LENGTH * fit} ${LENGTH}`}
          transform="rotate(-90 18 18)"
        />
      </svg>
      <span className={`${styles.figure} numbers`}>{percent}</span>
    </span>
  );
}
