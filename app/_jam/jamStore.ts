import { createStore, type StoreApi } from 'zustand/vanilla';
import type { JamError } from '#server/contract/errors';
import type { MemberId } from '#server/contract/ids';
import type { JamState } from '#server/contract/jam';
import type { Person } from '#server/contract/presence';
import type { SuggestionSet, SuggestionStatus } from '#server/contract/suggestion';
import type { PendingOp } from './Replica';

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'closed';

/** Something to tell the person once: a refused op, or what happened to the connection. */
export interface Notice {
  id: string;
  kind: 'refused' | 'info';
  sentence: string;
}

/** How well this browser knows the server's clock. */
export interface ClockView {
  /** Likely error of `serverNow()`. */
  errorMs: number;
  /** The best recent round trip. */
  roundTripMs: number;
}

/** Everything a page shows of one jam, apart from what is heard. */
export interface JamView {
  connection: Connection;
  /** Why this jam cannot be joined; while it is set, nothing else changes. */
  refusal: JamError | null;
  /** Who we are here; null before the first join. */
  memberId: MemberId | null;
  /** The jam with our own unconfirmed ops already applied: what to draw. */
  jam: JamState | null;
  /** The jam as the room confirmed it: what decides when something sounds. */
  confirmed: JamState | null;
  confirmedRevision: number;
  /** Who changed what sounds last, by doing or undoing; null: nobody since we came. */
  lastChangeBy: MemberId | null;
  /** Our ops the room has not answered yet, oldest first. */
  pendingOps: readonly PendingOp[];
  people: readonly Person[];
  suggestions: SuggestionSet | null;
  suggestionStatus: SuggestionStatus | null;
  clock: ClockView | null;
  /** Oldest first; `JamClient.dismissNotice` takes one away. */
  notices: readonly Notice[];
}

export type JamStore = StoreApi<JamView>;

export const createJamStore = (): JamStore =>
  createStore<JamView>(() => ({
    connection: 'connecting',
    refusal: null,
    memberId: null,
    jam: null,
    confirmed: null,
    confirmedRevision: 0,
    lastChangeBy: null,
    pendingOps: [],
    people: [],
    suggestions: null,
    suggestionStatus: null,
    clock: null,
    notices: [],
  }));
