'use client';

import { IdentityDialog } from '#app/_components/IdentityDialog';
import { useMe } from '#app/_components/useMe';
import type { JamId } from '#server/contract/ids';
import { JoinedJam } from './JoinedJam';
import { RoomSkeleton } from './RoomSkeleton';

/** Asks a newcomer's name, then joins. */
export function JamPage({ jamId }: { jamId: JamId }) {
  const { me, save } = useMe();
  if (me) return <JoinedJam key={jamId} jamId={jamId} me={me} onSaveMe={save} />;
  return (
    <>
      <RoomSkeleton />
      {me === null && <IdentityDialog open me={null} action="Join the jam" onSave={save} />}
    </>
  );
}
