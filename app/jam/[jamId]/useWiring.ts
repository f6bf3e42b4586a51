'use client';

import { useEffect } from 'react';
import type { AudioEngine } from '#app/_audio/AudioEngine';
import type { JamClient } from '#app/_jam/JamClient';

/** The jam decides what sounds, the engine sounds it, and the room is told who listens. */
export function useWiring(client: JamClient | null, engine: AudioEngine | null): void {
  useEffect(() => {
    if (!client || !engine) return;
    const showJam = () => {
      const { confirmed, jam } = client.store.getState();
      engine.setJam(confirmed, jam);
      // A vote that passes is heard at the next bar: by then its audio has to be here.
      const votedOn = confirmed?.ballots.filter(({ outcome }) => outcome === null) ?? [];
      engine.prefetch(votedOn.map(({ proposal }) => proposal));
    };
    const tellListening = () => {
      const { listenState } = engine.store.getState();
      client.setListening(listenState === 'listening' || listenState === 'starting');
    };
    engine.setClock(client.clock);
    showJam();
    tellListening();
    const stopJam = client.store.subscribe((view, before) => {
      if (view.jam !== before.jam || view.confirmed !== before.confirmed) showJam();
    });
    const stopListening = engine.store.subscribe((view, before) => {
      if (view.listenState !== before.listenState) tellListening();
      if (before.audition && !view.audition) client.setAudition(null);
    });
    // Whoever came here by a tap in the lobby has asked to hear it; a bare address waits for the first tap.
    if (navigator.userActivation?.hasBeenActive) void engine.listen();
    return () => {
      stopJam();
      stopListening();
      engine.setClock(null);
    };
  }, [client, engine]);
}
