'use client';

import { TriangleAlert } from 'lucide-react';
import { useAudio } from '#app/_audio/useAudio';
import { drawWave } from '#app/_components/drawWave';
import { Spinner } from '#app/_components/Spinner';
import { useCanvas } from '#app/_components/useCanvas';
import { knownPeaks, useManyPeaks } from '#app/_components/usePeaks';
import { currentClip, type Track } from '#server/contract/jam';
import { bar, type Bar } from '#server/contract/units';
import { useRoomView } from '../RoomView';
import { comingChange, laneSlots, type Slot } from './laneSlots';
import { LaunchCountdown } from './LaunchCountdown';
import styles from './ClipLane.module.css';

const ALPHA: Record<Slot['state'], number> = { sounding: 1, coming: 0.38, leaving: 0.16 };

interface ClipLaneProps {
  track: Track;
  bars: number;
  now: Bar | null;
}

/** A track's clips over the bars, and what is about to change as a ghost with its countdown. */
export function ClipLane({ track, bars, now }: ClipLaneProps) {
  const { enterPanel } = useRoomView();
  const at = now ?? bar(0);
  const slots = laneSlots(track, bars, at);
  const clip = currentClip(track);
  const drawable = useManyPeaks(track.clips.map(({ stem }) => stem.stemId));
  const status = useAudio((audio) => (clip ? audio.clips[clip.clipId] : undefined));
  const isListening = useAudio(
    (audio) => audio.listenState === 'listening' || audio.listenState === 'starting',
  );
  const coming = comingChange(track, at);

  const ref = useCanvas(
    (context, { width, height }, ink) => {
      context.fillStyle = ink;
      for (const [index, slot] of slots.entries()) {
        const peaks = slot && knownPeaks(slot.clip.stem.stemId);
        if (!peaks) continue;
        context.globalAlpha = ALPHA[slot.state];
        const x = (index * width) / bars;
        drawWave(context, peaks, slot.stemBar, 1, { x, width: width / bars, height });
      }
    },
    `${drawable} ${slots.map((slot) => (slot ? `${slot.clip.stem.stemId}/${slot.stemBar}/${slot.state}` : '-')).join()}`,
  );

  return (
    <div className={styles.lane} style={{ backgroundSize: `calc(100% / ${bars}) 100%` }}>
      <canvas ref={ref} className={styles.wave} role="img" aria-label={describe(track)} />
      {!clip && !coming && (
        <button type="button" className={styles.choose} onClick={() => enterPanel('library')}>
          Choose a stem for this track
        </button>
      )}
      {clip && isListening && status === 'loading' && (
        <span className={styles.note}>
          <Spinner /> Loading
        </span>
      )}
      {clip && status === 'failed' && (
        <span className={styles.note} data-tone="bad">
          <TriangleAlert size={14} aria-hidden /> This stem could not be loaded; it stays silent here
        </span>
      )}
      {coming && <LaunchCountdown change={coming} />}
    </div>
  );
}

function describe(track: Track): string {
  const clip = currentClip(track);
  if (!clip) return 'No clip';
  const pitch = clip.transposition
    ? `, ${clip.transposition > 0 ? 'up' : 'down'} ${Math.abs(clip.transposition)} semitones`
    : '';
  return `${clip.stem.name} by ${clip.stem.maker}, ${clip.stem.bars} bars${pitch}`;
}
