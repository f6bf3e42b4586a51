'use client';

import { Replace } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useAudio } from '#app/_audio/useAudio';
import { Button } from '#app/_components/Button';
import { Empty } from '#app/_components/Empty';
import { Spinner } from '#app/_components/Spinner';
import { addStem, transpositionFor } from '#app/_jam/intents';
import type { LibrarySearch } from '#app/_jam/api';
import type { Proposal } from '#server/contract/ballot';
import { suggestionIdOf } from '#server/contract/ids';
import type { JamState } from '#server/contract/jam';
import type { StemSummary } from '#server/contract/stem';
import { useBrowseByEar } from '../fits/useBrowseByEar';
import { useRoomView } from '../RoomView';
import { useDo } from '../useDo';
import { LibraryFilters } from './LibraryFilters';
import { StemRow } from './StemRow';
import { useLibrary } from './useLibrary';
import styles from './LibraryPanel.module.css';

const proposalOf = (jam: JamState, stem: StemSummary): Proposal => {
  const transposition = transpositionFor(jam, stem);
  return { suggestionId: suggestionIdOf(stem.stemId, transposition, 0), stem, transposition, barOffset: 0 };
};

/** Everything there is, to search and to browse by ear. What is added comes in for everybody at the next bar. */
export function LibraryPanel({ jam }: { jam: JamState }) {
  const act = useDo();
  const ear = useBrowseByEar();
  const { selectedTrackId, showPanel } = useRoomView();
  const [search, setSearch] = useState<LibrarySearch>({});
  const { stems, total, state, problem, more, retry } = useLibrary(search);
  const audition = useAudio((audio) => audio.audition);
  const [currentId, setCurrent] = useState<string | null>(null);
  const selected = jam.tracks.find((track) => track.trackId === selectedTrackId && track.endBar === null);
  const entry = stems.find((stem) => stem.stemId === currentId) ?? stems[0];

  const add = (stem: StemSummary, replace: boolean) => {
    ear.stop();
    act.intent(addStem(jam, stem, replace && selected ? { trackId: selected.trackId } : {}));
    if (window.matchMedia('(max-width: 1023px)').matches) showPanel('jam');
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const index = stems.findIndex((stem) => stem.stemId === currentId);
    const isOnRow = (event.target as HTMLElement).hasAttribute('data-stem-row');
    const stem = stems[index];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = stems[index + (event.key === 'ArrowDown' ? 1 : -1)];
      if (next) document.getElementById(`stem-${next.stemId}`)?.focus();
    } else if (event.key === 'Escape') ear.stop();
    else if (event.key === 'Enter' && isOnRow && stem) add(stem, false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <section className={styles.panel} aria-label="Library">
      <LibraryFilters jamKey={jam.transport.key} search={search} onChange={setSearch} />
      <p className={`${styles.count} numbers`} role="status">
        {state === 'searching' ? <Spinner /> : null}
        {state !== 'failed' && (total === 1 ? '1 stem' : `${total} stems`)}
        {selected && (
          <span className={styles.target}>
            <Replace size={12} aria-hidden /> onto {selected.name}
          </span>
        )}
      </p>
      <div className={styles.scroll}>
        <ol
          className={styles.list}
          onKeyDown={onKeyDown}
          onPointerLeave={(event) => event.pointerType === 'mouse' && ear.leave()}
        >
          {stems.map((stem) => {
            const proposal = proposalOf(jam, stem);
            return (
              <StemRow
                key={stem.stemId}
                proposal={proposal}
                isEntry={stem === entry}
                audition={audition?.suggestionId === proposal.suggestionId ? audition.state : null}
                replaceName={selected?.name ?? null}
                ear={ear}
                onCurrent={() => setCurrent(stem.stemId)}
                onAdd={(replace) => add(stem, replace)}
              />
            );
          })}
        </ol>
        {state === 'failed' && (
          <Empty title="The library did not answer">
            <p>{problem}</p>
            <Button onClick={retry}>Try again</Button>
          </Empty>
        )}
        {state === 'ready' && stems.length === 0 && (
          <Empty title="No stem like that">
            <p>Try fewer words, another key, or a wider tempo range.</p>
            <Button onClick={() => setSearch({})}>Clear the search</Button>
          </Empty>
        )}
        {stems.length > 0 && stems.length < total && (
          <Button className={styles.more} onClick={more} disabled={state === 'searching'}>
            Show more ({total - stems.length} left)
          </Button>
        )}
      </div>
    </section>
  );
}
