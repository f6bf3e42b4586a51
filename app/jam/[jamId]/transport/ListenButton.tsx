'use client';

import { Pause, Play, VolumeX } from 'lucide-react';
import { useAudio } from '#app/_audio/useAudio';
import { Spinner } from '#app/_components/Spinner';
import { Tooltip } from '#app/_components/Tooltip';
import type { ListenState } from '#app/_audio/audioStore';
import { useListen } from './useListen';
import styles from './ListenButton.module.css';

const WORDS: Record<ListenState, { text: string; tip: string }> = {
  silent: { text: 'Listen', tip: 'Hear the jam. Only you start listening' },
  starting: { text: 'Starting', tip: 'You come in with the next bar' },
  listening: { text: 'Pause', tip: 'Fall silent here. The jam goes on for the others' },
  blocked: { text: 'Listen', tip: 'Your browser wants one more tap' },
  unsupported: { text: 'No sound', tip: 'This browser cannot play the jam. Try a current one' },
};

/** Play and pause are each listener's own: the jam itself never stops. */
export function ListenButton() {
  const state = useAudio((audio) => audio.listenState);
  const { toggle } = useListen();
  const { text, tip } = WORDS[state];
  return (
    <Tooltip label={tip} keys="Space">
      <button
        type="button"
        className={styles.listen}
        data-state={state}
        disabled={state === 'unsupported'}
        onClick={toggle}
      >
        <span className={styles.icon}>
          {state === 'listening' && <Pause size={16} fill="currentColor" strokeWidth={0} aria-hidden />}
          {(state === 'silent' || state === 'blocked') && (
            <Play size={16} fill="currentColor" strokeWidth={0} aria-hidden />
          )}
          {state === 'starting' && <Spinner />}
          {state === 'unsupported' && <VolumeX size={16} aria-hidden />}
        </span>
        {text}
      </button>
    </Tooltip>
  );
}
