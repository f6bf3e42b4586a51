'use client';

import { useCallback, useEffect, useRef, useState } from 'react';

const SHOWN_MS = 2500;

/** Copies the jam's address; `isCopied` is true for a moment afterwards. */
export function useCopyLink(): { copy: () => void; isCopied: boolean } {
  const [isCopied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = useCallback(() => {
    const link = location.origin + location.pathname;
    const done = () => {
      setCopied(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setCopied(false), SHOWN_MS);
    };
    // Without a secure address the clipboard is closed to pages: the person copies by hand.
    if (navigator.clipboard)
      void navigator.clipboard.writeText(link).then(done, () => prompt('Copy this link', link));
    else prompt('Copy this link', link);
  }, []);

  return { copy, isCopied };
}
