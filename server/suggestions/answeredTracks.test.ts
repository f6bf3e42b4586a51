import { expect, it } from 'vitest';
import { standingOut } from './answeredTracks';

it.each([
  [[0.01, 0.3, 0.02], 'b'],
  [[0.3, 0.2, 0.1], null],
  [[0.02, 0.01, -0.2], null],
  [[-0.1, -0.2, 0.2], 'c'],
  [[0, 0, 0], null],
])('SG6 of falls %j without each track, %s stands out', (falls, track) => {
  expect(standingOut(['a', 'b', 'c'], falls)).toBe(track);
});
