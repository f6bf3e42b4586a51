'use client';

import { useCallback, useEffect, useState } from 'react';
import { ApiError, fetchJams } from '#app/_jam/api';
import type { JamCard } from '#server/contract/http';

/** The lobby is looked at, not worked in: a few seconds' age does no harm. */
const REFRESH_MS = 5000;

export interface LobbyView {
  /** Null until they are here. */
  jams: readonly JamCard[] | null;
  problem: string | null;
  retry: () => void;
}

/** The open jams, kept fresh while the page is visible. */
export function useJams(): LobbyView {
  const [jams, setJams] = useState<readonly JamCard[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const controller = new AbortController();
    const load = async () => {
      if (document.hidden) return;
      try {
        setJams(await fetchJams(controller.signal));
        setProblem(null);
      } catch (error) {
        if (controller.signal.aborted) return;
        setProblem(error instanceof ApiError ? error.message : 'The server did not answer.');
      }
    };
    void load();
    const timer = setInterval(load, REFRESH_MS);
    document.addEventListener('visibilitychange', load);
    return () => {
      controller.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', load);
    };
  }, [attempt]);

  const retry = useCallback(() => {
    setProblem(null);
    setAttempt((count) => count + 1);
  }, []);
  return { jams, problem: jams ? null : problem, retry };
}
