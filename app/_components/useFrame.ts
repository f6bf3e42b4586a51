'use client';

import { useEffect, useRef } from 'react';

const callbacks = new Set<() => void>();
let handle = 0;

function tick(): void {
  for (const callback of callbacks) callback();
  handle = callbacks.size > 0 ? requestAnimationFrame(tick) : 0;
}

function join(callback: () => void): () => void {
  callbacks.add(callback);
  if (handle === 0) handle = requestAnimationFrame(tick);
  return () => callbacks.delete(callback);
}

/**
 * Calls back before each paint, without rendering. All callers share one animation frame, so that playhead, meters
 * and counters move together.
 */
export function useFrame(callback: () => void): void {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(() => join(() => latest.current()), []);
}
