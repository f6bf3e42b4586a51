import { AudioLines, CornerDownRight, Gauge, Music2, Play, Sparkle, Waves } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { Reason } from '#server/contract/suggestion';
import styles from './ReasonChips.module.css';

const ICONS: Record<Reason['kind'], LucideIcon> = {
  key: Music2,
  tempo: Gauge,
  register: Waves,
  rhythm: AudioLines,
  answers: CornerDownRight,
  new: Sparkle,
  start: Play,
};

const SHOWN = 3;

/** SG6: why it fits, in a few words each. */
export function ReasonChips({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <ul className={styles.chips}>
      {reasons.slice(0, SHOWN).map(({ kind, text }) => {
        const Icon = ICONS[kind];
        return (
          <li key={`${kind} ${text}`} className={styles.chip}>
            <Icon size={12} aria-hidden />
            {text}
          </li>
        );
      })}
    </ul>
  );
}
