'use client';

import { CircleAlert, Info, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import styles from './Notices.module.css';

export interface ShownNotice {
  id: string;
  kind: 'refused' | 'info';
  sentence: string;
}

const SHOWN_MS = 7000;

/** Sentences that come and go in a corner; spoken politely, and held while somebody reads them. */
export function Notices({
  notices,
  onDismiss,
}: {
  notices: readonly ShownNotice[];
  onDismiss: (id: string) => void;
}) {
  return (
    <div className={styles.notices} role="log" aria-live="polite" aria-label="Notices">
      {notices.slice(-4).map((notice) => (
        <NoticeCard key={notice.id} notice={notice} onDismiss={onDismiss} />
      ))}
    </div>
  );
}

function NoticeCard({ notice, onDismiss }: { notice: ShownNotice; onDismiss: (id: string) => void }) {
  const isHeld = useRef(false);
  useEffect(() => {
    const timer = setInterval(() => !isHeld.current && onDismiss(notice.id), SHOWN_MS);
    return () => clearInterval(timer);
  }, [notice.id, onDismiss]);
  const Icon = notice.kind === 'refused' ? CircleAlert : Info;
  return (
    <div
      className={styles.notice}
      data-kind={notice.kind}
      onPointerEnter={() => (isHeld.current = true)}
      onPointerLeave={() => (isHeld.current = false)}
    >
      <Icon size={18} aria-hidden />
      <p>{notice.sentence}</p>
      <button
        type="button"
        className={styles.dismiss}
        aria-label="Dismiss"
        onClick={() => onDismiss(notice.id)}
      >
        <X size={16} aria-hidden />
      </button>
    </div>
  );
}
