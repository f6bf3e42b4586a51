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

function loadPeaks(stemId: StemId): Promise<StemPeaks | null> {
  const peaks = known.get(stemId);
  if (peaks) return Promise.resolve(peaks);
  const running = asked.get(stemId) ?? ask(stemId);
  asked.set(stemId, running);
  return running;
}

export const knownPeaks = (stemId: StemId): StemPeaks | null => known.get(stemId) ?? null;

/** Asks for the drawings of stems and renders again as they arrive; `knownPeaks` then has them. Returns how many are here. */
export function useManyPeaks(stemIds: readonly StemId[]): number {
  const [, arrived] = useState(0);
  const wanted = [...new Set(stemIds)].join(' ');
  useEffect(() => {
    let isWanted = true;
    for (const stemId of wanted.split(' ').filter(Boolean) as StemId[]) {
      if (known.has(stemId)) continue;
      void loadPeaks(stemId).then((peaks) => isWanted && peaks && arrived((count) => count + 1));
    }
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  return stemIds.filter((stemId) => known.has(stemId)).length;
}

/** The drawing of a stem, or null until it is here; what waits for it keeps its space. */
export function usePeaks(stemId: StemId): StemPeaks | null {
  useManyPeaks([stemId]);
  return knownPeaks(stemId);
}
