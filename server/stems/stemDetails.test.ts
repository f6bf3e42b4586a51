import { describe, expect, it } from 'vitest';
import { LICENCES } from '#server/contract/stem';
import { StemDetails } from './stemDetails';

const given = {
  name: 'Deep Sine',
  maker: 'Ada',
  instrument: 'bass',
  bars: 2,
  beatsPerBar: 4,
  bpm: 120,
  key: null,
  licence: 'CC0-1.0',
  familyId: null,
  tags: [],
};
const isAccepted = (change: object) => StemDetails.safeParse({ ...given, ...change }).success;

describe('StemDetails', () => {
  it('UP5 names one of three licences', () => {
    expect(LICENCES.map((licence) => isAccepted({ licence }))).toEqual([true, true, true]);
    for (const licence of [undefined, null, '', 'MIT', 'CC-BY-SA-4.0'])
      expect(isAccepted({ licence })).toBe(false);
  });

  it('UP5 names somebody to credit', () => {
    expect(isAccepted({ maker: 'A' })).toBe(true);
    for (const maker of [undefined, '', 'x'.repeat(81)]) expect(isAccepted({ maker })).toBe(false);
  });
});
