'use client';
import { createContext, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { JamId } from '#server/contract/ids';
import { JamClient } from './JamClient';
import type { JamView } from './jamStore';

const JamContext = createContext<JamClient | null>(null);

/** `<JamProvider value={client}>`: the jam the components below belong to. */
export const JamProvider = JamContext.Provider;

/** Joins a jam while the component is on the page. Null during server rendering and the first paint. */
export function useJoinedJam(jamId: JamId): JamClient | null {
  const [client, setClient] = useState<JamClient | null>(null);
  useEffect(() => {
    const joined = new JamClient({ jamId });
    setClient(joined);
    return () => {
      setClient(null);
      joined.close();
    };
  }, [jamId]);
  return client;
}

export function useJamClient(): JamClient {
  const client = useContext(JamContext);
  if (!client) throw new Error('useJamClient needs a JamProvider above it.');
  return client;
}

/** One part of the jam's view; the component renders again only when that part changes. */
export const useJam = <Part>(select: (view: JamView) => Part): Part => useStore(useJamClient().store, select);
