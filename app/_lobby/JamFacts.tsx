import { Avatar } from '#app/_components/Avatar';
import type { JamCard } from '#server/contract/http';
import { keyName } from '#server/contract/key';
import styles from './JamFacts.module.css';

const bpmText = (bpm: number): string => `${Math.round(bpm * 100) / 100} bpm`;

/** Tempo and key in a line. */
export const tuningOf = (jam: JamCard): string =>
  jam.key ? `${bpmText(jam.bpm)} · ${keyName(jam.key)}` : bpmText(jam.bpm);

/** Who is in a jam, as faces and a number. */
export function JamPeople({ jam }: { jam: JamCard }) {
  if (jam.connectedCount === 0) return <span className={styles.nobody}>Nobody here just now</span>;
  return (
    <span className={styles.people}>
      <span className={styles.faces}>
        {jam.people.slice(0, 5).map((person, index) => (
          <Avatar key={index} name={person.name} colour={person.colour} size="s" />
        ))}
      </span>
      {jam.connectedCount === 1 ? `${jam.people[0]?.name ?? 'One'} is here` : `${jam.connectedCount} here`}
    </span>
  );
}
