'use client';

import { useEffect, useRef, useState } from 'react';
import { useJam } from '#app/_jam/useJam';
import type { Ballot } from '#server/contract/ballot';
import { ballotView } from './fits/ballotView';

/** Speaks, politely, of each new vote and of how it ended. */
export function VoteAnnouncer({ ballots }: { ballots: readonly Ballot[] }) {
  const people = useJam((view) => view.people);
  const memberId = useJam((view) => view.memberId);
  const told = useRef<Set<string> | null>(null);
  const [sentence, say] = useState('');

  useEffect(() => {
    const news: string[] = [];
    const isFirst = told.current === null;
    told.current ??= new Set();
    for (const ballot of ballots) {
      const { suggestionId, stem } = ballot.proposal;
      const id = `${suggestionId} ${ballot.openedBar} ${ballot.outcome}`;
      if (told.current.has(id)) continue;
      told.current.add(id);
      const { missing } = ballotView(ballot, people, memberId);
      if (ballot.outcome === 'passed') news.push(`${stem.name} was voted in.`);
      else if (ballot.outcome === 'failed') news.push(`${stem.name} was not voted in.`);
      else news.push(`A vote on ${stem.name}: ${missing} more to bring it in.`);
    }
    // What went on before one came is on the page already.
    if (news.length > 0 && !isFirst) say(news.join(' '));
  }, [ballots, people, memberId]);

  return (
    <p className="sr-only" aria-live="polite">
      {sentence}
    </p>
  );
}
