'use client';

import { Tabs } from 'radix-ui';
import { useEffect, useState } from 'react';
import { useAudioEngine } from '#app/_audio/useAudio';
import { Empty } from '#app/_components/Empty';
import { Spinner } from '#app/_components/Spinner';
import { useJam } from '#app/_jam/useJam';
import type { Instrument } from '#server/contract/instruments';
import type { JamState } from '#server/contract/jam';
import type { Suggestion, SuggestionSet } from '#server/contract/suggestion';
import { Ballots } from './Ballots';
import { FitList } from './FitList';
import { FitsHeader } from './FitsHeader';
import { InstrumentTabs } from './InstrumentTabs';
import { useStillList } from './useStillList';
import styles from './FitsPanel.module.css';

type Tab = Instrument | 'any';
/** The first few are likely to be tried: their audio is fetched ahead. */
const PREFETCHED = 4;
const NOTHING: readonly Suggestion[] = [];

const listOf = (set: SuggestionSet | null, tab: Tab): readonly Suggestion[] =>
  set ? (tab === 'any' ? set.any : (set.byInstrument[tab] ?? NOTHING)) : NOTHING;

/** What of a set is seen: which cards in which order. */
const lookOf = (set: SuggestionSet | null): string | null =>
  set &&
  JSON.stringify(
    [set.any, ...Object.values(set.byInstrument)].map((list) => list.map((one) => one.suggestionId)),
  );

/** The stems that fit the mix as it is now. */
export function FitsPanel({ jam }: { jam: JamState }) {
  const engine = useAudioEngine();
  const latest = useJam((view) => view.suggestions);
  const status = useJam((view) => view.suggestionStatus);
  const [tab, setTab] = useState<Tab>('any');
  const { shown, hasNewer, refresh, hold } = useStillList(latest, lookOf);
  const list = listOf(shown, tab);

  useEffect(() => {
    engine.prefetch(list.slice(0, PREFETCHED));
  }, [engine, list]);

  return (
    <Tabs.Root value={tab} onValueChange={(next) => setTab(next as Tab)} asChild>
      <section className={styles.panel} aria-label="Fits now">
        <FitsHeader shown={shown} status={status} hasNewer={hasNewer} onRefresh={refresh} />
        <InstrumentTabs value={tab} set={shown} />
        <Tabs.Content value={tab} tabIndex={-1} className={styles.list} {...hold}>
          {list.length > 0 && (
            <FitList
              jam={jam}
              suggestions={list}
              isOld={status?.state === 'unavailable'}
              hasFit={shown?.source === 'model'}
            />
          )}
          {list.length === 0 && shown && (
            <Empty title="Nothing new fits here">
              <p>Everything close is in the jam already. Try another instrument, or search the library.</p>
            </Empty>
          )}
          {!shown && status?.state === 'unavailable' && (
            <Empty title="No suggestions just now">
              <p>The jam goes on. The library is open as ever.</p>
            </Empty>
          )}
          {!shown && status?.state !== 'unavailable' && (
            <Empty title="Listening to the mix">
              <Spinner />
            </Empty>
          )}
        </Tabs.Content>
        <Ballots jam={jam} />
      </section>
    </Tabs.Root>
  );
}
