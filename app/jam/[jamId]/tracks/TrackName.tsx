'use client';

import { EditableText } from '#app/_components/EditableText';
import styles from './TrackName.module.css';

interface TrackNameProps {
  name: string;
  isEditing: boolean;
  onEdit: (isEditing: boolean) => void;
  onChange: (name: string) => void;
}

export function TrackName({ name, isEditing, onEdit, onChange }: TrackNameProps) {
  return (
    <span className={styles.name} onDoubleClick={() => onEdit(true)}>
      {isEditing ? (
        <EditableText
          label="Track name"
          value={name}
          maxLength={40}
          onDone={() => onEdit(false)}
          onChange={onChange}
        />
      ) : (
        <span className={styles.text} title={name}>
          {name}
        </span>
      )}
    </span>
  );
}
