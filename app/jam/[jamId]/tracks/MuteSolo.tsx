'use client';

import { Tooltip } from '#app/_components/Tooltip';
import type { Track } from '#server/contract/jam';
import { useDo } from '../useDo';
import styles from './MuteSolo.module.css';

export function MuteSolo({ track }: { track: Track }) {
  const act = useDo();
  return (
    <span className={styles.pair}>
      <Tooltip label={track.mute ? 'Unmute for everybody' : 'Mute for everybody'} keys="M">
        <button
          type="button"
          className={styles.mute}
          aria-pressed={track.mute}
          aria-label={`Mute ${track.name}`}
          onClick={() => act.setTrack(track.trackId, { mute: !track.mute })}
        >
          M
        </button>
      </Tooltip>
      <Tooltip label={track.solo ? 'End solo for everybody' : 'Solo for everybody'} keys="S">
        <button
          type="button"
          className={styles.solo}
          aria-pressed={track.solo}
          aria-label={`Solo ${track.name}`}
          onClick={() => act.setTrack(track.trackId, { solo: !track.solo })}
        >
          S
        </button>
      </Tooltip>
    </span>
  );
}
