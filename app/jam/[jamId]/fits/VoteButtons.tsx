'use client';

import { ThumbsDown, ThumbsUp } from 'lucide-react';
import type { MouseEvent } from 'react';
import { Tooltip } from '#app/_components/Tooltip';
import type { Vote } from '#server/contract/ballot';
import type { BallotView } from './ballotView';
import styles from './VoteButtons.module.css';

interface VoteButtonsProps {
  ballot: BallotView;
  name: string;
  isReachable: boolean;
  onVote: (vote: Vote) => void;
}

/** Yes and no; pressing one's own vote again takes it back. */
export function VoteButtons({
  ballot: { isOpen, mine, missing },
  name,
  isReachable,
  onVote,
}: VoteButtonsProps) {
  const cast = (vote: Vote) => (event: MouseEvent) => {
    event.stopPropagation();
    if (vote === 'yes' || isOpen) onVote(vote);
  };
  const decides = missing <= 1 && mine !== 'yes';
  return (
    <span className={styles.votes}>
      <Tooltip
        label={
          mine === 'no' ? 'Take your vote back' : isOpen ? 'Not this one' : 'Nobody has voted for it yet'
        }
        keys="N"
      >
        <button
          type="button"
          className={styles.no}
          tabIndex={isReachable ? 0 : -1}
          aria-pressed={mine === 'no'}
          aria-disabled={!isOpen}
          aria-label={`Vote against ${name}`}
          onClick={cast('no')}
        >
          <ThumbsDown size={16} aria-hidden />
        </button>
      </Tooltip>
      <Tooltip
        label={
          mine === 'yes'
            ? 'Take your vote back'
            : decides
              ? 'Your vote brings it in at the next bar'
              : `Vote for it, ${missing} needed`
        }
        keys="Enter"
      >
        <button
          type="button"
          className={styles.yes}
          tabIndex={isReachable ? 0 : -1}
          aria-pressed={mine === 'yes'}
          aria-label={`Vote for ${name}`}
          onClick={cast('yes')}
        >
          <ThumbsUp size={16} aria-hidden />
        </button>
      </Tooltip>
    </span>
  );
}
