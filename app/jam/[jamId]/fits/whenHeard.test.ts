import { describe, expect, it } from 'vitest';
import type { Ballot } from '#server/contract/ballot';
import { ana, ExampleJam, exampleStem } from '#server/contract/exampleJam';
import { suggestionIdOf, type TrackId } from '#server/contract/ids';
import { JAM_LIMITS } from '#server/contract/jam';
import { bar } from '#server/contract/units';
import { whenHeard } from './whenHeard';

const stem = exampleStem('voted');

const ballot = (outcome: Ballot['outcome']): Ballot => ({
  proposal: { suggestionId: suggestionIdOf(stem.stemId, 0, 0), stem, transposition: 0, barOffset: 0 },
  openedBar: bar(0),
  closesBar: bar(16),
  votes: {},
  outcome,
  decidedBar: outcome && bar(1),
});
const passed = ballot('passed');

describe('whenHeard', () => {
  it('VT3 counts the bars until an open vote closes', () => {
    const { state } = new ExampleJam();
    expect(whenHeard(ballot(null), state, bar(14))).toBe('Closes in 2 bars');
    expect(whenHeard(ballot(null), state, bar(15))).toBe('Closes in 1 bar');
    expect(whenHeard(ballot(null), state, bar(16))).toBe('Closes now');
  });

  it('TR2 says at which bar a stem that was voted in is heard', () => {
    const { state } = new ExampleJam().addStem(ana, 'new', stem);
    expect(whenHeard(passed, state, bar(0))).toBe('Comes in at bar 2');
    expect(whenHeard(passed, state, bar(1))).toBe('Plays now');
  });

  it('never says that something plays that could not come in', () => {
    const jam = new ExampleJam();
    expect(whenHeard(passed, jam.state, bar(0))).toBe('Just decided');
    expect(whenHeard(passed, jam.state, bar(1))).toMatch(/^Not in the jam/);
    for (let count = 0; count < JAM_LIMITS.tracks; count++)
      jam.addStem(ana, `t${count}`, exampleStem(`s${count}`));
    expect(whenHeard(passed, jam.state, bar(1))).toBe('Could not come in: the jam has its 32 tracks');
  });

  it('a stem that was taken out again does not play', () => {
    const jam = new ExampleJam().addStem(ana, 'new', stem);
    jam.do(ana, { type: 'track.remove', trackId: 'new' as TrackId });
    expect(whenHeard(passed, jam.state, bar(2))).toMatch(/^Not in the jam/);
  });
});
