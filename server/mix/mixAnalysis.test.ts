import { describe, expect, it } from 'vitest';
import { emptyJam, type Clip, type JamState, type Track } from '#server/contract/jam';
import { bar, serverMs } from '#server/contract/units';
import { BANDS, CQT_SIZE, ROWS, WINDOW_BYTES } from '#server/embedding/grid';
import { POWER_OF_BYTE } from '#server/embedding/spectra';
import { mixAnalysis } from './mixAnalysis';

/** A window that is silent but for one byte in one frame and row, and one byte in one band frame. */
function windowWith(frame: number, row: number, byte: number): Uint8Array {
  const bytes = new Uint8Array(WINDOW_BYTES);
  bytes[frame * ROWS + row] = byte;
  bytes[CQT_SIZE + 2 * frame * BANDS] = byte;
  return bytes;
}

const windows = new Map<string, Uint8Array>([
  ['bass 0', windowWith(0, 12, 200)],
  ['keys 0', windowWith(8, 40, 180)],
  ['drums 0', windowWith(0, 30, 220)],
  ['long 0', windowWith(0, 20, 150)],
  ['long 1', windowWith(0, 50, 150)],
]);
const spectraOf = (stemId: string, window: number) => windows.get(`${stemId} ${window}`);

function track(
  stemId: string,
  instrument: Track['instrument'],
  change: Partial<Track> = {},
  clip: Partial<Clip> = {},
): Track {
  const stem = {
    stemId,
    name: stemId,
    maker: 'someone',
    instrument,
    bars: stemId === 'long' ? 8 : 4,
    beatsPerBar: 4,
    bpm: 120,
    key: null,
    licence: 'CC0-1.0',
  } as Clip['stem'];
  return {
    trackId: `t-${stemId}` as Track['trackId'],
    name: stemId,
    instrument,
    gainDb: 0,
    pan: 0,
    mute: false,
    solo: false,
    endBar: null,
    clips: [
      {
        clipId: 'c' as Clip['clipId'],
        stem,
        transposition: 0,
        barOffset: 0,
        launchBar: bar(0),
        endBar: null,
        ...clip,
      },
    ],
    ...change,
  };
}

const jamOf = (...tracks: Track[]): JamState => ({
  ...emptyJam('jam' as JamState['jamId'], 'jam', serverMs(0)),
  tracks,
});
const inKey = (jam: JamState, tonic: number, mode: 'major' | 'minor'): JamState => ({
  ...jam,
  transport: { ...jam.transport, key: { tonic, mode } },
});

/** Where a mix has power: "frame:row" -> power. */
function cells(jam: JamState): Record<string, number> {
  const { cqt } = mixAnalysis(jam, spectraOf)!.spectra;
  const found: Record<string, number> = {};
  cqt.forEach((power, i) => {
    if (power > 0) found[`${Math.floor(i / ROWS)}:${i % ROWS}`] = power;
  });
  return found;
}

