'use client';

import { useEffect, useRef, useState, type FocusEvent } from 'react';

/**
 * SG5: what one reaches for does not move. While a pointer or the focus is inside, a newer value waits; `refresh`
 * takes it, and so does leaving.
 */
export function useStillList<Value>(latest: Value, isEmpty: (value: Value) => boolean) {
  const [shown, show] = useState(latest);
  const [isInside, setInside] = useState(false);
  const inside = useRef({ pointer: false, focus: false });

  const mayChange = !isInside || isEmpty(shown);
  useEffect(() => {
    if (mayChange) show(latest);
  }, [mayChange, latest]);

  const note = (change: Partial<typeof inside.current>) => {
    Object.assign(inside.current, change);
    setInside(inside.current.pointer || inside.current.focus);
  };
  return {
    shown: mayChange ? latest : shown,
    hasNewer: !mayChange && latest !== shown,
    refresh: () => show(latest),
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
