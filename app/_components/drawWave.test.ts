import { describe, expect, it } from 'vitest';
import { lineHeights } from './drawWave';

const stem = { peaksPerBar: 2, peaks: [255, 0, 51, 102] };

describe('lineHeights', () => {
  it('keeps the loudest peak of each line', () => {
    expect(lineHeights(stem, 0, 2, 2)).toEqual([1, 0.4]);
    expect(lineHeights(stem, 0, 2, 4)).toEqual([1, 0, 0.2, 0.4]);
  });

  it('begins at a bar and repeats the stem', () => {
    expect(lineHeights(stem, 1, 2, 4)).toEqual([0.2, 0.4, 1, 0]);
  });

  it('draws more lines than there are peaks without gaps', () => {
    expect(lineHeights(stem, 0, 1, 4)).toEqual([1, 1, 0, 0]);
  });
});
