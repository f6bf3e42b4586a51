import { Ear, TriangleAlert } from 'lucide-react';
import type { AuditionView } from '#app/_audio/audioStore';
import { Spinner } from '#app/_components/Spinner';
import styles from './AuditionMark.module.css';

const WORDS: Record<AuditionView['state'], string> = {
  loading: 'Loading',
  waiting: 'On the next beat',
  sounding: 'Only you hear this',
  failed: 'Could not be loaded',
};

/** What one tries privately says so. */
export function AuditionMark({ state, isSmall }: { state: AuditionView['state'] | null; isSmall?: boolean }) {
  if (!state) return null;
  return (
    <span className={styles.mark} data-state={state}>
      {state === 'sounding' && <Ear size={13} aria-hidden />}
      {state === 'failed' && <TriangleAlert size={13} aria-hidden />}
      {(state === 'loading' || state === 'waiting') && <Spinner />}
      <span className={isSmall ? 'sr-only' : undefined}>{WORDS[state]}</span>
    </span>
  );
}
