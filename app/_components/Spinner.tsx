import styles from './Spinner.module.css';

/** Four bars, waiting. What is waited for stands beside it in words. */
export function Spinner() {
  return (
    <span className={styles.spinner} aria-hidden>
      <i />
      <i />
      <i />
      <i />
    </span>
  );
}
