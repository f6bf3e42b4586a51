'use client';

import { useMemo } from 'react';
import type { Intent } from '#app/_jam/intents';
import { useJamClient } from '#app/_jam/useJam';
import type { MemberOp, Op } from '#server/contract/op';
import type { TrackId } from '#server/contract/ids';
import type { TrackSettings } from '#server/contract/jam';

/** What gestures ask for, as ops. */
export function useDo() {
  const client = useJamClient();
  return useMemo(
    () => ({
      op: (op: MemberOp) => client.submit(op),
      intent: ({ op, facts }: Intent) => client.submit(op, facts),
      setTrack: (trackId: TrackId, settings: Partial<TrackSettings>) =>
        client.submit({ type: 'track.set', trackId, settings }),
      moveTrack: (trackId: TrackId, index: number) => client.submit({ type: 'track.set', trackId, index }),
      setTransport: (change: Omit<Extract<Op, { type: 'transport.set' }>, 'type'>) =>
        client.submit({ type: 'transport.set', ...change }),
      undo: () => client.submit({ type: 'undo' }),
    }),
    [client],
  );
}
