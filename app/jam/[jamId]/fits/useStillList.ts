'use client';

import { useRef, useState, type FocusEvent } from 'react';
import { stillChoice } from './stillChoice';

/** A value that does not change while a pointer or the focus is on it; `refresh` takes the latest, and so does leaving. */
export function useStillList<Value>(latest: Value, look: (value: Value) => string | null) {
  const [kept, keep] = useState(latest);
  const [isHeld, setHeld] = useState(false);
  const held = useRef({ pointer: false, focus: false });

  const { shown, hasNewer } = stillChoice(kept, latest, isHeld, look);
  if (shown !== kept) keep(shown);

  const note = (change: Partial<typeof held.current>) => {
    Object.assign(held.current, change);
    setHeld(held.current.pointer || held.current.focus);
  };
  return {
    shown,
    hasNewer,
    refresh: () => keep(latest),
    /** For the element around the list. */
    hold: {
      onPointerEnter: () => note({ pointer: true }),
      onPointerLeave: () => note({ pointer: false }),
      // A click leaves its focus behind; only the keyboard's is being used.
      onFocus: (event: FocusEvent<HTMLElement>) =>
        event.target.matches(':focus-visible') && note({ focus: true }),
      onBlur: (event: FocusEvent<HTMLElement>) =>
        !event.currentTarget.contains(event.relatedTarget) && note({ focus: false }),
    },
  };
}
