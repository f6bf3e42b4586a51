'use client';

import { useRef, useState } from 'react';
import { useFrame } from '#app/_components/useFrame';
import { useAudioEngine } from '#app/_audio/useAudio';
import { useJam } from '#app/_jam/useJam';
import { bar, type Bar, type Beat } from '#server/contract/units';

/** Calls back before each paint with the beat that is heard now; not at all while the clock is unknown. */
export function useBeatFrame(callback: (beat: Beat) => void): void {
  const engine = useAudioEngine();
  useFrame(() => {
    const now = engine.beatNow();
    if (now !== null) callback(now);
  });
}

/** The bar that is heard now; renders once per bar. Null while the clock is unknown. */
export function useBarNow(): Bar | null {
  const beatsPerBar = useJam((view) => view.jam?.transport.beatsPerBar ?? 4);
  const [now, setNow] = useState<Bar | null>(null);
  const shown = useRef<number>(-1);
  useBeatFrame((beat) => {
    const current = Math.max(0, Math.floor(beat / beatsPerBar));
    if (current === shown.current) return;
    shown.current = current;
    setNow(bar(current));
  });
  return now;
}
