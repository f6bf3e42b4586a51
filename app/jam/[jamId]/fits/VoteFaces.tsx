import { Avatar } from '#app/_components/Avatar';
import type { BallotView } from './ballotView';
import styles from './VoteFaces.module.css';

/** Who is for it, and how many more it takes. Silent until somebody has voted. */
export function VoteFaces({ ballot: { yes, no, mine, missing } }: { ballot: BallotView }) {
  if (yes.length === 0 && no === 0) return null;
  return (
    <span className={styles.faces}>
      <span className={styles.row} aria-hidden>
        {yes.slice(0, 3).map((person) => (
          <Avatar key={person.memberId} name={person.name} colour={person.colour} size="s" />
        ))}
      </span>
      <span className="sr-only">
        For it: {yes.map((person) => person.name).join(', ') || 'nobody'}. Against: {no}.
      </span>
      <span className={`${styles.missing} numbers`}>
        {missing > 0 ? `${missing} more` : mine ? 'In' : 'Passed'}
      </span>
    </span>
  );
}
