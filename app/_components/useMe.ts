'use client';

import { useCallback, useEffect, useState } from 'react';
import { ApiError, fetchMe, saveMe } from '#app/_jam/api';
import type { Me, MeChange } from '#server/contract/http';

export interface MyIdentity {
  /** Undefined while it is asked for, null for somebody new. */
  me: Me | null | undefined;
  /** Why it could not be asked for. */
  failure: string | null;
  save: (change: MeChange) => Promise<Me>;
}

/** Who we are on this server: a guest with a name and a colour. */
export function useMe(): MyIdentity {
  const [me, setMe] = useState<Me | null>();
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    const controller = new AbortController();
    fetchMe(controller.signal).then(setMe, (error: unknown) => {
      if (controller.signal.aborted) return;
      setFailure(error instanceof ApiError ? error.message : 'The server cannot be reached.');
      setMe(null);
    });
    return () => controller.abort();
  }, []);

  const save = useCallback(async (change: MeChange) => {
    const saved = await saveMe(change);
    setMe(saved);
    setFailure(null);
    return saved;
  }, []);

  return { me, failure, save };
}
