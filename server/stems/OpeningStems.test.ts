import { beforeEach, describe, expect, it } from 'vitest';
import { exampleStem } from '#server/contract/exampleJam';
import type { StemSummary } from '#server/contract/stem';
import { OPENING_STEMS, OpeningStems } from './OpeningStems';

const all = OPENING_STEMS.map((_, index) => exampleStem(`opening${index}`));

describe('OpeningStems from a fake library', () => {
  let there: StemSummary[];
  let lookups: number;
  let closing: AbortController;
  let opening: OpeningStems;
  beforeEach(() => {
    there = [];
    lookups = 0;
    closing = new AbortController();
    opening = new OpeningStems(async () => {
      lookups += 1;
      return there;
    }, closing.signal);
  });
  const found = () => Promise.race([opening.found, new Promise((resolve) => setTimeout(resolve, 5, 'open'))]);

  it('are known as soon as all are there, and then not looked for again', async () => {
    there = all.slice(0, 3);
    await opening.look({ isComplete: false });
    expect(await found()).toBe('open');
    there = all;
    await opening.look({ isComplete: false });
    expect(await found()).toEqual(all);
    await opening.look({ isComplete: false });
    await opening.look({ isComplete: true });
    expect(lookups).toBe(2);
  });

  it('are fewer when the import is complete without some of them', async () => {
    there = all.slice(1);
    await opening.look({ isComplete: true });
    expect(await found()).toEqual(all.slice(1));
  });

  it('stay open when the server closes before, even during a lookup', async () => {
    there = all.slice(0, 1);
    const looking = opening.look({ isComplete: true });
    closing.abort();
    await looking;
    await opening.look({ isComplete: true });
    expect(await found()).toBe('open');
  });
});
