import { describe, expect, it } from 'vitest';
import type { MemberId } from '#server/contract/ids';
import { Person } from '#server/contract/presence';
import { ballotView } from './ballotView';

const person = (memberId: string, listening: boolean) =>
  Person.parse({
    memberId,
    name: memberId,
    colour: 'sky',
    connected: true,
    listening,
    auditioning: null,
    clockErrorMs: null,
  });
const people = [person('a', true), person('b', true), person('c', true), person('d', false)];

describe('ballotView', () => {
  it('VT2 counts what is missing among those who listen', () => {
    expect(ballotView(null, people, 'a' as MemberId)).toEqual({
      isOpen: false,
      yes: [],
      no: 0,
      mine: null,
      missing: 2,
    });
  });

  it('knows my vote and the faces', () => {
    const view = ballotView({ votes: { a: 'yes', b: 'no' } as never }, people, 'b' as MemberId);
    expect(view.yes.map((face) => face.name)).toEqual(['a']);
    expect(view).toMatchObject({ no: 1, mine: 'no', missing: 1 });
  });
});
