import { readFileSync } from 'node:fs';

/** Inputs and expected outputs that were exported with the model (models/fixtures). For tests. */
interface FixtureIndex {
  bpm: number;
  beats: number;
  shiftSemitones: number;
  arrays: Record<string, { path: string; type: 'f32' | 'i64' | 'u8'; shape: number[] }>;
}

const folder = new URL('../../models/fixtures/', import.meta.url);

export const fixtureIndex = JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')) as FixtureIndex;

/** An array as numbers, whatever its type on disk. */
export function fixture(name: string): { data: Float32Array<ArrayBuffer>; shape: number[] } {
  const entry = fixtureIndex.arrays[name];
  if (!entry) throw new Error(`models/fixtures has no ${name}.`);
  const { buffer, byteOffset, byteLength } = readFileSync(new URL(entry.path, folder));
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  const data =
    entry.type === 'f32'
      ? new Float32Array(bytes)
      : entry.type === 'u8'
        ? Float32Array.from(new Uint8Array(bytes))
        : Float32Array.from(new BigInt64Array(bytes), Number);
  return { data, shape: entry.shape };
}

/** Largest absolute difference. */
export function mostDifferent(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}
