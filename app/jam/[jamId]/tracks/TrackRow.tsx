'use client';

import { memo } from 'react';
import type { Track } from '#server/contract/jam';
import type { Bar } from '#server/contract/units';
import { INSTRUMENT_NAMES } from '#app/_components/instrumentIcons';
import { useRoomView } from '../RoomView';
import { ClipLane } from './ClipLane';
import { TrackHead } from './TrackHead';
import styles from './TrackRow.module.css';

interface TrackRowProps {
  track: Track;
  index: number;
  trackCount: number;
  /** Neither muted nor silenced by somebody's solo. */
  isHeard: boolean;
  isSelected: boolean;
  /** The one row the Tab key reaches; arrows go on from there. */
  canFocus: boolean;
  bars: number;
  now: Bar | null;
}

export const TrackRow = memo(function TrackRow(props: TrackRowProps) {
  const { track, index, trackCount, isHeard, isSelected, canFocus, bars, now } = props;
  const { selectTrack } = useRoomView();
  return (
    <li
      id={`track-${track.trackId}`}
      className={styles.row}
      data-track-row
      data-instrument={track.instrument}
      data-selected={isSelected || undefined}
      data-unheard={!isHeard || undefined}
      data-leaving={track.endBar !== null || undefined}
      tabIndex={canFocus ? 0 : -1}
      aria-label={`${track.name}, ${INSTRUMENT_NAMES[track.instrument]}${isSelected ? ', selected' : ''}`}
      onPointerDown={() => selectTrack(track.trackId)}
      onFocus={(event) => event.target === event.currentTarget && selectTrack(track.trackId)}
    >
      <TrackHead track={track} index={index} trackCount={trackCount} />
      <ClipLane track={track} bars={bars} now={now} />
    </li>
  );
});
