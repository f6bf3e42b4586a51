'use client';

import { Check, Keyboard, Link2, Undo2 } from 'lucide-react';
import Link from 'next/link';
import { Button } from '#app/_components/Button';
import { IconButton } from '#app/_components/IconButton';
import { Logo } from '#app/_components/Logo';
import { Tooltip } from '#app/_components/Tooltip';
import { useJam } from '#app/_jam/useJam';
import type { JamState } from '#server/contract/jam';
import { useRoomView } from '../RoomView';
import { useDo } from '../useDo';
import { PeopleButton } from '../people/PeopleButton';
import { BeatCounter } from './BeatCounter';
import { JamName } from './JamName';
import { KeyControl } from './KeyControl';
import { ListenButton } from './ListenButton';
import { SyncLamp } from './SyncLamp';
import { TempoControl } from './TempoControl';
import { useCopyLink } from './useCopyLink';
import styles from './TopBar.module.css';

export function TopBar({ jam }: { jam: JamState }) {
  const act = useDo();
  const { showShortcuts } = useRoomView();
  const { copy, isCopied } = useCopyLink();
  const canUndo = useJam(
    (view) => view.jam?.undoSteps.some((step) => step.memberId === view.memberId) ?? false,
  );
  return (
    <header className={styles.bar}>
      <div className={styles.left}>
        <Tooltip label="Lobby">
          <Link href="/" className={styles.logo} aria-label="Stemjam, to the lobby">
            <Logo size={26} />
          </Link>
        </Tooltip>
        <JamName name={jam.name} />
      </div>
      <div className={styles.transport} role="group" aria-label="Transport">
        <ListenButton />
        <BeatCounter beatsPerBar={jam.transport.beatsPerBar} />
        <TempoControl transport={jam.transport} />
        <KeyControl transport={jam.transport} />
      </div>
      <div className={styles.right}>
        <span className={styles.lamp}>
          <SyncLamp />
        </span>
        <span className={styles.extra}>
          <IconButton
            icon={Undo2}
            label="Undo your last change"
            keys="Ctrl Z"
            disabled={!canUndo}
            onClick={act.undo}
          />
          <IconButton
            icon={Keyboard}
            label="Keyboard shortcuts"
            keys="?"
            onClick={() => showShortcuts(true)}
          />
        </span>
        <span className={styles.people}>
          <PeopleButton />
        </span>
        <Button onClick={copy} className={styles.share}>
          {isCopied ? <Check size={16} aria-hidden /> : <Link2 size={16} aria-hidden />}
          <span aria-live="polite">{isCopied ? 'Copied' : 'Share'}</span>
        </Button>
      </div>
    </header>
  );
}
