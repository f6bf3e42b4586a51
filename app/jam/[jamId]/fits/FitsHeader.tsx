'use client';

import { RefreshCw } from 'lucide-react';
import { Spinner } from '#app/_components/Spinner';
import { useJam } from '#app/_jam/useJam';
import { ROOM_MEMBER } from '#server/contract/ids';
import type { SuggestionSet, SuggestionStatus } from '#server/contract/suggestion';
import styles from './FitsHeader.module.css';

/** Later than this the list answers a visit, not a change. */
const WORTH_TELLING_S = 15;

interface FitsHeaderProps {
  shown: SuggestionSet | null;
  status: SuggestionStatus | null;
  hasNewer: boolean;
  onRefresh: () => void;
}

/** SG3: which change the list answers, and how long the answer took. */
export function FitsHeader({ shown, status, hasNewer, onRefresh }: FitsHeaderProps) {
  const change = useLastChange();
  return (
    <div className={styles.header}>
      <p className={styles.text} role="status" aria-live="polite">
        {hasNewer ? `Fits the mix before ${change ?? 'the last change'}` : sentence(shown, status, change)}
      </p>
      {hasNewer ? (
        <button type="button" className={styles.newer} onClick={onRefresh}>
          <RefreshCw size={14} aria-hidden />
          Newer fits
        </button>
      ) : (
        status?.state === 'working' && <Spinner />
      )}
    </div>
  );
}

function sentence(
  shown: SuggestionSet | null,
  status: SuggestionStatus | null,
  change: string | null,
): string {
  if (status?.state === 'unavailable') return status.sentence;
  if (!shown) return 'Finding what fits';
  if (shown.source === 'starters') return 'Good ones to begin with';
  if (status?.state === 'working') return 'Listening to the change';
  const seconds = Math.max(0, shown.rankedAt - shown.committedAt) / 1000;
  if (seconds > WORTH_TELLING_S || !change) return 'Fits the mix as it is';
  if (seconds < 0.1) return `Fits ${change}, under 0.1 s`;
  return `Fits ${change}, ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
}

/** "your last change", "Ana’s last change", "what was voted in"; null: nobody has changed anything since we came. */
function useLastChange(): string | null {
  const memberId = useJam((view) => view.memberId);
  const people = useJam((view) => view.people);
  const author = useJam((view) => view.lastChangeBy);
  if (author === ROOM_MEMBER) return 'what was voted in';
  if (author && author === memberId) return 'your last change';
  if (!author) return null;
  const name = people.find((person) => person.memberId === author)?.name;
  return name ? `${name}’s last change` : 'the last change';
}
