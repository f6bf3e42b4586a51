import { describe, expect, it } from 'vitest';
import type { StemId } from '#server/contract/ids';
import { ALL_KEYS, isSameScale, transposeKey } from '#server/contract/key';
import type { NearestStem } from './nearestStems';
import { rankStems, standing } from './rankStems';

const context = {
  bpm: 120,
  key: { tonic: 9, mode: 'minor' } as const,
  newSince: new Date(2026, 5, 1),
  limit: 8,
};

const near = (id: string, score: number, changes: Partial<NearestStem> = {}): NearestStem => ({
  wanted: 'keys',
  stem: {
    stemId: id as StemId,
    name: id,
    maker: 'Mira',
    instrument: 'keys',
    bars: 4,
    beatsPerBar: 4,
    bpm: 100,
    key: { tonic: 9, mode: 'minor' },
    licence: 'CC0-1.0',
    ...changes.stem,
  },
  familyId: id,
  createdAt: new Date(2026, 0, 1),
  isStarter: true,
  scores: [score, 0, 0, 0],
  spread: { mean: 0.2, deviation: 0.1, count: 40 },
  ...changes,
});
const ids = (list: { stem: { stemId: string } }[]) => list.map(({ stem }) => stem.stemId);

describe('rankStems', () => {
  it('puts the best first and says how each stands among its class', () => {
    const list = rankStems([near('b', 0.2), near('a', 0.5), near('c', 0.1)], context, false);
    expect(ids(list)).toEqual(['a', 'b', 'c']);
    expect(list[0]!.fit).toBeGreaterThan(0.99);
    expect(list[1]!.fit).toBeCloseTo(0.5);
    expect(list[2]!.fit).toBeLessThan(0.2);
  });

  it('does not claim to know how a stem stands in a class of two', () => {
    expect(standing(0.9, { mean: 0.1, deviation: 0.1, count: 2 })).toBe(0.5);
    expect(standing(0.9, { mean: 0.1, deviation: 0, count: 50 })).toBe(0.5);
  });

  it('brings every pitched stem into the scale of the jam, by the shorter way, and leaves drums alone', () => {
    for (const key of ALL_KEYS) {
      const [one] = rankStems([near('a', 0.5, { stem: { ...near('a', 0).stem, key } })], context, false);
      expect(isSameScale(transposeKey(key, one!.transposition), context.key)).toBe(true);
      expect(Math.abs(one!.transposition)).toBeLessThanOrEqual(6);
      expect(one!.suggestionId).toBe(`a.${one!.transposition}.0`);
    }
    const stem = {
      ...near('a', 0).stem,
      instrument: 'drums' as const,
      key: { tonic: 1, mode: 'major' as const },
    };
    expect(rankStems([near('a', 0.5, { stem })], context, false)[0]!.transposition).toBe(0);
    expect(rankStems([near('a', 0.5)], { ...context, key: null }, false)[0]!.transposition).toBe(0);
  });

  it('lets a stem enter later only where that is clearly better and its bars allow it', () => {
    const offsetOf = (scores: NearestStem['scores'], bars: number) =>
      rankStems([near('a', 0, { scores, stem: { ...near('a', 0).stem, bars } })], context, false)[0]!
        .barOffset;
    expect(offsetOf([0.3, 0.39, 0.3, 0.3], 4)).toBe(0);
    expect(offsetOf([0.3, 0.3, 0.6, 0.3], 4)).toBe(2);
    expect(offsetOf([0.3, 0.3, 0.6, 0.3], 8)).toBe(2);
    expect(offsetOf([0.3, 0.5, 0.3, 0.5], 2)).toBe(1);
    expect(offsetOf([0.3, 0.3, 0.6, 0.3], 2)).toBe(0);
    expect(offsetOf([0.3, 0.9, 0.9, 0.9], 1)).toBe(0);
    expect(offsetOf([0.3, 0.9, 0.9, 0.9], 3)).toBe(0);
  });

  it('a clearly better entry counts for the place in the list', () => {
    expect(
      ids(rankStems([near('a', 0.5), near('b', 0, { scores: [0.3, 0.7, 0, 0] })], context, false)),
    ).toEqual(['b', 'a']);
  });

  it('offers others before the third of one family, and shows them in order of fit', () => {
    const list = rankStems(
      [
        ...[0.9, 0.8, 0.7, 0.6].map((score, i) => near(`f${i}`, score, { familyId: 'f' })),
        near('x', 0.3),
        near('y', 0.2),
      ],
      { ...context, limit: 5 },
      false,
    );
    expect(ids(list)).toEqual(['f0', 'f1', 'f2', 'x', 'y']);
  });

  it('offers other instruments before the fourth of one, in the mixed list only', () => {
    const bass = { ...near('b', 0).stem, instrument: 'bass' as const };
    const hits = [
      ...[0.9, 0.8, 0.7, 0.6].map((score, i) => near(`k${i}`, score)),
      near('b', 0.1, { stem: { ...bass, stemId: 'b' as StemId } }),
    ];
    const four = { ...context, limit: 4 };
    expect(ids(rankStems(hits, four, true))).toEqual(['k0', 'k1', 'k2', 'b']);
    expect(ids(rankStems(hits, four, false))).toEqual(['k0', 'k1', 'k2', 'k3']);
  });

  it('SG7 a fitting new upload gets a place near the top, an unfitting one does not', () => {
    const old = [0.9, 0.8, 0.7, 0.6, 0.5, 0.45].map((score, i) => near(`o${i}`, score));
    const upload = { createdAt: new Date(2026, 5, 2), isStarter: false };
    const list = rankStems([...old, near('n', 0.3, upload)], context, false);
    expect(ids(list)).toEqual(['o0', 'o1', 'o2', 'n', 'o3', 'o4', 'o5']);
    expect(list[3]!.isNew).toBe(true);
    expect(ids(rankStems([...old, near('n', 0.1, upload)], context, false)).at(-1)).toBe('n');
    expect(
      ids(rankStems([...old, near('n', 0.3, { ...upload, isStarter: true })], context, false)).at(-1),
    ).toBe('n');
  });

  it('is the same whatever order the database answers in, and keeps to the limit', () => {
    const hits = Array.from({ length: 30 }, (_, i) => near(`s${i}`, Math.floor(i / 3) / 20));
    const list = rankStems(hits, context, false);
    expect(list).toHaveLength(8);
    expect(rankStems([...hits].reverse(), context, false)).toEqual(list);
  });
});
