'use client';

import { Tabs } from 'radix-ui';
import { INSTRUMENT_ICONS, INSTRUMENT_NAMES } from '#app/_components/instrumentIcons';
import { Tooltip } from '#app/_components/Tooltip';
import { INSTRUMENTS, type Instrument } from '#server/contract/instruments';
import type { SuggestionSet } from '#server/contract/suggestion';
import styles from './InstrumentTabs.module.css';

interface InstrumentTabsProps {
  value: Instrument | 'any';
  set: SuggestionSet | null;
}

/** Within a `Tabs.Root`: "Any" and one tab per instrument; those without suggestions stay in place, dimmed. */
export function InstrumentTabs({ value, set }: InstrumentTabsProps) {
  return (
    <Tabs.List className={styles.tabs} aria-label="Instrument">
      <Tabs.Trigger className={styles.any} value="any">
        Any
      </Tabs.Trigger>
      {INSTRUMENTS.map((instrument) => {
        const Icon = INSTRUMENT_ICONS[instrument];
        const count = set?.byInstrument[instrument]?.length ?? 0;
        return (
          <Tooltip key={instrument} label={INSTRUMENT_NAMES[instrument]}>
            <Tabs.Trigger
              className={styles.tab}
              value={instrument}
              data-instrument={instrument}
              data-empty={count === 0 || undefined}
              data-chosen={value === instrument || undefined}
              aria-label={INSTRUMENT_NAMES[instrument]}
            >
              <Icon size={18} strokeWidth={1.75} aria-hidden />
              {value === instrument && <span className={styles.name}>{INSTRUMENT_NAMES[instrument]}</span>}
            </Tabs.Trigger>
          </Tooltip>
        );
      })}
    </Tabs.List>
  );
}
