'use client';

import { useState } from 'react';
import { EditableText } from '#app/_components/EditableText';
import { Tooltip } from '#app/_components/Tooltip';
import { useDo } from '../useDo';
import styles from './JamName.module.css';

export function JamName({ name }: { name: string }) {
  const act = useDo();
  const [isEditing, setEditing] = useState(false);
  if (isEditing)
    return (
      <span className={styles.edit}>
        <EditableText
          label="Jam name"
          value={name}
          maxLength={60}
          onChange={(next) => act.op({ type: 'jam.set', name: next })}
          onDone={() => setEditing(false)}
        />
      </span>
    );
  return (
    <h1 className={styles.heading}>
      <Tooltip label="Rename the jam">
        <button type="button" className={styles.name} onClick={() => setEditing(true)}>
          {name}
        </button>
      </Tooltip>
    </h1>
  );
}
