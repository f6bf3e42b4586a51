'use client';

import { Pencil } from 'lucide-react';
import { Avatar } from '#app/_components/Avatar';
import { IconButton } from '#app/_components/IconButton';
import { useJam } from '#app/_jam/useJam';
import type { Person } from '#server/contract/presence';
import { useMyself } from '../Myself';
import { syncOf } from '../transport/syncOf';
import styles from './PeopleList.module.css';

/** Everybody here, whether they hear the jam, and how closely they follow its clock. */
export function PeopleList() {
  const everybody = useJam((view) => view.people);
  const memberId = useJam((view) => view.memberId);
  const { edit } = useMyself();
  const people = everybody.filter((person) => person.connected);
  return (
    <ul className={styles.people}>
      {people.map((person) => (
        <li key={person.memberId} className={styles.person}>
          <Avatar name={person.name} colour={person.colour} faded={!person.listening} />
          <span className={styles.who}>
            <span className={styles.name}>
              {person.name}
              {person.memberId === memberId && <em> you</em>}
            </span>
            <small>{doing(person)}</small>
          </span>
          {person.memberId === memberId ? (
            <IconButton icon={Pencil} label="Change your name and colour" onClick={edit} />
          ) : (
            <SyncFigure errorMs={person.clockErrorMs} />
          )}
        </li>
      ))}
    </ul>
  );
}

function SyncFigure({ errorMs }: { errorMs: number | null }) {
  const { level, word, figure } = syncOf(errorMs);
  return (
    <span className={`${styles.sync} numbers`} data-level={level} title={word}>
      <i aria-hidden />
      {figure}
    </span>
  );
}

function doing(person: Person): string {
  if (person.auditioning) return 'Trying a stem on their own';
  return person.listening ? 'Listening' : 'Here, not listening';
}
