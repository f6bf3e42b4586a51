import { describe, expect, it } from 'vitest';
import { lineHeights } from './drawWave';

const stem = { peaksPerBar: 2, peaks: [200, 0, 40, 80] };

describe('lineHeights', () => {
  it('keeps the loudest peak of each line, relative to the stem’s loudest', () => {
    expect(lineHeights(stem, 0, 2, 2)).toEqual([1, 0.4]);
    expect(lineHeights(stem, 0, 2, 4)).toEqual([1, 0, 0.2, 0.4]);
  });

  it('begins at a bar and repeats the stem', () => {
    expect(lineHeights(stem, 1, 2, 4)).toEqual([0.2, 0.4, 1, 0]);
  });

  it('draws more lines than there are peaks without gaps', () => {
    expect(lineHeights(stem, 0, 1, 4)).toEqual([1, 1, 0, 0]);
  });

  it('draws a flat line for silence', () => {
    expect(lineHeights({ peaksPerBar: 1, peaks: [0] }, 0, 1, 2)).toEqual([0, 0]);
  });
});
