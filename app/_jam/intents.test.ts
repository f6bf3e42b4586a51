import { describe, expect, it } from 'vitest';
import { applyOp } from '#server/contract/applyOp';
import { MemberOp } from '#server/contract/op';
import { ana, exampleStem, ExampleJam } from '#server/contract/exampleJam';
import type { TrackId } from '#server/contract/ids';
import { addStem, transpositionFor } from './intents';
import { newId } from './newId';

const inAMinor = () => new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));

describe('addStem', () => {
  it('makes an op that the contract takes and that puts the stem on a track of its own', () => {
    const jam = inAMinor();
    const stem = exampleStem('s2', {
      instrument: 'keys',
      name: 'A name that is longer than a track’s name may be',
    });
    const { op, facts } = addStem(jam.state, stem);
    expect(MemberOp.parse(op)).toEqual(op);
    expect(applyOp(jam.state, jam.applied(ana, op, facts))).toMatchObject({ ok: true });
  });

  it('brings the stem into the jam’s key the shorter way', () => {
    const jam = inAMinor().state;
    expect(transpositionFor(jam, exampleStem('s', { key: { tonic: 2, mode: 'major' } }))).toBe(-2);
    expect(transpositionFor(jam, exampleStem('s', { key: { tonic: 0, mode: 'major' } }))).toBe(0);
    expect(transpositionFor(jam, exampleStem('s', { key: null }))).toBe(0);
    expect(transpositionFor(new ExampleJam().state, exampleStem('s'))).toBe(0);
  });

  it('replaces a track’s clip where a track is named', () => {
    const { op } = addStem(inAMinor().state, exampleStem('s2'), { trackId: 'bass' as TrackId, barOffset: 2 });
    expect(op).toMatchObject({ trackId: 'bass', barOffset: 2 });
    expect(op).not.toHaveProperty('newTrack');
  });
});

describe('newId', () => {
  it('gives ids the contract takes, no two alike', () => {
    const ids = Array.from({ length: 200 }, () => newId());
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expect(new Set(ids).size).toBe(200);
  });
});
