import type { Proposal } from '#server/contract/ballot';
import type { SuggestionId } from '#server/contract/ids';
import type { JamState } from '#server/contract/jam';
import type { SuggestionSet, SuggestionStatus } from '#server/contract/suggestion';
import type { ServerMs } from '#server/contract/units';
import { LruMap } from '#server/platform/LruMap';

export interface JamChange {
  revision: number;
  state: JamState;
  committedAt: ServerMs;
}

/** What is known of the suggestions of one jam. */
export interface Room {
  newest: JamChange;
  set: SuggestionSet | null;
  /** The question the set answers. */
  setKey: string | null;
  status: SuggestionStatus;
  proposals: LruMap<SuggestionId, Proposal>;
  isWaiting: boolean;
  isRunning: boolean;
  failures: number;
  cancelRetry: () => void;
  cancelAnswers: () => void;
}

/** Suggestions of a jam that can still be voted on. */
const KEPT_PROPOSALS = 600;

export const newRoom = (newest: JamChange): Room => ({
  newest,
  set: null,
  setKey: null,
  status: { state: 'ready' },
  proposals: new LruMap(KEPT_PROPOSALS),
  isWaiting: false,
  isRunning: false,
  failures: 0,
  cancelRetry: () => undefined,
  cancelAnswers: () => undefined,
});
