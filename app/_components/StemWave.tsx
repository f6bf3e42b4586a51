'use client';

import type { StemSummary } from '#server/contract/stem';
import { drawWave } from './drawWave';
import { useCanvas } from './useCanvas';
import { usePeaks } from './usePeaks';
import styles from './StemWave.module.css';

interface StemWaveProps {
  stem: StemSummary;
  /** Bars across the whole width; a shorter stem repeats. */
  bars?: number;
}

/** A stem's waveform in its instrument's colour. It keeps its space while it loads. */
export function StemWave({ stem, bars = stem.bars }: StemWaveProps) {
  const peaks = usePeaks(stem.stemId);
  const ref = useCanvas(
    (context, { width, height }, ink) => {
      if (!peaks) return;
      context.fillStyle = ink;
      drawWave(context, peaks, 0, bars, { x: 0, width, height });
    },
    `${stem.stemId} ${bars} ${peaks !== null}`,
  );
  return <canvas ref={ref} className={styles.wave} data-instrument={stem.instrument} aria-hidden />;
}
