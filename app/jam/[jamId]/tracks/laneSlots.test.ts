import { describe, expect, it } from 'vitest';
import { Track } from '#server/contract/jam';
import { bar } from '#server/contract/units';
import { barOfSlot, comingChange, laneSlots, stemBarAt } from './laneSlots';

const stem = {
  stemId: 'stem',
  name: 'Loop',
  maker: 'Maker',
  instrument: 'bass',
  bars: 2,
  beatsPerBar: 4,
  bpm: 120,
  key: null,
  licence: 'CC0-1.0',
};
const clip = (clipId: string, launchBar: number, endBar: number | null) => ({
  clipId,
  stem,
  transposition: 0,
  barOffset: 0,
  launchBar,
  endBar,
});
const track = (...clips: ReturnType<typeof clip>[]) =>
  Track.parse({
    trackId: 'track',
    instrument: 'bass',
    name: 'Bass',
    gainDb: 0,
    pan: 0,
    mute: false,
    solo: false,
    clips,
    endBar: null,
  });
const states = (of: Track, now: number) => laneSlots(of, 4, bar(now)).map((slot) => slot?.state ?? null);

describe('barOfSlot', () => {
  it('is the next time the playhead passes there', () => {
    expect([0, 1, 2, 3].map((slot) => barOfSlot(slot, 4, bar(6)))).toEqual([8, 9, 6, 7]);
  });
});

describe('stemBarAt', () => {
  it('counts an offset as bars late', () => {
    const [first] = track(clip('a', 0, null)).clips;
    expect(stemBarAt({ ...first!, barOffset: 1 as never }, 0)).toBe(1);
    expect(stemBarAt({ ...first!, barOffset: 1 as never }, 1)).toBe(0);
  });
});

describe('laneSlots', () => {
  it('repeats a sounding clip over the whole lane', () => {
    const slots = laneSlots(track(clip('a', 0, null)), 4, bar(6));
    expect(slots.map((slot) => slot?.stemBar)).toEqual([0, 1, 0, 1]);
    expect(states(track(clip('a', 0, null)), 6)).toEqual(Array(4).fill('sounding'));
  });

  it('shows a clip that starts at the next bar as coming, and nothing in the bar that runs', () => {
    expect(states(track(clip('a', 7, null)), 6)).toEqual(['coming', 'coming', null, 'coming']);
  });

  it('shows a clip that stops at the next bar as leaving', () => {
    expect(states(track(clip('a', 0, 7)), 6)).toEqual(['leaving', 'leaving', 'sounding', 'leaving']);
  });

  it('shows a replacement in place of what it replaces', () => {
    const slots = laneSlots(track(clip('a', 0, 7), clip('b', 7, null)), 4, bar(6));
    expect(slots.map((slot) => slot?.clip.clipId)).toEqual(['b', 'b', 'a', 'b']);
  });
});

describe('comingChange', () => {
  it('tells a start, a change and a stop apart', () => {
    expect(comingChange(track(clip('a', 7, null)), bar(6))).toEqual({ at: 7, what: 'starts' });
    expect(comingChange(track(clip('a', 0, 7), clip('b', 7, null)), bar(6))).toEqual({
      at: 7,
      what: 'changes',
    });
    expect(comingChange(track(clip('a', 0, 7)), bar(6))).toEqual({ at: 7, what: 'stops' });
    expect(comingChange(track(clip('a', 0, null)), bar(6))).toBeNull();
    expect(comingChange(track(), bar(6))).toBeNull();
  });
});
