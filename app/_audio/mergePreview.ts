import type { TrackSettings } from '#server/contract/jam';

/** Where one track's faders are held here, before the others know. */
export type FaderPreview = Partial<Pick<TrackSettings, 'gainDb' | 'pan'>>;
/** A fader that moves; null: it was let go. Faders that are left out stay as they are held. */
export type FaderMove = { [Fader in keyof FaderPreview]: FaderPreview[Fader] | null };

/** Several faders of one track can be held at once: each comes and goes on its own. */
export const mergePreview = (held: FaderPreview | undefined, move: FaderMove): FaderPreview =>
  Object.fromEntries(
    Object.entries({ ...held, ...move }).filter(([, value]) => value !== null && value !== undefined),
  );
