'use client';

import { useEffect, useRef, useState } from 'react';
import { useAudioEngine } from '#app/_audio/useAudio';
import { bar } from '#server/contract/units';
import type { JamState } from '#server/contract/jam';
import { comingChange } from './tracks/laneSlots';

const WORDS = { starts: 'comes in', changes: 'changes', stops: 'stops' } as const;

/** Speaks once, politely, what will be heard and when: "Warm bass comes in, in 3 beats." */
export function LaunchAnnouncer({ jam }: { jam: JamState }) {
  const engine = useAudioEngine();
  const told = useRef(new Set<string>());
  const [sentence, say] = useState('');

  useEffect(() => {
    const beat = engine.beatNow();
    if (beat === null) return;
    const { beatsPerBar } = jam.transport;
    const now = bar(Math.max(0, Math.floor(beat / beatsPerBar)));
    const news: string[] = [];
    for (const track of jam.tracks) {
      const change = comingChange(track, now);
      const id = change && `${track.trackId} ${change.what} ${change.at}`;
      if (!change || told.current.has(id!)) continue;
      told.current.add(id!);
      const beats = Math.max(1, Math.round(change.at * beatsPerBar - beat));
      news.push(`${track.name} ${WORDS[change.what]}, in ${beats} ${beats === 1 ? 'beat' : 'beats'}.`);
    }
    if (news.length > 0) say(news.join(' '));
  }, [engine, jam]);

  return (
    <p className="sr-only" aria-live="polite">
      {sentence}
    </p>
  );
}
