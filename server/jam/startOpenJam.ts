import type { JamId } from '#server/contract/ids';
import type { StemSummary } from '#server/contract/stem';
import type { JamRegistry } from './JamRegistry';
import type { OpLog } from './OpLog';
import { roomIdsOf } from './roomIds';

const OPEN_JAM_NAME = 'The open jam';

/**
 * Makes the jam that already sounds when the first visitor comes, once: from then on it belongs to whoever plays in it.
 * A start that was cut short is completed by the next one.
 *
 * @param stems what it begins with, in track order
 */
export async function startOpenJam(
  registry: JamRegistry,
  opLog: OpLog,
  stems: readonly StemSummary[],
): Promise<JamId> {
  const [first] = await opLog.listJams(1);
  const jamId = first?.isOpen ? first.jamId : await registry.create(OPEN_JAM_NAME, { isOpen: true });
  const room = await registry.open(jamId);
  if (!room) throw new Error('The open jam is not in the log.');
  if (room.revision >= stems.length) return jamId;
  for (const stem of stems) {
    const { opId, trackId, clipId } = roomIdsOf(`open ${jamId} ${stem.stemId}`);
    await room.submitAsRoom(opId, {
      type: 'clip.add',
      trackId,
      clipId,
      newTrack: { name: stem.name.slice(0, 40), instrument: stem.instrument },
      stemId: stem.stemId,
      transposition: 0,
      barOffset: 0,
    });
  }
  return jamId;
}
