import { accepted, refused, type Result } from '../errors';
import type { Change, JamState } from '../jam';
import type { Op } from '../op';
import { targetBpm, withTempoFrom } from '../transport';
import type { Bar } from '../units';
import type { Step } from './step';

export function renameJam(state: JamState, op: Extract<Op, { type: 'jam.set' }>): Result<Step> {
  return accepted({
    state: { ...state, name: op.name },
    changes: [{ what: 'name', before: state.name, after: op.name }],
  });
}

/** Tempo changes at the launch bar with the beat continuous (TR3); the key is a fact about the jam and changes at once. */
export function setTransport(
  state: JamState,
  op: Extract<Op, { type: 'transport.set' }>,
  at: Bar,
): Result<Step> {
  if (op.bpm === undefined && op.key === undefined) return refused('bad_message', 'Say a tempo or a key.');
  const { transport } = state;
  const changes: Change[] = [];
  let next = transport;
  if (op.bpm !== undefined) {
    next = { ...withTempoFrom(next, op.bpm, at), tempoChosen: true };
    changes.push({
      what: 'tempo',
      before: targetBpm(transport),
      after: op.bpm,
      chosenBefore: transport.tempoChosen,
      isAutomatic: false,
    });
  }
  if (op.key !== undefined) {
    next = { ...next, key: op.key, keyChosen: op.key !== null };
    changes.push({
      what: 'key',
      before: transport.key,
      after: op.key,
      chosenBefore: transport.keyChosen,
      isAutomatic: false,
    });
  }
  return accepted({ state: { ...state, transport: next }, changes });
}
