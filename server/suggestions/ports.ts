import type { StemId } from '#server/contract/ids';
import type { StemSummary } from '#server/contract/stem';
import type { Embedder } from '#server/embedding/Embedder';
import type { SpectraOf, WindowName } from '#server/mix/mixAnalysis';

/** What the suggestions need from others; `createServer` connects them. */

export type MixEmbedder = Pick<Embedder, 'info' | 'predictMix' | 'onReady'>;

/** A stem, if it may come into a jam now. */
export type FindStem = (stemId: StemId) => Promise<StemSummary | null>;

export interface StemSpectra {
  /** The stored bytes of these windows; what nobody knows is undefined. */
  load(windows: readonly WindowName[]): Promise<SpectraOf>;
}

/** Calls back once after a time. @returns takes the call back */
export type SetTimer = (callback: () => void, ms: number) => () => void;
