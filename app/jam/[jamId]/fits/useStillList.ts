'use client';

import { useRef, useState, type FocusEvent } from 'react';

/**
 * SG5: what one reaches for does not move. While a pointer or the focus is inside, a value that would look different
 * waits; `refresh` takes it, and so does leaving.
 *
 * @param look what of the value is seen; null: nothing is, so nothing can move
 */
export function useStillList<Value>(latest: Value, look: (value: Value) => string | null) {
  const [kept, keep] = useState(latest);
  const [isInside, setInside] = useState(false);
  const inside = useRef({ pointer: false, focus: false });

  const looked = look(kept);
  const mayChange = !isInside || looked === null || looked === look(latest);
  if (mayChange && kept !== latest) keep(latest);

  const note = (change: Partial<typeof inside.current>) => {
    Object.assign(inside.current, change);
    setInside(inside.current.pointer || inside.current.focus);
  };
  return {
    shown: mayChange ? latest : kept,
    hasNewer: !mayChange,
    refresh: () => keep(latest),
    /** For the element around the list. */
    hold: {
      onPointerEnter: () => note({ pointer: true }),
      onPointerLeave: () => note({ pointer: false }),
      onFocus: () => note({ focus: true }),
      onBlur: (event: FocusEvent<HTMLElement>) =>
        !event.currentTarget.contains(event.relatedTarget) && note({ focus: false }),
    },
  };
}
