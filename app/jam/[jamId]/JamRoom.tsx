'use client';

import { useEffect } from 'react';
import { Notices } from '#app/_components/Notices';
import { useJam, useJamClient } from '#app/_jam/useJam';
import { ConnectionBanner } from './ConnectionBanner';
import { LaunchAnnouncer } from './LaunchAnnouncer';
import { ListenInvite } from './ListenInvite';
import { MasterBar } from './MasterBar';
import { PanelTabs } from './PanelTabs';
import { Refusal } from './Refusal';
import { RoomSkeleton } from './RoomSkeleton';
import { useRoomView } from './RoomView';
import { ShortcutsDialog } from './ShortcutsDialog';
import { SidePanel } from './SidePanel';
import { TrackList } from './tracks/TrackList';
import { TopBar } from './transport/TopBar';
import { useShortcuts } from './useShortcuts';
import { VoteAnnouncer } from './VoteAnnouncer';
import styles from './JamRoom.module.css';

export function JamRoom() {
  const client = useJamClient();
  const jam = useJam((view) => view.jam);
  const refusal = useJam((view) => view.refusal);
  const notices = useJam((view) => view.notices);
  const { panel } = useRoomView();
  useShortcuts();
  useEffect(() => {
    if (jam) document.title = `${jam.name} · Stemjam`;
  }, [jam?.name]);

  if (refusal) return <Refusal error={refusal} />;
  if (!jam) return <RoomSkeleton />;
  return (
    <div className={styles.room} data-panel-shown={panel}>
      <TopBar jam={jam} />
      <ConnectionBanner />
      <main className={styles.main}>
        <div className={styles.jam}>
          <TrackList jam={jam} />
          <ListenInvite />
        </div>
        <SidePanel jam={jam} />
      </main>
      <MasterBar jam={jam} />
      <PanelTabs />
      <Notices notices={notices} onDismiss={(id) => client.dismissNotice(id)} />
      <LaunchAnnouncer jam={jam} />
      <VoteAnnouncer ballots={jam.ballots} />
      <ShortcutsDialog />
    </div>
  );
}
