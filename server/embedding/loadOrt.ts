import { availableParallelism } from 'node:os';
import type { InferenceSession, Tensor } from 'onnxruntime-node';

/** What is used of onnxruntime-node. */
export interface Ort {
  InferenceSession: typeof InferenceSession;
  Tensor: typeof Tensor;
}

/** Loads onnxruntime. Only worker threads call it: a run blocks its thread, and a crash must not be the server's. */
export async function loadOrt(): Promise<Ort> {
  // From 1.29 on the library sends telemetry unless this is set before it loads.
  // eslint-disable-next-line no-restricted-syntax -- the library reads no other setting
  process.env.ORT_DISABLE_TELEMETRY = '1';
  const module = await import('onnxruntime-node');
  // A CommonJS package: what it exports may be its `default`.
  return (module as { default?: Ort }).default ?? module;
}

/** Threads one inference may use: one core stays with the jams. */
export const inferenceThreads = (): number => Math.max(1, Math.min(4, availableParallelism() - 1));
