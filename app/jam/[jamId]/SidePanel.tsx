'use client';

import type { JamState } from '#server/contract/jam';
import { FitsPanel } from './fits/FitsPanel';
import { LibraryPanel } from './library/LibraryPanel';
import { PeoplePanel } from './people/PeoplePanel';
import { useRoomView, type Panel } from './RoomView';
import styles from './SidePanel.module.css';

/** Beside the tracks: what fits, or the whole library. */
export function SidePanel({ jam }: { jam: JamState }) {
  const { panel, showPanel } = useRoomView();
  const shown: Exclude<Panel, 'jam'> = panel === 'jam' ? 'fits' : panel;
  return (
    <aside className={styles.side} data-away={panel === 'jam' || undefined} aria-label="Stems">
      <div className={styles.switch} role="group" aria-label="Show">
        <button type="button" aria-pressed={shown === 'fits'} onClick={() => showPanel('fits')}>
          Fits now
        </button>
        <button type="button" aria-pressed={shown === 'library'} onClick={() => showPanel('library')}>
          Library
        </button>
        <button type="button" aria-pressed={shown === 'people'} onClick={() => showPanel('people')}>
          People
        </button>
      </div>
      <div className={styles.panel} data-panel={shown}>
        {shown === 'fits' && <FitsPanel jam={jam} />}
        {shown === 'library' && <LibraryPanel jam={jam} />}
        {shown === 'people' && <PeoplePanel />}
      </div>
    </aside>
  );
}
