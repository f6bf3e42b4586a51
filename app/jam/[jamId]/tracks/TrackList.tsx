'use client';

import { Plus } from 'lucide-react';
import { useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type RefObject } from 'react';
import { Button } from '#app/_components/Button';
import { useJam } from '#app/_jam/useJam';
import { isAudible, type JamState, type Track } from '#server/contract/jam';
import type { Bar } from '#server/contract/units';
import { BarRuler } from './BarRuler';
import { EmptyJam } from './EmptyJam';
import { Playhead } from './Playhead';
import { TrackRow } from './TrackRow';
import { useRoomView } from '../RoomView';
import { useBarNow } from '../useBeat';
import styles from './TrackList.module.css';

/** Lanes narrower than this show four bars instead of eight. */
const WIDE_LANE_PX = 560;

/** The jam forgets a removed track with the next op; on the page it is gone as soon as its last bar is. */
const hasLeft = ({ endBar }: Track, now: Bar | null): boolean =>
  endBar !== null && now !== null && endBar <= now;

/** The music: one row per track, one playhead through all of them. */
export function TrackList({ jam }: { jam: JamState }) {
  const { selectedTrackId, selectTrack, enterPanel } = useRoomView();
  const now = useBarNow();
  const tracks = jam.tracks.filter((track) => !hasLeft(track, now));
  const connection = useJam((view) => view.connection);
  const lanes = useRef<HTMLDivElement>(null);
  const count = useBarsShown(lanes);

  const browse = (event: KeyboardEvent<HTMLElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 || event.altKey || !(event.target as HTMLElement).matches('[data-track-row]')) return;
    event.preventDefault();
    const index = tracks.findIndex((track) => track.trackId === selectedTrackId);
    const next = tracks[Math.min(tracks.length - 1, Math.max(0, index + step))];
    if (!next) return;
    selectTrack(next.trackId);
    document.getElementById(`track-${next.trackId}`)?.focus();
  };

  if (tracks.length === 0) return <EmptyJam />;
  return (
    <section className={styles.tracks} aria-label="Tracks" onKeyDown={browse}>
      <BarRuler count={count} beatsPerBar={jam.transport.beatsPerBar} now={now} />
      <div className={styles.scroll}>
        <div className={styles.rows} data-offline={connection !== 'live' || undefined}>
          <ol className={styles.list} style={{ '--count': tracks.length } as CSSProperties}>
            {tracks.map((track, index) => (
              <TrackRow
                key={track.trackId}
                track={track}
                index={index}
                trackCount={tracks.length}
                isHeard={isAudible(track, tracks)}
                isSelected={track.trackId === selectedTrackId}
                canFocus={
                  track.trackId === selectedTrackId ||
                  (index === 0 && !tracks.some((other) => other.trackId === selectedTrackId))
                }
                bars={count}
                now={now}
              />
            ))}
          </ol>
          <div ref={lanes} className={styles.lanes} aria-hidden>
            <Playhead count={count} beatsPerBar={jam.transport.beatsPerBar} />
          </div>
        </div>
        <Button tone="quiet" className={styles.add} onClick={() => enterPanel('library')}>
          <Plus size={16} aria-hidden />
          Add a track
        </Button>
      </div>
    </section>
  );
}

function useBarsShown(lanes: RefObject<HTMLDivElement | null>): number {
  const [count, setCount] = useState(8);
  useEffect(() => {
    if (!lanes.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setCount(entry.contentRect.width >= WIDE_LANE_PX ? 8 : 4);
    });
    observer.observe(lanes.current);
    return () => observer.disconnect();
  });
  return count;
}
