'use client';

import { ToggleGroup } from 'radix-ui';
import { useState } from 'react';
import { Button } from '#app/_components/Button';
import { Popover } from '#app/_components/Popover';
import { keyName, type Key } from '#server/contract/key';
import type { Transport } from '#server/contract/transport';
import { useDo } from '../useDo';
import { TransportButton } from './TransportButton';
import styles from './KeyControl.module.css';

const tonicName = (key: Key): string => keyName(key).split(' ')[0]!;

export function KeyControl({ transport: { key } }: { transport: Transport }) {
  const act = useDo();
  const [isOpen, setOpen] = useState(false);
  const [mode, setMode] = useState<Key['mode']>(key?.mode ?? 'minor');
  const choose = (next: Key | null) => {
    act.setTransport({ key: next });
    setOpen(false);
  };
  return (
    <Popover
      label="Key"
      open={isOpen}
      onOpenChange={(open) => {
        setMode(key?.mode ?? 'minor');
        setOpen(open);
      }}
      trigger={
        <TransportButton name="Key" figure={key ? tonicName(key) : '–'} unit={key ? key.mode : 'key'} />
      }
    >
      <div className={styles.keys}>
        <ToggleGroup.Root
          type="single"
          className={styles.modes}
          aria-label="Mode"
          value={mode}
          onValueChange={(next) => next && setMode(next as Key['mode'])}
        >
          <ToggleGroup.Item value="major">Major</ToggleGroup.Item>
          <ToggleGroup.Item value="minor">Minor</ToggleGroup.Item>
        </ToggleGroup.Root>
        <div className={styles.tonics}>
          {Array.from({ length: 12 }, (_, tonic) => ({ tonic, mode })).map((candidate) => (
            <button
              key={candidate.tonic}
              type="button"
              className={styles.tonic}
              aria-label={keyName(candidate)}
              aria-pressed={key?.tonic === candidate.tonic && key.mode === candidate.mode}
              onClick={() => choose(candidate)}
            >
              {tonicName(candidate)}
            </button>
          ))}
        </div>
        <p className={styles.note}>
          New stems come in transposed to this key. What plays already keeps its pitch.
        </p>
        <Button tone="quiet" disabled={!key} onClick={() => choose(null)}>
          No key
        </Button>
      </div>
    </Popover>
  );
}
