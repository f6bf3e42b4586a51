import { currentClip, type Clip, type Track } from '#server/contract/jam';
import type { Bar } from '#server/contract/units';

/** One bar's worth of a track's lane. */
export interface Slot {
  clip: Clip;
  /** The bar of the stem that is heard here. */
  stemBar: number;
  /** `sounding`: has begun; `coming`: begins at a bar that is still to come; `leaving`: stops before its turn comes again. */
  state: 'sounding' | 'coming' | 'leaving';
}

/** The stem's bar that is heard at a bar of the jam. */
export const stemBarAt = (clip: Pick<Clip, 'stem' | 'barOffset'>, at: number): number =>
  (((at - clip.barOffset) % clip.stem.bars) + clip.stem.bars) % clip.stem.bars;

/** The next time the playhead, now in `now`, passes through a slot. */
export const barOfSlot = (slot: number, count: number, now: Bar): number => {
  const turn = Math.floor(now / count) * count + slot;
  return turn < now ? turn + count : turn;
};

const isDueAt = (clip: Clip, at: number): boolean =>
  clip.launchBar <= at && (clip.endBar === null || at < clip.endBar);

/**
 * What a lane of `count` bars shows while the playhead is in bar `now`. The lane is a circle: behind the playhead it
 * shows what comes round next, so a change is always seen before it is heard.
 */
export function laneSlots(track: Track, count: number, now: Bar): (Slot | null)[] {
  return Array.from({ length: count }, (_, index) => {
    const at = barOfSlot(index, count, now);
    const due = track.clips.find((clip) => isDueAt(clip, at));
    if (due) {
      const state = due.launchBar <= now ? 'sounding' : 'coming';
      return { clip: due, stemBar: stemBarAt(due, at), state };
    }
    const ending = track.clips.find((clip) => isDueAt(clip, now));
    return ending ? { clip: ending, stemBar: stemBarAt(ending, at), state: 'leaving' } : null;
  });
}

/** What is about to be heard of a track, for the countdown: null when nothing changes. */
export function comingChange(
  track: Track,
  now: Bar,
): { at: Bar; what: 'starts' | 'changes' | 'stops' } | null {
  const sounding = track.clips.find((clip) => isDueAt(clip, now));
  const next = currentClip(track);
  if (next && next.launchBar > now) return { at: next.launchBar, what: sounding ? 'changes' : 'starts' };
  if (sounding && sounding.endBar !== null) return { at: sounding.endBar, what: 'stops' };
  return null;
}
