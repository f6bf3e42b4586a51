'use client';

import { useEffect, useState } from 'react';
import { ApiError, fetchLibrary, type LibrarySearch } from '#app/_jam/api';
import type { StemSummary } from '#server/contract/stem';

/** Stems per page, and how long typing may pause before it is searched for. */
const PAGE = 40;
const TYPING_MS = 180;

interface Answer {
  stems: readonly StemSummary[];
  total: number;
  /** `searching`: what is shown answers an earlier question. */
  state: 'searching' | 'ready' | 'failed';
  problem: string | null;
}

export interface LibraryView extends Answer {
  /** Asks for the next page. */
  more: () => void;
  retry: () => void;
}

/** The library's answer to a search, page after page. */
export function useLibrary(search: LibrarySearch): LibraryView {
  const question = JSON.stringify(search);
  const [asked, ask] = useState({ question, offset: 0, attempt: 0 });
  const [answer, setAnswer] = useState<Answer>({ stems: [], total: 0, state: 'searching', problem: null });
  if (asked.question !== question) ask({ question, offset: 0, attempt: 0 });

  useEffect(() => {
    const controller = new AbortController();
    const { offset } = asked;
    setAnswer((before) => ({ ...before, state: 'searching', problem: null }));
    const run = async () => {
      try {
        const wish = JSON.parse(asked.question) as LibrarySearch;
        const page = await fetchLibrary({ ...wish, offset, limit: PAGE }, controller.signal);
        setAnswer((before) => ({
          stems: [...before.stems.slice(0, offset), ...page.stems],
          total: page.total,
          state: 'ready',
          problem: null,
        }));
      } catch (error) {
        if (controller.signal.aborted) return;
        const problem = error instanceof ApiError ? error.message : 'The library did not answer.';
        setAnswer((before) => ({ ...before, state: 'failed', problem }));
      }
    };
    const timer = setTimeout(run, offset === 0 ? TYPING_MS : 0);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [asked]);

  return {
    ...answer,
    more: () => ask((before) => ({ ...before, offset: answer.stems.length })),
    retry: () => ask((before) => ({ ...before, attempt: before.attempt + 1 })),
  };
}
