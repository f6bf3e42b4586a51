'use client';

import { useRef } from 'react';
import { tappedBpm } from './tappedBpm';

/** Tap along: from the third tap on, the tempo is told. */
export function useTapTempo(onTempo: (bpm: number) => void, now: () => number = () => performance.now()) {
  const taps = useRef<number[]>([]);
  return () => {
    const at = now();
    const last = taps.current.at(-1);
    taps.current = last !== undefined && at - last > 2000 ? [at] : [...taps.current, at].slice(-8);
    const bpm = tappedBpm(taps.current);
    if (bpm !== null) onTempo(bpm);
  };
}
