import { randomUUID } from 'node:crypto';
import { ClipId, JamId, OpId, TrackId } from '#server/contract/ids';
import type { StemSummary } from '#server/contract/stem';
import type { JamRegistry } from './JamRegistry';
import type { OpLog } from './OpLog';

const OPEN_JAM_NAME = 'The open jam';

/**
 * Makes the jam that already sounds when the first visitor comes, once: from then on it belongs to whoever plays in it.
 *
 * @param stems what it begins with, in track order
 * @returns its id, or the one that was there already
 */
export async function startOpenJam(
  registry: JamRegistry,
  opLog: OpLog,
  stems: readonly StemSummary[],
): Promise<JamId> {
  const [first] = await opLog.listJams(1);
  if (first?.isOpen) return first.jamId;
  const jamId = await registry.create(OPEN_JAM_NAME, { isOpen: true });
  const room = await registry.open(jamId);
  for (const stem of stems) {
    await room!.submitAsRoom(OpId.parse(randomUUID()), {
      type: 'clip.add',
      trackId: TrackId.parse(randomUUID()),
      clipId: ClipId.parse(randomUUID()),
      newTrack: { name: stem.name.slice(0, 40), instrument: stem.instrument },
      stemId: stem.stemId,
      transposition: 0,
      barOffset: 0,
    });
  }
  return jamId;
}
