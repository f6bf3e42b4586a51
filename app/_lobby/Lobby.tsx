'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Avatar } from '#app/_components/Avatar';
import { Button } from '#app/_components/Button';
import { Empty } from '#app/_components/Empty';
import { IdentityDialog } from '#app/_components/IdentityDialog';
import { Logo } from '#app/_components/Logo';
import { useMe } from '#app/_components/useMe';
import { ImportBanner } from './ImportBanner';
import { JamCardLink } from './JamCardLink';
import { NewJamDialog } from './NewJamDialog';
import { OpenJam } from './OpenJam';
import { useJams, type LobbyView } from './useJams';
import styles from './Lobby.module.css';

type Asking = 'nothing' | 'who' | 'who-then-jam' | 'jam';

export function Lobby() {
  const { me, save } = useMe();
  const { jams, problem, retry } = useJams();
  const [asking, ask] = useState<Asking>('nothing');
  const openJam = jams?.find((jam) => jam.isOpenJam) ?? null;
  const others = jams?.filter((jam) => jam !== openJam) ?? [];
  const start = () => ask(me ? 'jam' : 'who-then-jam');

  return (
    <div className={styles.lobby}>
      <header className={styles.header}>
        <span className={styles.brand}>
          <Logo size={30} />
          Stemjam
        </span>
        {me && (
          <button
            type="button"
            className={styles.me}
            onClick={() => ask('who')}
            aria-label="Change your name and colour"
          >
            <Avatar name={me.name} colour={me.colour} />
            {me.name}
          </button>
        )}
      </header>
      <main className={styles.main}>
        <div className={styles.pitch}>
          <h1 className={styles.title}>Build a track together, live</h1>
          <p className={styles.lead}>
            Everybody hears the same loops at the same moment. After each change you see which stems fit, try
            them in time, and vote the next one in.
          </p>
          <Button tone="primary" size="l" onClick={start} disabled={me === undefined}>
            <Plus size={20} aria-hidden />
            Start a jam
          </Button>
        </div>
        <ImportBanner />
        <OpenJam jam={openJam} wait={waitFor(jams, problem)} />
        <section aria-label="Jams">
          <h2 className={styles.subtitle}>Jams</h2>
          {problem && (
            <Empty title="The lobby could not be loaded">
              <p>{problem}</p>
              <Button onClick={retry}>Try again</Button>
            </Empty>
          )}
          {jams === null && !problem && (
            <ul className={styles.jams} aria-busy="true" aria-label="Loading">
              {[0, 1, 2].map((index) => (
                <li key={index} className={styles.placeholder} />
              ))}
            </ul>
          )}
          {jams && others.length > 0 && (
            <ul className={styles.jams}>
              {others.map((jam) => (
                <li key={jam.jamId}>
                  <JamCardLink jam={jam} />
                </li>
              ))}
            </ul>
          )}
          {jams && others.length === 0 && !problem && (
            <Empty title="No other jam yet">
              <p>Start one and send the link to somebody. It stays where you leave it.</p>
            </Empty>
          )}
        </section>
      </main>
      {(asking === 'who' || asking === 'who-then-jam') && (
        <IdentityDialog
          open
          me={me ?? null}
          action={asking === 'who' ? 'Save' : 'Go on'}
          onClose={() => ask('nothing')}
          onSave={async (change) => {
            await save(change);
            ask(asking === 'who' ? 'nothing' : 'jam');
          }}
        />
      )}
      {asking === 'jam' && <NewJamDialog onClose={() => ask('nothing')} />}
    </div>
  );
}

/** What stands in the open jam's place while it is not there yet. */
function waitFor(jams: LobbyView['jams'], problem: string | null): string | null {
  if (problem) return null;
  if (jams === null) return '';
  return jams.length === 0 ? 'The open jam begins as soon as its stems are in.' : null;
}
