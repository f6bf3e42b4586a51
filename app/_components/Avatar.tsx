import type { MemberColour } from '#server/contract/presence';
import { initialsOf } from './initialsOf';
import styles from './Avatar.module.css';

interface AvatarProps {
  name: string;
  colour: MemberColour;
  size?: 's' | 'm' | 'l';
  /** They are here but do not hear the jam. */
  faded?: boolean;
}

/** A person as a coloured circle with initials. The name stands beside it or in its owner's label. */
export function Avatar({ name, colour, size = 'm', faded }: AvatarProps) {
  return (
    <span
      className={[styles.avatar, styles[size], faded && styles.faded].filter(Boolean).join(' ')}
      data-member={colour}
      aria-hidden
    >
      {size === 's' ? initialsOf(name.trim().split(/\s/)[0] ?? '') : initialsOf(name)}
    </span>
  );
}
