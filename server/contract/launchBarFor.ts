import type { JamState } from './jam';
import type { AppliedOp } from './op';
import { LAUNCH_LEAD_MS, nextLaunchBar, TEMPO_LEAD_MS } from './transport';
import type { Bar } from './units';

/**
 * The bar at which an op takes effect if it is accepted at `serverMs` (TR2). The server decides by it; a client
 * predicts with it and corrects itself when the committed op arrives.
 */
export function launchBarFor(
  state: JamState,
  { op, memberId, serverMs }: Pick<AppliedOp, 'op' | 'memberId' | 'serverMs'>,
): Bar {
  const changesTempo =
    op.type === 'transport.set'
      ? op.bpm !== undefined
      : op.type === 'undo' &&
        state.undoSteps
          .findLast((step) => step.memberId === memberId)
          ?.changes.some((change) => change.what === 'tempo');
  return nextLaunchBar(state.transport, serverMs, changesTempo ? TEMPO_LEAD_MS : LAUNCH_LEAD_MS);
}
