'use client';

import { useEffect, useState } from 'react';
import { fetchImportProgress } from '#app/_jam/api';
import type { ImportProgress } from '#server/contract/http';
import styles from './ImportBanner.module.css';

const REFRESH_MS = 1000;

/** At first start the starter library is still on its way in. */
export function ImportBanner() {
  const [progress, setProgress] = useState<ImportProgress | null>(null);

  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      try {
        const next = await fetchImportProgress(controller.signal);
        setProgress(next);
        if (next.done + next.failed < next.total) timer = setTimeout(look, REFRESH_MS);
      } catch {
        // The jam list says already that the server is out of reach.
        if (!controller.signal.aborted) timer = setTimeout(look, REFRESH_MS * 5);
      }
    };
    void look();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, []);

  if (!progress || progress.done + progress.failed >= progress.total) return null;
  return (
    <div className={styles.banner}>
      <p id="import-progress">
        <strong>The starter library is coming in.</strong> You can play already; more stems appear by the
        second.
      </p>
      <span className={`${styles.figure} numbers`}>
        {progress.done} of {progress.total}
      </span>
      <progress
        className={styles.bar}
        value={progress.done}
        max={progress.total}
        aria-labelledby="import-progress"
      />
    </div>
  );
}
