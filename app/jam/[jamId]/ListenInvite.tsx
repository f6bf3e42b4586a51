'use client';

import { useAudio } from '#app/_audio/useAudio';
import { Keys } from '#app/_components/Keys';
import { useJam } from '#app/_jam/useJam';
import styles from './ListenInvite.module.css';
import { useListen } from './transport/useListen';

/** Somebody who sees music move and hears nothing is told why. */
export function ListenInvite() {
  const state = useAudio((audio) => audio.listenState);
  const hasMusic = useJam((view) => view.jam?.tracks.some((track) => track.clips.length > 0) ?? false);
  const { toggle } = useListen();
  if (!hasMusic || (state !== 'silent' && state !== 'blocked')) return null;
  return (
    <button type="button" className={styles.invite} onClick={toggle}>
      {state === 'blocked' ? 'Your browser wants one more tap to play' : 'The jam is playing. Tap to listen'}
      <Keys keys="Space" />
    </button>
  );
}
