'use client';

import { drawWave } from '#app/_components/drawWave';
import { useCanvas } from '#app/_components/useCanvas';
import { knownPeaks, useManyPeaks } from '#app/_components/usePeaks';
import { useJam } from '#app/_jam/useJam';
import { currentClip } from '#server/contract/jam';
import { mixPeaks } from './mixPeaks';
import styles from './MixGhost.module.css';

const BARS = 4;

/** What plays already, as a grey shadow behind a stem's waveform. */
export function MixGhost() {
  const tracks = useJam((view) => view.jam?.tracks);
  const stems = (tracks ?? []).flatMap((track) => currentClip(track)?.stem.stemId ?? []);
  const known = useManyPeaks(stems);
  const gains = (tracks ?? []).map((track) => `${track.mute} ${track.solo} ${Math.round(track.gainDb)}`);
  const ref = useCanvas((context, { width, height }) => {
    if (!tracks || known === 0) return;
    context.fillStyle = 'oklch(1 0 0 / 0.09)';
    drawWave(context, mixPeaks(tracks, BARS, knownPeaks), 0, BARS, { x: 0, width, height });
  }, `${stems.join()} ${gains.join()} ${known}`);
  return <canvas ref={ref} className={styles.ghost} aria-hidden />;
}
