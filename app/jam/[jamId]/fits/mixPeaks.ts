import { currentClip, isAudible, type Track } from '#server/contract/jam';
import type { StemId } from '#server/contract/ids';
import type { StemPeaks } from '#server/contract/stem';
import { dbToGain } from '#server/contract/units';

/** Lines per bar of the mix's outline. */
const PER_BAR = 24;

/** The outline of what sounds together over some bars: squares added, as unrelated sounds add. */
export function mixPeaks(
  tracks: readonly Track[],
  bars: number,
  peaksOf: (stemId: StemId) => StemPeaks | null,
): StemPeaks {
  const power = Array<number>(bars * PER_BAR).fill(0);
  for (const track of tracks) {
    const clip = currentClip(track);
    const stem = clip && isAudible(track, tracks) ? peaksOf(clip.stem.stemId) : null;
    if (!clip || !stem || stem.peaks.length === 0) continue;
    const gain = dbToGain(track.gainDb);
    for (const line of power.keys()) {
      const at = Math.floor(
        ((line / PER_BAR + clip.stem.bars - clip.barOffset) * stem.peaksPerBar) % stem.peaks.length,
      );
      power[line]! += (stem.peaks[at]! * gain) ** 2;
    }
  }
  const peaks = power.map(Math.sqrt);
  const loudest = Math.max(1, ...peaks);
  return { peaksPerBar: PER_BAR, peaks: peaks.map((peak) => Math.round((peak / loudest) * 255)) };
}
