'use client';

import { useState } from 'react';
import { useAudioEngine } from '#app/_audio/useAudio';
import { InstrumentIcon } from '#app/_components/InstrumentIcon';
import { Meter } from '#app/_components/Meter';
import type { Track } from '#server/contract/jam';
import { useDo } from '../useDo';
import { GainFader } from './GainFader';
import { MuteSolo } from './MuteSolo';
import { PanFader } from './PanFader';
import { TrackMenu } from './TrackMenu';
import { TrackName } from './TrackName';
import { useDragToMove } from './useDragToMove';
import styles from './TrackHead.module.css';

interface TrackHeadProps {
  track: Track;
  index: number;
  trackCount: number;
}

export function TrackHead({ track, index, trackCount }: TrackHeadProps) {
  const engine = useAudioEngine();
  const act = useDo();
  const drag = useDragToMove(index, trackCount, (to) => act.moveTrack(track.trackId, to));
  const [isRenaming, setRenaming] = useState(false);
  return (
    <div className={styles.head}>
      <div className={styles.title}>
        <span className={styles.grip} {...drag}>
          <InstrumentIcon instrument={track.instrument} />
        </span>
        <TrackName
          name={track.name}
          isEditing={isRenaming}
          onEdit={setRenaming}
          onChange={(name) => act.setTrack(track.trackId, { name })}
        />
        <MuteSolo track={track} />
        <TrackMenu track={track} index={index} trackCount={trackCount} onRename={() => setRenaming(true)} />
      </div>
      <div className={styles.faders}>
        <GainFader track={track} />
        <PanFader track={track} />
      </div>
      <div className={styles.meter}>
        <Meter direction="up" level={() => engine.trackLevel(track.trackId)} />
      </div>
    </div>
  );
}
