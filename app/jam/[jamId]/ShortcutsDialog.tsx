'use client';

import { Dialog } from '#app/_components/Dialog';
import { Keys } from '#app/_components/Keys';
import { useRoomView } from './RoomView';
import styles from './ShortcutsDialog.module.css';

const GROUPS: { title: string; shortcuts: [keys: string, what: string][] }[] = [
  {
    title: 'Room',
    shortcuts: [
      ['Space', 'Listen or pause, for you alone'],
      ['Ctrl Z', 'Undo your last change (⌘ Z on a Mac)'],
      ['Esc', 'Stop what you try privately'],
      ['?', 'This page'],
    ],
  },
  {
    title: 'Tracks',
    shortcuts: [
      ['↑ ↓', 'Select a track'],
      ['M', 'Mute the selected track, for everybody'],
      ['S', 'Solo it, for everybody'],
      ['Alt ↑', 'Move it up (Alt ↓: down)'],
    ],
  },
  {
    title: 'Fits and library',
    shortcuts: [
      ['↑ ↓', 'Browse; what you stop at sounds, only for you'],
      ['Enter', 'Fits: vote for it. Library: add it'],
      ['N', 'Fits: vote against it (or Backspace)'],
    ],
  },
  {
    title: 'Faders',
    shortcuts: [
      ['← →', 'A little at a time'],
      ['Delete', 'Back to 0 dB or the centre (or double-click)'],
    ],
  },
];

export function ShortcutsDialog() {
  const { shortcutsOpen, showShortcuts } = useRoomView();
  return (
    <Dialog open={shortcutsOpen} onClose={() => showShortcuts(false)} title="Keyboard shortcuts" wide>
      <div className={styles.groups}>
        {GROUPS.map(({ title, shortcuts }) => (
          <section key={title}>
            <h3 className={styles.title}>{title}</h3>
            <dl className={styles.list}>
              {shortcuts.map(([keys, what]) => (
                <div key={keys} className={styles.line}>
                  <dt>
                    <Keys keys={keys} />
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
