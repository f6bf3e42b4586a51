'use client';

import { useEffect, useState } from 'react';
import { fetchPeaks } from '#app/_jam/api';
import type { StemId } from '#server/contract/ids';
import type { StemPeaks } from '#server/contract/stem';

/** A stem never changes, so its peaks are asked for once per page. */
const known = new Map<StemId, StemPeaks>();
const asked = new Map<StemId, Promise<StemPeaks | null>>();

async function ask(stemId: StemId): Promise<StemPeaks | null> {
  try {
    const peaks = await fetchPeaks(stemId);
    known.set(stemId, peaks);
    return peaks;
  } catch {
    return null;
  } finally {
    asked.delete(stemId);
  }
}

export function loadPeaks(stemId: StemId): Promise<StemPeaks | null> {
  const peaks = known.get(stemId);
  if (peaks) return Promise.resolve(peaks);
  const running = asked.get(stemId) ?? ask(stemId);
  asked.set(stemId, running);
  return running;
}

export const knownPeaks = (stemId: StemId): StemPeaks | null => known.get(stemId) ?? null;

/** The drawing of a stem, or null until it is here; what waits for it keeps its space. */
export function usePeaks(stemId: StemId | null): StemPeaks | null {
  const [, arrived] = useState(0);
  useEffect(() => {
    if (!stemId || known.has(stemId)) return;
    let wanted = true;
    void loadPeaks(stemId).then((peaks) => {
      if (wanted && peaks) arrived((count) => count + 1);
    });
    return () => {
      wanted = false;
    };
  }, [stemId]);
  return stemId ? knownPeaks(stemId) : null;
}