describe('mixAnalysis', () => {
  it('MD4 adds clips up as power, from stored bytes alone', () => {
    const both = cells(jamOf(track('bass', 'bass'), track('keys', 'keys')));
    expect(both).toEqual({ '0:12': POWER_OF_BYTE[200], '8:40': POWER_OF_BYTE[180] });
    const twice = cells(jamOf(track('bass', 'bass'), track('bass', 'bass')));
    expect(twice['0:12']).toBeCloseTo(2 * POWER_OF_BYTE[200]!, 10);
  });

  it('weights them by gain squared', () => {
    const half = cells(jamOf(track('bass', 'bass', { gainDb: -6 })));
    expect(half['0:12']! / POWER_OF_BYTE[200]!).toBeCloseTo(10 ** -0.6, 5);
  });

  it('hears no muted, unsoloed, faded-out or leaving track', () => {
    const keys = track('keys', 'keys');
    expect(Object.keys(cells(jamOf(keys, track('bass', 'bass', { mute: true }))))).toEqual(['8:40']);
    expect(Object.keys(cells(jamOf({ ...keys, solo: true }, track('bass', 'bass'))))).toEqual(['8:40']);
    expect(Object.keys(cells(jamOf(keys, track('bass', 'bass', { gainDb: -60 }))))).toEqual(['8:40']);
    expect(Object.keys(cells(jamOf(keys, track('bass', 'bass', { endBar: bar(4) }))))).toEqual(['8:40']);
    expect(Object.keys(cells(jamOf(keys, track('bass', 'bass', {}, { endBar: bar(4) }))))).toEqual(['8:40']);
  });

  it('transposes pitched clips and brings the jam to its canonical key; drums stay', () => {
    expect(Object.keys(cells(jamOf(track('bass', 'bass', {}, { transposition: 3 }))))).toEqual(['0:15']);
    // D minor has the notes of F major: five semitones down is the shorter way to C.
    expect(Object.keys(cells(inKey(jamOf(track('keys', 'keys')), 2, 'minor')))).toEqual(['8:35']);
    expect(Object.keys(cells(inKey(jamOf(track('keys', 'keys')), 9, 'minor')))).toEqual(['8:40']);
    const drums = jamOf(track('drums', 'drums', {}, { transposition: 5 }));
    expect(Object.keys(cells(inKey(drums, 2, 'minor')))).toEqual(['0:30']);
  });

  it('lets nothing wrap around the ends of the range', () => {
    windows.set('low 0', windowWith(0, 2, 200));
    expect(Object.keys(cells(jamOf(track('low', 'bass', {}, { transposition: -6 }))))).toEqual([]);
  });

  it('TR1 places a bar offset as playback does: the clip begins its loop that many bars late', () => {
    expect(Object.keys(cells(jamOf(track('keys', 'keys', {}, { barOffset: 1 }))))).toEqual([`${8 + 32}:40`]);
    const { bands } = mixAnalysis(jamOf(track('keys', 'keys', {}, { barOffset: 1 })), spectraOf)!.spectra;
    expect(bands.findIndex((power) => power > 0)).toBe((16 + 64) * BANDS);
  });

  it('hears the half of a long clip that sounds in the first four bars', () => {
    expect(Object.keys(cells(jamOf(track('long', 'pad'))))).toEqual(['0:20']);
    expect(Object.keys(cells(jamOf(track('long', 'pad', {}, { barOffset: 4 }))))).toEqual(['0:50']);
    expect(Object.keys(cells(jamOf(track('long', 'pad', {}, { barOffset: 2 }))))).toEqual(['64:20']);
  });

  it('is null when nothing can be heard', () => {
    expect(mixAnalysis(jamOf(), spectraOf)).toBeNull();
    expect(mixAnalysis(jamOf(track('bass', 'bass', { mute: true })), spectraOf)).toBeNull();
    expect(mixAnalysis(jamOf(track('unknown', 'bass')), spectraOf)).toBeNull();
  });

  it('SG2 names equal mixes equally and different ones differently', () => {
    const keyOf = (jam: JamState) => mixAnalysis(jam, spectraOf)!.mixKey;
    const [bass, keys] = [track('bass', 'bass'), track('keys', 'keys')];
    const mix = keyOf(jamOf(bass, keys));
    expect(keyOf(jamOf({ ...keys, pan: 1, name: 'other' }, bass))).toBe(mix);
    expect(keyOf(jamOf(bass, keys, track('drums', 'drums', { mute: true })))).toBe(mix);
    expect(keyOf(jamOf({ ...bass, gainDb: -6 }, { ...keys, gainDb: -6 }))).toBe(mix);
    expect(keyOf(jamOf(track('bass', 'bass', {}, { barOffset: 4 }), keys))).toBe(mix);
    expect(keyOf(jamOf({ ...bass, gainDb: -3 }, keys))).not.toBe(mix);
    expect(keyOf(jamOf(track('bass', 'bass', {}, { transposition: 1 }), keys))).not.toBe(mix);
    expect(keyOf(jamOf(track('bass', 'bass', {}, { barOffset: 1 }), keys))).not.toBe(mix);
    expect(keyOf(jamOf(bass))).not.toBe(mix);
    expect(keyOf(inKey(jamOf(bass, keys), 7, 'major'))).not.toBe(mix);
  });
});
