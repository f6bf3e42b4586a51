'use client';

import { Ear } from 'lucide-react';
import { Avatar } from '#app/_components/Avatar';
import { useJam } from '#app/_jam/useJam';
import type { StemId } from '#server/contract/ids';
import styles from './TriedBy.module.css';

/** Others who are trying this stem right now, each on their own. */
export function TriedBy({ stemId }: { stemId: StemId }) {
  const people = useJam((view) => view.people);
  const memberId = useJam((view) => view.memberId);
  const others = people.filter(
    (person) => person.connected && person.auditioning === stemId && person.memberId !== memberId,
  );
  if (others.length === 0) return null;
  const names = others.map((person) => person.name).join(', ');
  return (
    <span className={styles.tried} title={`${names} ${others.length === 1 ? 'tries' : 'try'} this`}>
      <Ear size={12} aria-hidden />
      {others.slice(0, 3).map((person) => (
        <Avatar key={person.memberId} name={person.name} colour={person.colour} size="s" />
      ))}
      <span className="sr-only">Tried by {names}</span>
    </span>
  );
}
