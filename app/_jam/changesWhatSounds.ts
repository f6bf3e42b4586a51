import type { Op } from '#server/contract/op';

/** Whether an op is about what is heard, rather than about a name, a place in a list or a vote. */
export function changesWhatSounds(op: Op): boolean {
  switch (op.type) {
    case 'jam.set':
    case 'track.add':
    case 'vote.cast':
    case 'vote.close':
      return false;
    case 'track.set':
      return Object.keys(op.settings ?? {}).some((setting) => setting !== 'name');
    default:
      return true;
  }
}
