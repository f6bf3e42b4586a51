'use client';

import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { TrackId } from '#server/contract/ids';

/** `jam` is a panel of its own only where there is no room beside the tracks. */
export type Panel = 'jam' | 'fits' | 'library' | 'people';

/** What this person looks at. Nobody else sees it and it is not kept. */
export interface RoomView {
  panel: Panel;
  showPanel: (panel: Panel) => void;
  /** Shows a panel and puts the keyboard into it. */
  enterPanel: (panel: Panel) => void;
  selectedTrackId: TrackId | null;
  selectTrack: (trackId: TrackId | null) => void;
  shortcutsOpen: boolean;
  showShortcuts: (open: boolean) => void;
}

const RoomViewContext = createContext<RoomView | null>(null);

export function RoomViewProvider({ children }: { children: ReactNode }) {
  const [panel, showPanel] = useState<Panel>('jam');
  const [selectedTrackId, selectTrack] = useState<TrackId | null>(null);
  const [shortcutsOpen, showShortcuts] = useState(false);

  const enterPanel = useCallback((next: Panel) => {
    showPanel(next);
    // After the panel has been put on the page.
    setTimeout(() => document.querySelector<HTMLElement>(`[data-panel=${next}] [data-entry]`)?.focus(), 50);
  }, []);

  const view = useMemo(
    () => ({ panel, showPanel, enterPanel, selectedTrackId, selectTrack, shortcutsOpen, showShortcuts }),
    [panel, enterPanel, selectedTrackId, shortcutsOpen],
  );
  return <RoomViewContext.Provider value={view}>{children}</RoomViewContext.Provider>;
}

export function useRoomView(): RoomView {
  const view = useContext(RoomViewContext);
  if (!view) throw new Error('useRoomView needs a RoomViewProvider above it.');
  return view;
}
