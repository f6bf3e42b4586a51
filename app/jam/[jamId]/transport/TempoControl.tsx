'use client';

import { useState, type FormEvent } from 'react';
import { Button } from '#app/_components/Button';
import { Popover } from '#app/_components/Popover';
import { Stepper } from '#app/_components/Stepper';
import { targetBpm, type Transport } from '#server/contract/transport';
import { useBarNow } from '../useBeat';
import { useDo } from '../useDo';
import { TransportButton } from './TransportButton';
import { useTapTempo } from './useTapTempo';
import styles from './TempoControl.module.css';

const MIN = 40;
const MAX = 240;
const bpmText = (bpm: number): string => String(Math.round(bpm * 100) / 100);

export function TempoControl({ transport }: { transport: Transport }) {
  const bpm = targetBpm(transport);
  const now = useBarNow();
  const from = Math.round(transport.anchors.at(-1)!.beat / transport.beatsPerBar);
  const isComing = now !== null && from > now;
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label="Tempo"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <TransportButton
          name="Tempo"
          figure={bpmText(bpm)}
          unit={isComing ? `from bar ${from + 1}` : 'bpm'}
        />
      }
    >
      <TempoForm bpm={bpm} onDone={() => setOpen(false)} />
    </Popover>
  );
}

function TempoForm({ bpm, onDone }: { bpm: number; onDone: () => void }) {
  const act = useDo();
  const [draft, setDraft] = useState(bpm);
  const tap = useTapTempo((tapped) => setDraft(Math.min(MAX, Math.max(MIN, tapped))));
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (draft !== bpm) act.setTransport({ bpm: draft });
    onDone();
  };
  return (
    <form className={styles.form} onSubmit={apply}>
      <div className={styles.line}>
        <Stepper label="Tempo" value={draft} min={MIN} max={MAX} text={bpmText(draft)} onChange={setDraft} />
        <Button onClick={tap}>Tap</Button>
      </div>
      <p className={styles.note}>
        Every stem follows. It changes at a bar, a few seconds from now, so that everybody has the audio in
        time.
      </p>
      <Button type="submit" tone="primary" disabled={draft === bpm}>
        {draft === bpm ? `Stays at ${bpmText(bpm)}` : `Change to ${bpmText(draft)} bpm`}
      </Button>
    </form>
  );
}
