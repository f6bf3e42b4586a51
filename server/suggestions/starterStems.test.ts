import { describe, expect, it } from 'vitest';
import type { StemId } from '#server/contract/ids';
import { INSTRUMENTS, isPitchedInstrument } from '#server/contract/instruments';
import { starterStems, type StarterCandidate } from './starterStems';

const candidates: StarterCandidate[] = Array.from({ length: 120 }, (_, i) => {
  const instrument = INSTRUMENTS[i % 10]!;
  return {
    familyId: `family${Math.floor(i / 10) % 8}`,
    stem: {
      stemId: `s${i}` as StemId,
      name: `s${i}`,
      maker: 'Stemjam',
      instrument,
      bars: 4,
      beatsPerBar: 4,
      bpm: 90 + i,
      key: isPitchedInstrument(instrument) ? { tonic: i % 12, mode: 'minor' } : null,
      licence: 'CC0-1.0',
    },
  };
});
const context = { bpm: null, key: null, seed: 'jam 1', limit: 16 };

describe('starterStems', () => {
  it('SG9 an empty jam is offered every instrument and many families', () => {
    const { any, byInstrument } = starterStems(candidates, context);
    expect(any).toHaveLength(16);
    expect(new Set(any.slice(0, 10).map(({ stem }) => stem.instrument)).size).toBe(10);
    const familyOf = (stemId: string) => candidates.find(({ stem }) => stem.stemId === stemId)!.familyId;
    expect(new Set(any.slice(0, 8).map(({ stem }) => familyOf(stem.stemId))).size).toBe(8);
    expect(new Set(any.map(({ stem }) => stem.stemId)).size).toBe(16);
    expect(Object.keys(byInstrument)).toHaveLength(10);
    for (const [instrument, list] of Object.entries(byInstrument)) {
      expect(new Set(list.map(({ stem }) => stem.instrument))).toEqual(new Set([instrument]));
    }
  });

  it('SG9 the same jam gets the same offer, another jam another one', () => {
    const offer = starterStems(candidates, context);
    expect(starterStems([...candidates].reverse(), context)).toEqual(offer);
    expect(starterStems(candidates, { ...context, seed: 'jam 2' }).any).not.toEqual(offer.any);
  });

  it('keeps each stem as it was made while tempo and key are open, and moves it when they are chosen', () => {
    for (const suggestion of starterStems(candidates, context).any) {
      expect(suggestion).toMatchObject({ transposition: 0, stretch: 1 });
    }
    const chosen = starterStems(candidates, { ...context, bpm: 120, key: { tonic: 0, mode: 'major' } });
    expect(chosen.any.some(({ transposition }) => transposition !== 0)).toBe(true);
    for (const { stem, stretch } of chosen.any) expect(stretch).toBeCloseTo(120 / stem.bpm);
  });

  it('an empty library gives an empty offer', () => {
    expect(starterStems([], context)).toEqual({ any: [], byInstrument: {} });
  });
});
