import type { GridCenters } from './gridAnalysis';
import type { LinearSpectra } from './spectra';

export const PROVIDERS = ['cuda', 'webgpu', 'cpu'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** What the main thread asks the embedding thread. */
export type EmbedRequest =
  | { do: 'analyse'; audio: Float32Array; centers: GridCenters }
  | { do: 'embed'; windows: LinearSpectra[] }
  | { do: 'predict'; mix: LinearSpectra; classIds: number[] };

export interface EmbeddedStem {
  /** The stem's vector, unit length. */
  vector: Float32Array;
  /** How much it sounds like each instrument class, before softmax. */
  classLogits: Float32Array;
}

/** What the thread says about itself once it is up. */
export interface EmbedderInfo {
  provider: Provider;
  /** For the log and the health page: what computes, and why not what was wished for. */
  sentence: string;
}

export interface EmbedThreadData {
  modelsDir: string;
  provider: Provider | 'auto';
}
