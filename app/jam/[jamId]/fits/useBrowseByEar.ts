'use client';

import { useEffect, useMemo, useRef } from 'react';
import { useAudioEngine } from '#app/_audio/useAudio';
import type { Proposal } from '#server/contract/ballot';
import { useAudition } from './useAudition';

/** A pointer that only passes by starts nothing; one that leaves for a moment stops nothing. */
const START_MS = 220;
const STOP_MS = 250;

/**
 * Browsing by ear: what the pointer rests on or the keyboard stops at sounds after a short delay, and stops when one
 * leaves. What was started by a click stays until it is stopped. Nothing sounds by itself before one listens.
 */
export function useBrowseByEar() {
  const engine = useAudioEngine();
  const audition = useAudition();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isPinned = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  return useMemo(() => {
    const later = (action: () => void, ms: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(action, ms);
    };
    return {
      rest: (proposal: Proposal) => {
        const current = engine.store.getState().audition;
        if (current?.suggestionId === proposal.suggestionId) return clearTimeout(timer.current);
        if (!engine.isListening || (current && isPinned.current)) return;
        later(() => {
          isPinned.current = false;
          audition.start(proposal);
        }, START_MS);
      },
      leave: () => {
        if (isPinned.current && engine.store.getState().audition) return clearTimeout(timer.current);
        later(audition.stop, STOP_MS);
      },
      /** By a click or tap: it stays. */
      toggle: (proposal: Proposal) => {
        clearTimeout(timer.current);
        const isSame = engine.store.getState().audition?.suggestionId === proposal.suggestionId;
        if (isSame && !isPinned.current) isPinned.current = true;
        else {
          isPinned.current = true;
          audition.toggle(proposal);
        }
      },
      stop: () => {
        clearTimeout(timer.current);
        isPinned.current = false;
        audition.stop();
      },
    };
  }, [engine, audition]);
}

export type BrowseByEar = ReturnType<typeof useBrowseByEar>;
