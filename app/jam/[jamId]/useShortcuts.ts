'use client';

import { useEffect, useRef } from 'react';
import { useAudioEngine } from '#app/_audio/useAudio';
import { useJamClient } from '#app/_jam/useJam';
import type { Track } from '#server/contract/jam';
import { useAudition } from './fits/useAudition';
import { useRoomView } from './RoomView';
import { useListen } from './transport/useListen';
import { useDo } from './useDo';

/** Shortcuts of the whole room. Lists add their own where they are; `ShortcutsDialog` names them all. */
export function useShortcuts(): void {
  const client = useJamClient();
  const engine = useAudioEngine();
  const act = useDo();
  const view = useRoomView();
  const audition = useAudition();
  const { toggle } = useListen();
  const latest = useRef<(event: KeyboardEvent) => void>(() => {});

  useEffect(() => {
    latest.current = (event) => {
      if (event.defaultPrevented || isWriting(event.target) || document.querySelector('[role=dialog]'))
        return;
      const { jam } = client.store.getState();
      const track = jam?.tracks.find((candidate) => candidate.trackId === view.selectedTrackId);
      const handled = event.ctrlKey || event.metaKey ? withControl(event) : plain(event, track);
      if (handled) event.preventDefault();
    };

    function withControl(event: KeyboardEvent): boolean {
      if (event.key.toLowerCase() !== 'z' || event.shiftKey) return false;
      act.undo();
      return true;
    }

    function plain(event: KeyboardEvent, track: Track | undefined): boolean {
      if (event.key === ' ') {
        // A button reached by the keyboard keeps its space bar.
        if ((event.target as HTMLElement).matches('button:focus-visible, [role=slider], summary'))
          return false;
        if (!event.repeat) toggle();
        return true;
      }
      if (event.key === '?') view.showShortcuts(true);
      else if (event.key === 'Escape') audition.stop();
      else if (!track || event.altKey !== event.key.startsWith('Arrow')) return false;
      else if (event.key.toLowerCase() === 'm') act.setTrack(track.trackId, { mute: !track.mute });
      else if (event.key.toLowerCase() === 's') act.setTrack(track.trackId, { solo: !track.solo });
      else if (event.altKey) return move(event.key, track);
      else return false;
      return true;
    }

    function move(key: string, track: Track): boolean {
      const tracks = client.store.getState().jam?.tracks ?? [];
      const step = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
      const to = tracks.indexOf(track) + step;
      if (step === 0 || to < 0 || to >= tracks.length) return false;
      act.moveTrack(track.trackId, to);
      return true;
    }
  }, [client, engine, act, view, audition, toggle]);

  useEffect(() => {
    const listener = (event: KeyboardEvent) => latest.current(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
