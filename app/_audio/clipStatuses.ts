import type { ClipId } from '#server/contract/ids';
import type { ClipStatus } from './audioStore';
import type { Voice } from './planPlayback';

/** A clip is as far as the least of its voices: at a tempo change it needs audio for both tempos. */
export function clipStatuses(
  voices: readonly Voice[],
  stateOf: (voice: Voice) => ClipStatus,
): Record<ClipId, ClipStatus> {
  const statuses: Record<ClipId, ClipStatus> = {};
  for (const voice of voices) {
    const other = statuses[voice.clipId] ?? 'ready';
    const state = stateOf(voice);
    statuses[voice.clipId] = RANK[state] > RANK[other] ? state : other;
  }
  return statuses;
}

const RANK: Record<ClipStatus, number> = { ready: 0, loading: 1, failed: 2 };
