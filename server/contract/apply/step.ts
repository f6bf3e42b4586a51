import type { Change, JamState } from '../jam';

/** What one op did: the next state, and how to undo it (empty: nothing to undo, as for votes). */
export interface Step {
  state: JamState;
  changes: Change[];
}
