import { describe, expect, it } from 'vitest';
import { stillChoice } from './stillChoice';

const look = (list: string[] | null) => list && list.join();
const one = ['a', 'b'];
const other = ['b', 'a'];

describe('stillChoice', () => {
  it('SG5 a list that is pointed at stays, and a newer one is offered', () => {
    expect(stillChoice(one, other, true, look)).toEqual({ shown: one, hasNewer: true });
  });

  it('SG5 a list nobody points at is replaced at once', () => {
    expect(stillChoice(one, other, false, look)).toEqual({ shown: other, hasNewer: false });
  });

  it('SG5 takes a newer list that looks the same without a word', () => {
    const same = [...one];
    expect(stillChoice(one, same, true, look).shown).toBe(same);
    expect(stillChoice(one, same, true, look).hasNewer).toBe(false);
  });

  it('SG5 an empty place is filled even under the pointer', () => {
    expect(stillChoice<string[] | null>(null, one, true, look)).toEqual({ shown: one, hasNewer: false });
  });
});
