import { describe, expect, it } from 'vitest';
import type { StemId } from '#server/contract/ids';
import { Reason } from '#server/contract/suggestion';
import { BAND_FRAMES, BANDS, FRAMES, ROWS } from '#server/embedding/grid';
import { silence } from '#server/embedding/spectra';
import { explainFit, type Fit } from './explainFit';
import { movedProfile, soundProfile, type SoundProfile } from './soundProfile';

const aMinor = { tonic: 9, mode: 'minor' } as const;
const fit = (changes: Partial<Fit> & { key?: Fit['jamKey']; instrument?: 'keys' | 'drums' } = {}): Fit => ({
  stem: {
    stemId: 'a' as StemId,
    name: 'a',
    maker: 'Mira',
    instrument: changes.instrument ?? 'keys',
    bars: 4,
    beatsPerBar: 4,
    bpm: 120,
    key: changes.key === undefined ? aMinor : changes.key,
    licence: 'CC0-1.0',
  },
  transposition: 0,
  stretch: 1,
  jamKey: aMinor,
  isNew: false,
  profiles: null,
  ...changes,
});
const text = (kind: string, given: Fit) => explainFit(given).find((reason) => reason.kind === kind)?.text;

/** A sound that holds some notes and strikes on some sixteenths, in some of the eight bands. */
function sound(notes: number[], strikes: number[], bands: number[] = [3]): SoundProfile {
  const spectra = silence();
  for (let frame = 0; frame < FRAMES; frame++)
    for (const note of notes) spectra.cqt[frame * ROWS + note - 24] = 0.01;
  for (const sixteenth of strikes) {
    for (const band of bands) {
      for (let after = 0; after < 3; after++) {
        const frame = (sixteenth * 4 + after) % BAND_FRAMES;
        spectra.bands[frame * BANDS + band] = 0.01 * 10 ** -after;
      }
    }
  }
  return soundProfile(spectra);
}
const every = (step: number, from = 0) => Array.from({ length: 64 / step }, (_, i) => from + i * step);

describe('soundProfile', () => {
  it('finds each stroke on its sixteenth and nothing between', () => {
    const { onsets, lowOnsets } = sound([], every(4, 2), [0, 5]);
    expect([...onsets].flatMap((strength, i) => (strength > 0.1 ? [i] : []))).toEqual(every(4, 2));
    expect([...lowOnsets]).toEqual([...onsets]);
  });

  it('a held sound does not strike', () => {
    const spectra = silence();
    spectra.bands.fill(0.01);
    expect(Math.max(...soundProfile(spectra).onsets)).toBe(0);
  });

  it('moves in pitch without wrapping and in time around the window', () => {
    const moved = movedProfile(sound([24, 60], [63]), -12, 1);
    expect([...moved.rows].flatMap((power, row) => (power > 0 ? [row + 24] : []))).toEqual([48]);
    expect(moved.onsets.indexOf(1)).toBe(15);
  });
});

describe('explainFit', () => {
  it('SG6 says how the key relates', () => {
    expect(text('key', fit())).toBe('same key, A minor');
    expect(text('key', fit({ key: { tonic: 0, mode: 'major' } }))).toBe('C major, relative of A minor');
    expect(text('key', fit({ key: { tonic: 7, mode: 'minor' }, transposition: 2 }))).toBe(
      '+2 semitones to A minor',
    );
    expect(text('key', fit({ key: { tonic: 1, mode: 'major' }, transposition: -1 }))).toBe(
      '−1 semitone to C major',
    );
    expect(text('key', fit({ instrument: 'drums', key: null }))).toBeUndefined();
    expect(text('key', fit({ jamKey: null }))).toBeUndefined();
  });

  it('SG6 says how the tempo changes', () => {
    expect(text('tempo', fit())).toBe('same tempo');
    expect(text('tempo', fit({ stretch: 1.002 }))).toBe('same tempo');
    expect(text('tempo', fit({ stretch: 1.04 }))).toBe('4 % faster than recorded');
    expect(text('tempo', fit({ stretch: 0.85 }))).toBe('15 % slower than recorded');
  });

  it('SG6 says what register it fills', () => {
    const middle = sound([57, 60, 64, 67], []);
    const register = (mix: SoundProfile, stem: SoundProfile) =>
      text('register', fit({ profiles: { mix, stem } }));
    expect(register(middle, sound([28, 33, 36], []))).toBe('fills the low end');
    expect(register(sound([28, 33], []), middle)).toBe('fills the middle');
    expect(register(middle, sound([90, 95], []))).toBe('fills the top');
    expect(register(sound([57, 60, 90], []), sound([72, 90, 96], []))).toBe('sits above the mix');
    expect(register(middle, sound([57, 60, 65], []))).toBeUndefined();
    expect(register(sound([], []), middle)).toBeUndefined();
  });

  it('SG6 says what rhythm it answers', () => {
    const rhythm = (mix: SoundProfile, stem: SoundProfile) =>
      text('rhythm', fit({ profiles: { mix, stem } }));
    const kicks = sound([], every(4), [0, 3]);
    expect(rhythm(kicks, sound([], every(4, 2)))).toBe('plays between the kicks');
    expect(rhythm(kicks, sound([], every(8)))).toBe('lands with the kick');
    expect(rhythm(sound([], every(4, 2), [4]), sound([], every(8, 2)))).toBe('same offbeat accents');
    expect(rhythm(sound([], every(8), [4]), sound([], every(8)))).toBe('same accents');
    expect(rhythm(kicks, sound([60], [0, 32]))).toBe('long notes, leaves room');
    expect(rhythm(kicks, sound([], every(2)))).toBeUndefined();
    expect(rhythm(sound([60], []), sound([], every(4)))).toBeUndefined();
  });

  it('SG6 what is new says so first, and every reason keeps to the contract', () => {
    const profiles = { mix: sound([57, 60], every(4), [0]), stem: sound([28], every(4, 2)) };
    const reasons = explainFit(
      fit({ isNew: true, profiles, key: { tonic: 1, mode: 'minor' }, transposition: -4, stretch: 0.81 }),
    );
    expect(reasons.map(({ kind }) => kind)).toEqual(['new', 'key', 'rhythm', 'register']);
    for (const reason of reasons) expect(() => Reason.parse(reason)).not.toThrow();
  });
});
