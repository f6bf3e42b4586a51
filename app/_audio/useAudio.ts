'use client';
import { createContext, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { AudioEngine } from './AudioEngine';
import type { AudioView } from './audioStore';

const AudioContextOfPage = createContext<AudioEngine | null>(null);

/** `<AudioProvider value={engine}>`: what sounds on this page. */
export const AudioProvider = AudioContextOfPage.Provider;

/** An engine while the component is on the page. Null during server rendering and the first paint. */
export function useOwnAudioEngine(): AudioEngine | null {
  const [engine, setEngine] = useState<AudioEngine | null>(null);
  useEffect(() => {
    const started = new AudioEngine();
    setEngine(started);
    return () => {
      setEngine(null);
      started.close();
    };
  }, []);
  return engine;
}

export function useAudioEngine(): AudioEngine {
  const engine = useContext(AudioContextOfPage);
  if (!engine) throw new Error('useAudioEngine needs an AudioProvider above it.');
  return engine;
}

/** One part of what is heard; the component renders again only when that part changes. */
export const useAudio = <Part>(select: (view: AudioView) => Part): Part =>
  useStore(useAudioEngine().store, select);
