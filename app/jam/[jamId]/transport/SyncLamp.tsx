'use client';

import { Tooltip } from '#app/_components/Tooltip';
import { useJam } from '#app/_jam/useJam';
import { syncOf } from './syncOf';
import styles from './SyncLamp.module.css';

/** How closely this browser follows the common clock, in words, colour and figure. */
export function SyncLamp() {
  const clock = useJam((view) => view.clock);
  const connection = useJam((view) => view.connection);
  const errorMs = connection === 'live' ? (clock?.errorMs ?? null) : null;
  const { level, word, figure } = syncOf(errorMs);
  const trip = clock ? ` Round trip ${Math.round(clock.roundTripMs)} ms.` : '';
  return (
    <Tooltip label={`${word}: your clock is within ${figure} of the room's.${trip}`}>
      <button
        type="button"
        className={styles.lamp}
        data-level={level}
        aria-label={`Sync: ${word}, ${figure}`}
      >
        <i aria-hidden />
        <span className="numbers">{figure}</span>
      </button>
    </Tooltip>
  );
}
