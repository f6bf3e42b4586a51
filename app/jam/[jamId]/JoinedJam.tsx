'use client';

import { AudioProvider, useOwnAudioEngine } from '#app/_audio/useAudio';
import { JamProvider, useJoinedJam } from '#app/_jam/useJam';
import type { JamId } from '#server/contract/ids';
import type { Me, MeChange } from '#server/contract/http';
import { JamRoom } from './JamRoom';
import { MyselfProvider } from './Myself';
import { RoomSkeleton } from './RoomSkeleton';
import { RoomViewProvider } from './RoomView';
import { useWiring } from './useWiring';

interface JoinedJamProps {
  jamId: JamId;
  me: Me;
  onSaveMe: (change: MeChange) => Promise<Me>;
}

/** Owns the connection and the sound of one jam, and lets them know of each other. */
export function JoinedJam({ jamId, me, onSaveMe }: JoinedJamProps) {
  const client = useJoinedJam(jamId);
  const engine = useOwnAudioEngine();
  useWiring(client, engine);
  if (!client || !engine) return <RoomSkeleton />;
  return (
    <JamProvider value={client}>
      <AudioProvider value={engine}>
        <MyselfProvider me={me} onSave={onSaveMe}>
          <RoomViewProvider>
            <JamRoom />
          </RoomViewProvider>
        </MyselfProvider>
      </AudioProvider>
    </JamProvider>
  );
}
