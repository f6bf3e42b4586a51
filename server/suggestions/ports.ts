import type { StemId } from '#server/contract/ids';
import type { Embedder } from '#server/embedding/Embedder';

/** What the suggestions need from others; `createServer` connects them. */

export type MixEmbedder = Pick<Embedder, 'info' | 'predictMix' | 'onReady'>;

export interface StemSpectra {
  /** The stored bytes of the first window of these stems; a stem nobody knows is left out. */
  spectraOf(stemIds: readonly StemId[]): Promise<ReadonlyMap<StemId, Uint8Array>>;
}

/** Calls back once after a time. @returns takes the call back */
export type SetTimer = (callback: () => void, ms: number) => () => void;
