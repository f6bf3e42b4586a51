'use client';

import { useMemo } from 'react';
import { useAudioEngine } from '#app/_audio/useAudio';
import { useJamClient } from '#app/_jam/useJam';
import type { Proposal } from '#server/contract/ballot';

/** Trying a stem in time with the jam, for oneself; the others see that, and hear nothing of it. */
export function useAudition() {
  const engine = useAudioEngine();
  const client = useJamClient();
  return useMemo(() => {
    const start = (proposal: Proposal) => {
      client.setAudition(proposal.stem.stemId);
      void engine.audition(proposal);
    };
    const stop = () => {
      if (!engine.store.getState().audition) return;
      client.setAudition(null);
      void engine.audition(null);
    };
    const toggle = (proposal: Proposal) =>
      engine.store.getState().audition?.suggestionId === proposal.suggestionId ? stop() : start(proposal);
    return { start, stop, toggle };
  }, [engine, client]);
}
