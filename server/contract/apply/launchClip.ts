import type { Clip, ClipContent, Track } from '../jam';
import type { Bar } from '../units';

/**
 * The track with other content from a bar on: what sounds now ends there, what has not begun by then never does.
 * `content` null: silence from that bar on.
 */
export function launchClip(track: Track, content: ClipContent | null, at: Bar): Track {
  const ending = track.clips
    .filter((clip) => clip.launchBar < at)
    .map((clip): Clip => (clip.endBar === null || clip.endBar > at ? { ...clip, endBar: at } : clip));
  const next: Clip[] = content ? [{ ...content, launchBar: at, endBar: null }] : [];
  return { ...track, clips: [...ending, ...next] };
}

/** A clip without its bars. */
export const contentOf = (clip: Clip | null): ClipContent | null =>
  clip && {
    clipId: clip.clipId,
    stem: clip.stem,
    transposition: clip.transposition,
    barOffset: clip.barOffset,
  };
