'use client';

import { Avatar } from '#app/_components/Avatar';
import { Popover } from '#app/_components/Popover';
import { useJam } from '#app/_jam/useJam';
import { PeopleList } from './PeopleList';
import styles from './PeopleButton.module.css';

const SHOWN = 4;

/** Who is here, as coloured initials; opens the list. */
export function PeopleButton() {
  const everybody = useJam((view) => view.people);
  const people = everybody.filter((person) => person.connected);
  const more = people.length - SHOWN;
  return (
    <Popover
      label="People"
      align="end"
      trigger={
        <button
          type="button"
          className={styles.people}
          aria-label={`${people.length} ${people.length === 1 ? 'person' : 'people'} here`}
        >
          {people.slice(0, SHOWN).map((person) => (
            <Avatar
              key={person.memberId}
              name={person.name}
              colour={person.colour}
              faded={!person.listening}
            />
          ))}
          {more > 0 && <span className={`${styles.more} numbers`}>+{more}</span>}
        </button>
      }
    >
      <div className={styles.list}>
        <PeopleList />
      </div>
    </Popover>
  );
}
