'use client';

import { ArrowDown, ArrowUp, Ellipsis, Pencil, Replace, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/_components/Button';
import { IconButton } from '#app/_components/IconButton';
import { Popover } from '#app/_components/Popover';
import { currentClip, type Track } from '#server/contract/jam';
import { useRoomView } from '../RoomView';
import { useDo } from '../useDo';
import { ClipControls } from './ClipControls';
import { GainFader } from './GainFader';
import { PanFader } from './PanFader';
import styles from './TrackMenu.module.css';

interface TrackMenuProps {
  track: Track;
  index: number;
  trackCount: number;
  onRename: () => void;
}

/** Everything about one track that is not needed at every moment. */
export function TrackMenu({ track, index, trackCount, onRename }: TrackMenuProps) {
  const act = useDo();
  const { selectTrack, enterPanel } = useRoomView();
  const [isOpen, setOpen] = useState(false);
  const clip = currentClip(track);
  const andClose = (action: () => void) => () => {
    setOpen(false);
    action();
  };
  return (
    <Popover
      label={`${track.name}: more`}
      align="start"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <IconButton
          className={styles.trigger}
          icon={Ellipsis}
          label={`More about ${track.name}`}
          disabled={track.endBar !== null}
        />
      }
    >
      <div className={styles.menu}>
        {clip && <ClipControls track={track} clip={clip} />}
        <div className={styles.faders}>
          <span className={styles.label}>Gain</span>
          <GainFader track={track} />
          <span className={styles.label}>Pan</span>
          <PanFader track={track} />
        </div>
        <div className={styles.actions}>
          <Button
            tone="quiet"
            onClick={andClose(() => {
              selectTrack(track.trackId);
              enterPanel('library');
            })}
          >
            <Replace size={16} aria-hidden />
            {clip ? 'Replace the stem' : 'Choose a stem'}
          </Button>
          <Button tone="quiet" onClick={andClose(onRename)}>
            <Pencil size={16} aria-hidden />
            Rename
          </Button>
          <div className={styles.pair}>
            <Button
              tone="quiet"
              disabled={index === 0}
              onClick={() => act.moveTrack(track.trackId, index - 1)}
            >
              <ArrowUp size={16} aria-hidden />
              Move up
            </Button>
            <Button
              tone="quiet"
              disabled={index === trackCount - 1}
              onClick={() => act.moveTrack(track.trackId, index + 1)}
            >
              <ArrowDown size={16} aria-hidden />
              Move down
            </Button>
          </div>
          {clip && (
            <Button
              tone="quiet"
              onClick={andClose(() =>
                act.op({ type: 'clip.remove', trackId: track.trackId, clipId: clip.clipId }),
              )}
            >
              <X size={16} aria-hidden />
              Take the stem out
            </Button>
          )}
          <Button
            tone="danger"
            onClick={andClose(() => act.op({ type: 'track.remove', trackId: track.trackId }))}
          >
            <Trash2 size={16} aria-hidden />
            Remove the track
          </Button>
        </div>
      </div>
    </Popover>
  );
}
