import { describe, expect, it } from 'vitest';
import { audioSec, bar } from '#server/contract/units';
import { BarGrid } from './BarGrid';

const decide = (grid: BarGrid, at: number, wanted: number, lengthSec = 2) =>
  grid.decide(bar(at), audioSec(wanted), lengthSec);

describe('BarGrid', () => {
  it('goes on where the last bar ended while the clocks agree to a millisecond', () => {
    const grid = new BarGrid();
    decide(grid, 5, 10);
    expect(decide(grid, 6, 12.0009)).toMatchObject({ at: 12, isCorrected: false });
    expect(decide(grid, 7, 13.9991)).toMatchObject({ at: 14, isCorrected: false });
  });

  it('TR1 puts a bar right when the clocks have drifted apart', () => {
    const grid = new BarGrid();
    decide(grid, 5, 10);
    expect(decide(grid, 6, 12.003)).toMatchObject({ at: 12.003, isCorrected: true });
  });

  it('reads beats, also before the first bar and after the last one', () => {
    const grid = new BarGrid();
    expect(grid.beatAt(audioSec(9), 4)).toBeNull();
    decide(grid, 5, 10);
    decide(grid, 6, 12, 3);
    expect(grid.beatAt(audioSec(9.5), 4)).toBe(19);
    expect(grid.beatAt(audioSec(11), 4)).toBe(22);
    expect(grid.beatAt(audioSec(13.5), 4)).toBe(26);
  });

  it('TR3 a bar whose tempo changes after it was decided keeps its beginning', () => {
    const grid = new BarGrid();
    decide(grid, 5, 10);
    grid.restretch(3);
    expect(decide(grid, 6, 13.0002)).toMatchObject({ at: 13, isCorrected: false });
  });

  it('finds the next beat, and on the bar line takes the bar as it was decided', () => {
    const grid = new BarGrid();
    decide(grid, 5, 10);
    expect(grid.nextBeat(audioSec(10.6), 4)).toEqual({ beat: 22, at: 11, beatSec: 0.5 });
    expect(grid.nextBeat(audioSec(11), 4)).toEqual({ beat: 22, at: 11, beatSec: 0.5 });
    decide(grid, 6, 12.004, 4);
    expect(grid.nextBeat(audioSec(11.7), 4)).toEqual({ beat: 24, at: 12.004, beatSec: 1 });
  });
});
