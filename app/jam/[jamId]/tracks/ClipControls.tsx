'use client';

import { Stepper } from '#app/_components/Stepper';
import { isPitchedInstrument } from '#server/contract/instruments';
import type { Clip, Track } from '#server/contract/jam';
import { keyName, transposeKey } from '#server/contract/key';
import { useDo } from '../useDo';
import styles from './ClipControls.module.css';

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value).replace('-', '−'));

/** How the stem is played: at which pitch, and how many bars late. */
export function ClipControls({ track, clip }: { track: Track; clip: Clip }) {
  const act = useDo();
  const { stem, transposition, barOffset } = clip;
  const set = (change: { transposition?: number; barOffset?: number }) =>
    act.intent({
      op: { type: 'clip.set', trackId: track.trackId, clipId: clip.clipId, ...change },
      facts: { stem },
    });
  const isPitched = isPitchedInstrument(stem.instrument);
  return (
    <div className={styles.clip}>
      <p className={styles.stem}>
        <strong>{stem.name}</strong>
        <span>
          {stem.maker} · {stem.licence} · {stem.bars} {stem.bars === 1 ? 'bar' : 'bars'}
        </span>
      </p>
      {isPitched && (
        <div className={styles.line}>
          <span>
            Semitones
            {stem.key && <small>{keyName(transposeKey(stem.key, transposition))}</small>}
          </span>
          <Stepper
            label="Semitones"
            value={transposition}
            min={-6}
            max={6}
            text={signed(transposition)}
            onChange={(value) => set({ transposition: value })}
          />
        </div>
      )}
      {stem.bars > 1 && (
        <div className={styles.line}>
          <span>
            Bars late
            <small>within its {stem.bars} bars</small>
          </span>
          <Stepper
            label="Bars late"
            value={barOffset}
            min={0}
            max={stem.bars - 1}
            text={String(barOffset)}
            onChange={(value) => set({ barOffset: value })}
          />
        </div>
      )}
    </div>
  );
}
