import { describe, expect, it } from 'vitest';
import type { Track } from '#server/contract/jam';
import type { StemPeaks } from '#server/contract/stem';
import { mixPeaks } from './mixPeaks';

const track = (stemId: string, settings: object = {}) =>
  ({
    mute: false,
    solo: false,
    gainDb: 0,
    endBar: null,
    clips: [{ stem: { stemId, bars: 1 }, barOffset: 0, endBar: null }],
    ...settings,
  }) as unknown as Track;
const drawings: Record<string, StemPeaks> = {
  front: { peaksPerBar: 2, peaks: [200, 0] },
  back: { peaksPerBar: 2, peaks: [0, 200] },
};
const outline = (...tracks: Track[]) => {
  const { peaks } = mixPeaks(tracks, 1, (stemId) => drawings[stemId] ?? null);
  return [peaks[0], peaks.at(-1)];
};

describe('mixPeaks', () => {
  it('draws what sounds together, the loudest at full height', () => {
    expect(outline(track('front'), track('back'))).toEqual([255, 255]);
    expect(outline(track('front'), track('back', { gainDb: -6.02 }))).toEqual([255, 128]);
  });

  it('leaves out what is muted or not here yet', () => {
    expect(outline(track('front'), track('back', { mute: true }), track('unknown'))).toEqual([255, 0]);
  });
});
