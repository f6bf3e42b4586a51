'use client';

import { useLayoutEffect, useMemo, useState } from 'react';
import { useAudioEngine } from '#app/_audio/useAudio';
import { useJamClient } from '#app/_jam/useJam';
import { stayingTracks, type Track } from '#server/contract/jam';
import { useDo } from '../useDo';
import { FaderHold } from './FaderHold';

type Fader = 'gainDb' | 'pan';

/** A fader that is heard here while it moves and told to the others when it is let go: one op, one step to undo. */
export function useFader(track: Track, fader: Fader) {
  const engine = useAudioEngine();
  const client = useJamClient();
  const act = useDo();
  const [held, setHeld] = useState<number | null>(null);
  const { trackId } = track;
  const hold = useMemo(
    () =>
      new FaderHold({
        preview: (value) => {
          setHeld(value);
          engine.previewTrack(trackId, { [fader]: value });
        },
        submit: (value) => {
          const { jam } = client.store.getState();
          const now = jam && stayingTracks(jam).find((other) => other.trackId === trackId)?.[fader];
          if (typeof now === 'number' && now !== value) act.setTrack(trackId, { [fader]: value });
        },
      }),
    [engine, client, act, trackId, fader],
  );
  // A layout effect ends at once, before the jam and its sound do when the whole page goes.
  useLayoutEffect(() => () => hold.finish(), [hold]);
  return {
    value: held ?? track[fader],
    move: (value: number) => hold.move(value),
    letGo: (value: number) => hold.letGo(value),
  };
}
