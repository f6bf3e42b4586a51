'use client';

import { useCallback } from 'react';
import { useAudioEngine } from '#app/_audio/useAudio';

/** Hearing the jam or not: one's own choice. */
export function useListen(): { toggle: () => void } {
  const engine = useAudioEngine();
  const toggle = useCallback(() => {
    const { listenState } = engine.store.getState();
    if (listenState === 'listening' || listenState === 'starting') engine.pause();
    else void engine.listen();
  }, [engine]);
  return { toggle };
}
