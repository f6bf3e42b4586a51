'use client';

import { useRef, type PointerEvent } from 'react';

interface Drag {
  row: HTMLElement;
  fromY: number;
  steps: number;
}

/** Drags a row up or down by a handle inside it. The row follows the pointer; `onMove` is told its new place once. */
export function useDragToMove(index: number, count: number, onMove: (index: number) => void) {
  const drag = useRef<Drag | null>(null);

  const end = (isDropped: boolean) => {
    if (!drag.current) return;
    const { row, steps } = drag.current;
    drag.current = null;
    row.style.transform = '';
    row.removeAttribute('data-dragged');
    if (isDropped && steps !== 0) onMove(index + steps);
  };

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const row = event.currentTarget.closest<HTMLElement>('[data-track-row]');
      if (!row || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { row, fromY: event.clientY, steps: 0 };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!drag.current) return;
      const { row, fromY } = drag.current;
      const height = row.offsetHeight;
      const way = Math.min((count - 1 - index) * height, Math.max(-index * height, event.clientY - fromY));
      drag.current.steps = Math.round(way / height);
      row.style.transform = `translateY(${way}px)`;
      row.setAttribute('data-dragged', '');
    },
    onPointerUp: () => end(true),
    onPointerCancel: () => end(false),
  };
}
