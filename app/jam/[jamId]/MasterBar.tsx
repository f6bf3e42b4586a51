'use client';

import { useRef } from 'react';
import { useAudioEngine } from '#app/_audio/useAudio';
import { Meter } from '#app/_components/Meter';
import { Tooltip } from '#app/_components/Tooltip';
import { useFrame } from '#app/_components/useFrame';
import { stayingTracks, type JamState } from '#server/contract/jam';
import { licenceOfMix } from './licenceOfMix';
import styles from './MasterBar.module.css';

export function MasterBar({ jam }: { jam: JamState }) {
  const engine = useAudioEngine();
  const tracks = stayingTracks(jam);
  const licence = licenceOfMix(tracks);
  return (
    <footer className={styles.bar}>
      <span className={styles.label}>Master</span>
      <span className={styles.meter}>
        <Meter direction="right" level={() => engine.masterLevel()} />
      </span>
      <LevelFigure level={() => engine.masterLevel()} />
      <span className={styles.count}>
        {tracks.length} {tracks.length === 1 ? 'track' : 'tracks'}
      </span>
      {licence && (
        <Tooltip label="The strictest licence among the stems that play" side="top">
          <span className={styles.licence} tabIndex={0}>
            {licence}
          </span>
        </Tooltip>
      )}
    </footer>
  );
}

const PER_SECOND = 6;

/** The level as a figure, slow enough to read. */
function LevelFigure({ level }: { level: () => number }) {
  const text = useRef<HTMLSpanElement>(null);
  const loudest = useRef(-Infinity);
  const shownAt = useRef(0);
  useFrame(() => {
    loudest.current = Math.max(loudest.current, level());
    const now = performance.now();
    if (now - shownAt.current < 1000 / PER_SECOND || !text.current) return;
    shownAt.current = now;
    const db = loudest.current;
    loudest.current = -Infinity;
    text.current.textContent = db < -60 ? '−∞ dB' : `${db.toFixed(1).replace('-', '−')} dB`;
  });
  return (
    <span ref={text} className={`${styles.figure} numbers`} aria-hidden>
      −∞ dB
    </span>
  );
}
