import type { JamId, OpId, StemId } from '#server/contract/ids';
import type { MemberOp, OpFacts } from '#server/contract/op';
import { createJamStore, type JamStore } from './jamStore';
import type { ServerClock } from './ServerClock';

export interface JamClientOptions {
  jamId: JamId;
  /** Address of the server; the page's own by default. */
  url?: string;
}

/** One browser's place in one jam. */
export class JamClient {
  readonly store: JamStore = createJamStore();
  declare readonly clock: ServerClock;

  constructor(readonly options: JamClientOptions) {}

  /**
   * Sends an op and shows its effect at once. Offline it is kept and sent when the room is back.
   *
   * @param facts the stem (clip.add, clip.set) or proposal (vote.cast) the op is about: without it the effect is only
   * shown when the room confirms it
   */
  submit(_op: MemberOp, _facts?: OpFacts): OpId {
    throw new Error('not yet');
  }

  /** Tells the others which stem we try privately. */
  setAudition(_stemId: StemId | null): void {}

  /** Tells the room whether we hear the jam: only listeners count for votes. */
  setListening(_listening: boolean): void {}

  dismissNotice(_id: string): void {}

  close(): void {}
}
