'use client';

import { useState, type KeyboardEvent } from 'react';
import { useAudio } from '#app/_audio/useAudio';
import { castVote } from '#app/_jam/intents';
import { useJam } from '#app/_jam/useJam';
import type { Vote } from '#server/contract/ballot';
import type { SuggestionId } from '#server/contract/ids';
import { currentClip, type JamState } from '#server/contract/jam';
import type { Suggestion } from '#server/contract/suggestion';
import { useDo } from '../useDo';
import { ballotView, openBallot } from './ballotView';
import { FitCard } from './FitCard';
import { heardAs } from './heardAs';
import { useBrowseByEar } from './useBrowseByEar';
import styles from './FitList.module.css';

interface FitListProps {
  jam: JamState;
  suggestions: readonly Suggestion[];
  /** They answer an earlier mix. */
  isOld: boolean;
  /** False for starters: there is no mix yet that they could fit. */
  hasFit: boolean;
}

/** Cards to browse by ear: with a pointer, with the arrows, or by thumb. */
export function FitList({ jam, suggestions, isOld, hasFit }: FitListProps) {
  const act = useDo();
  const ear = useBrowseByEar();
  const people = useJam((view) => view.people);
  const memberId = useJam((view) => view.memberId);
  const audition = useAudio((audio) => audio.audition);
  const [currentId, setCurrent] = useState<SuggestionId | null>(null);
  const entry = suggestions.find(({ suggestionId }) => suggestionId === currentId) ?? suggestions[0];

  const playing = new Set(jam.tracks.map((track) => currentClip(track)?.stem.stemId));

  const viewOf = (suggestion: Suggestion) =>
    ballotView(openBallot(jam.ballots, suggestion.suggestionId), people, memberId);
  const vote = (suggestion: Suggestion, wish: Vote) =>
    act.intent(castVote(suggestion, viewOf(suggestion).mine === wish ? null : wish));

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const index = suggestions.findIndex(({ suggestionId }) => suggestionId === currentId);
    const suggestion = suggestions[index];
    const isOnCard = (event.target as HTMLElement).hasAttribute('data-card');
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = suggestions[index + (event.key === 'ArrowDown' ? 1 : -1)];
      if (next) document.getElementById(`fit-${next.suggestionId}`)?.focus();
    } else if (event.key === 'Escape') ear.stop();
    else if (!suggestion || playing.has(suggestion.stem.stemId)) return;
    else if (event.key === 'Enter' && isOnCard) vote(suggestion, 'yes');
    else if (event.key.toLowerCase() === 'n' || event.key === 'Backspace') {
      if (openBallot(jam.ballots, suggestion.suggestionId)) vote(suggestion, 'no');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <ol
      className={styles.list}
      data-old={isOld || undefined}
      onKeyDown={onKeyDown}
      onPointerLeave={(event) => event.pointerType === 'mouse' && ear.leave()}
    >
      {suggestions.map((suggestion) => (
        <FitCard
          key={suggestion.suggestionId}
          suggestion={suggestion}
          as={heardAs(suggestion.stem, suggestion.transposition, jam)}
          hasFit={hasFit}
          isIn={playing.has(suggestion.stem.stemId)}
          ballot={viewOf(suggestion)}
          audition={audition?.suggestionId === suggestion.suggestionId ? audition.state : null}
          isEntry={suggestion === entry}
          onCurrent={() => setCurrent(suggestion.suggestionId)}
          onVote={(wish) => vote(suggestion, wish)}
          ear={ear}
        />
      ))}
    </ol>
  );
}
