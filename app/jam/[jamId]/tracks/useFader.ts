'use client';

import { useEffect, useRef, useState } from 'react';
import { useAudioEngine } from '#app/_audio/useAudio';
import type { Track } from '#server/contract/jam';
import { useDo } from '../useDo';

type Fader = 'gainDb' | 'pan';

/** Arrow keys come in bursts: this long after the last one, the fader is taken as let go. */
const SETTLE_MS = 350;

/** A fader that is heard here while it moves and told to the others when it is let go: one op, one step to undo. */
export function useFader(track: Track, fader: Fader) {
  const engine = useAudioEngine();
  const act = useDo();
  const [held, setHeld] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const move = (value: number) => {
    clearTimeout(timer.current);
    setHeld(value);
    engine.previewTrack(track.trackId, { [fader]: value });
  };
  const letGo = (value: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (value !== track[fader]) act.setTrack(track.trackId, { [fader]: value });
      engine.previewTrack(track.trackId, null);
      setHeld(null);
    }, SETTLE_MS);
  };
  return { value: held ?? track[fader], move, letGo };
}
