'use client';

import { AudioLines, Library, Sparkles, Users } from 'lucide-react';
import { useJam } from '#app/_jam/useJam';
import { useRoomView, type Panel } from './RoomView';
import styles from './PanelTabs.module.css';

const TABS = [
  { panel: 'jam', text: 'Jam', icon: AudioLines },
  { panel: 'fits', text: 'Fits', icon: Sparkles },
  { panel: 'library', text: 'Library', icon: Library },
  { panel: 'people', text: 'People', icon: Users },
] as const satisfies { panel: Panel; text: string; icon: typeof Users }[];

/** The room's parts by thumb, where they do not fit beside each other. */
export function PanelTabs() {
  const { panel, showPanel } = useRoomView();
  const people = useJam((view) => view.people.filter((person) => person.connected).length);
  const toVote = useJam(
    (view) =>
      view.jam?.ballots.filter((ballot) => !ballot.outcome && !(view.memberId && ballot.votes[view.memberId]))
        .length ?? 0,
  );
  const badges: Partial<Record<Panel, { count: number; words: string }>> = {
    fits: { count: toVote, words: `${toVote} to vote on` },
    people: { count: people, words: `${people} here` },
  };
  return (
    <nav className={styles.tabs} aria-label="Parts of the room">
      {TABS.map(({ panel: name, text, icon: Icon }) => (
        <button
          key={name}
          type="button"
          className={styles.tab}
          aria-current={panel === name ? 'page' : undefined}
          onClick={() => showPanel(name)}
        >
          <Icon size={20} aria-hidden />
          {text}
          {(badges[name]?.count ?? 0) > 0 && (
            <span className={`${styles.badge} numbers`} data-quiet={name === 'people' || undefined}>
              {badges[name]!.count}
              <span className="sr-only"> {badges[name]!.words}</span>
            </span>
          )}
        </button>
      ))}
    </nav>
  );
}
