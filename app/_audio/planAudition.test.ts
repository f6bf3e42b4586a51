import { describe, expect, it } from 'vitest';
import type { Proposal } from '#server/contract/ballot';
import { ana, exampleStem, ExampleJam } from '#server/contract/exampleJam';
import type { ClipId } from '#server/contract/ids';
import { beat } from '#server/contract/units';
import { clipStatuses } from './clipStatuses';
import { planAudition } from './planAudition';
import { planPlayback, voicesAt } from './planPlayback';

const proposal = (change: Parameters<typeof exampleStem>[1] = {}, transposition = 2): Proposal => ({
  suggestionId: 's2.2.0' as Proposal['suggestionId'],
  stem: exampleStem('s2', { bpm: 90, ...change }),
  transposition,
  barOffset: 0,
});

describe('planAudition', () => {
  it('sounds as it would in the jam, through an announced tempo change', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));
    jam.atMs = 9_000;
    jam.do(ana, { type: 'transport.set', bpm: 100 });
    const { voices, isFree } = planAudition(jam.state, proposal());
    expect(isFree).toBe(false);
    expect(voicesAt(voices, beat(20))).toMatchObject([{ bpm: 120, transposition: 2 }]);
    expect(voicesAt(voices, beat(24))).toMatchObject([{ bpm: 100, transposition: 2 }]);
  });

  it('TR0 in an empty jam it sounds at its own tempo', () => {
    const { voices, isFree } = planAudition(new ExampleJam().state, proposal());
    expect(isFree).toBe(true);
    expect(voices).toMatchObject([{ bpm: 90 }]);
  });

  it('TR0 in an empty jam whose tempo somebody chose it sounds at that tempo', () => {
    const jam = new ExampleJam().do(ana, { type: 'transport.set', bpm: 100 });
    jam.atMs = 20_000;
    const { voices, isFree } = planAudition(jam.state, proposal());
    expect(isFree).toBe(false);
    expect(voicesAt(voices, beat(40))).toMatchObject([{ bpm: 100 }]);
  });

  it('leaves drums at their pitch', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));
    const { voices } = planAudition(jam.state, proposal({ instrument: 'drums', key: null }));
    expect(voices).toMatchObject([{ transposition: 0 }]);
  });
});

describe('clipStatuses', () => {
  it('a clip is ready when its audio is there at both tempos of a change', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));
    jam.atMs = 9_000;
    jam.do(ana, { type: 'transport.set', bpm: 100 });
    const id = 'clip-bass' as ClipId;
    const plan = planPlayback(jam.state);
    expect(clipStatuses(plan, ({ bpm }) => (bpm === 120 ? 'ready' : 'loading'))[id]).toBe('loading');
    expect(clipStatuses(plan, ({ bpm }) => (bpm === 120 ? 'failed' : 'ready'))[id]).toBe('failed');
    expect(clipStatuses(plan, () => 'ready')[id]).toBe('ready');
  });
});
