import { createHash } from 'node:crypto';
import { ClipId, OpId, TrackId } from '#server/contract/ids';
import type { MemberOp } from '#server/contract/op';

/** Ids of what the room does itself begin with this; no member may use one first and so keep the room from acting. */
const ROOM_PREFIX = '_room-';

export interface RoomIds {
  opId: OpId;
  trackId: TrackId;
  clipId: ClipId;
}

/** The ids of one act of the room. They follow from its cause, so that doing it again changes nothing (OP4). */
export function roomIdsOf(cause: string): RoomIds {
  const id = ROOM_PREFIX + createHash('sha256').update(cause).digest('base64url').slice(0, 32);
  return { opId: OpId.parse(id), trackId: TrackId.parse(id), clipId: ClipId.parse(id) };
}

/** Whether a member's op would make something under an id that is the room's. */
export function claimsRoomId(opId: OpId, op: MemberOp): boolean {
  const made: string[] = [opId];
  if (op.type === 'track.add') made.push(op.trackId);
  if (op.type === 'clip.add') made.push(op.clipId, ...(op.newTrack ? [op.trackId] : []));
  return made.some((id) => id.startsWith(ROOM_PREFIX));
}
