'use client';

import { Search, X } from 'lucide-react';
import { Select } from '#app/_components/Select';
import { INSTRUMENT_NAMES } from '#app/_components/instrumentIcons';
import type { LibrarySearch } from '#app/_jam/api';
import { INSTRUMENTS, type Instrument } from '#server/contract/instruments';
import { ALL_KEYS, keyName, type Key } from '#server/contract/key';
import { TempoRange } from './TempoRange';
import styles from './LibraryFilters.module.css';

interface LibraryFiltersProps {
  jamKey: Key | null;
  search: LibrarySearch;
  onChange: (search: LibrarySearch) => void;
}

const idOf = (key: Key): string => `${key.tonic}-${key.mode}`;

export function LibraryFilters({ jamKey, search, onChange }: LibraryFiltersProps) {
  const set = (change: Partial<LibrarySearch>) => onChange({ ...search, ...change });
  const keys = ALL_KEYS.map((key) => ({ value: idOf(key), text: keyName(key) }));
  const jamKeyChoice = jamKey ? [{ value: idOf(jamKey), text: `The jam’s: ${keyName(jamKey)}` }] : [];
  return (
    <div className={styles.filters} role="search">
      <div className={styles.field}>
        <Search size={16} aria-hidden />
        <input
          type="search"
          data-entry
          className={styles.text}
          aria-label="Search by name or maker"
          placeholder="Search by name or maker"
          maxLength={80}
          value={search.text ?? ''}
          onChange={(event) => set({ text: event.target.value || undefined })}
        />
        {search.text && (
          <button
            type="button"
            className={styles.clear}
            aria-label="Clear the search"
            onClick={() => set({ text: undefined })}
          >
            <X size={16} aria-hidden />
          </button>
        )}
      </div>
      <div className={styles.row}>
        <Select
          label="Instrument"
          value={search.instrument ?? ''}
          choices={[
            { value: '', text: 'Any instrument' },
            ...INSTRUMENTS.map((value) => ({ value, text: INSTRUMENT_NAMES[value] })),
          ]}
          onChange={(value) => set({ instrument: (value || undefined) as Instrument | undefined })}
        />
        <Select
          label="Key"
          value={search.key ? idOf(search.key) : ''}
          choices={[
            { value: '', text: 'Any key' },
            ...jamKeyChoice,
            ...keys.filter(({ value }) => value !== jamKeyChoice[0]?.value),
          ]}
          onChange={(value) => set({ key: ALL_KEYS.find((key) => idOf(key) === value) })}
        />
        <TempoRange
          min={search.bpmMin}
          max={search.bpmMax}
          onChange={(bpmMin, bpmMax) => set({ bpmMin, bpmMax })}
        />
      </div>
    </div>
  );
}
