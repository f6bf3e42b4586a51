import { z } from 'zod';

/** A major or minor key; tonic as a pitch class, 0 = C to 11 = B. */
export const Key = z.object({ tonic: z.number().int().min(0).max(11), mode: z.enum(['major', 'minor']) });
export type Key = z.infer<typeof Key>;

const MAJOR_NAMES = ['C', 'D♭', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B'];
const MINOR_NAMES = ['C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'B♭', 'B'];

/** "A minor", "E♭ major". */
export const keyName = (key: Key): string =>
  `${(key.mode === 'major' ? MAJOR_NAMES : MINOR_NAMES)[key.tonic]} ${key.mode}`;

/** Pitch class of the major key with the same notes: A minor -> 0 (C). */
export const relativeMajorTonic = (key: Key): number =>
  key.mode === 'major' ? key.tonic : (key.tonic + 3) % 12;

export const isSameScale = (a: Key, b: Key): boolean => relativeMajorTonic(a) === relativeMajorTonic(b);

/** Semitones, -6 to +5, by which pitch moves the shorter way from one pitch class to another. */
const shortestMove = (from: number, to: number): number => ((((to - from) % 12) + 18) % 12) - 6;

/** Semitones, -6 to +5, that bring a stem's notes into the scale of the jam. */
export const transpositionInto = (stemKey: Key, jamKey: Key): number =>
  shortestMove(relativeMajorTonic(stemKey), relativeMajorTonic(jamKey));

/** Semitones, -6 to +5, that bring a key's notes to C major / A minor, the model's one key. */
export const canonicalShift = (key: Key): number => shortestMove(relativeMajorTonic(key), 0);

export const transposeKey = (key: Key, semitones: number): Key => ({
  ...key,
  tonic: (((key.tonic + semitones) % 12) + 12) % 12,
});

/** Every key, chromatically, major keys first: for menus. */
export const ALL_KEYS: readonly Key[] = (['major', 'minor'] as const).flatMap((mode) =>
  Array.from({ length: 12 }, (_, tonic) => ({ tonic, mode })),
);
