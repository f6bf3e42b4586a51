import { expect, it } from 'vitest';
import { pairAccuracy } from './pairAccuracy';
import { isNoticeable, SPOILS } from './spoil';
import { silence } from '#server/embedding/spectra';

/** A hit on beat 5 and a note in row 40 there. */
function hit() {
  const spectra = silence();
  spectra.cqt[5 * 8 * 84 + 40] = 1;
  spectra.bands[5 * 16 * 8 + 2] = 1;
  return spectra;
}
const beatAndRow = (spectra: ReturnType<typeof hit>) => {
  const at = spectra.cqt.indexOf(1);
  return [Math.floor(at / 84) / 8, at % 84, Math.floor(spectra.bands.indexOf(1) / 8) / 16];
};

it('spoils a window in one way at a time', () => {
  expect(SPOILS.map(({ name, apply }) => [name, ...beatAndRow(apply(hit()))])).toEqual([
    ['a sixteenth late', 5.25, 40, 5.25],
    ['half a beat late', 5.5, 40, 5.5],
    ['a beat late', 6, 40, 6],
    ['a bar late', 9, 40, 9],
    ['bars 2 and 3 swapped', 9, 40, 9],
    ['1 semitone up', 5, 41, 5],
    ['5 semitones up', 5, 45, 5],
    ['6 semitones up', 5, 46, 5],
  ]);
});

it('does not count what changes nothing', () => {
  const steady = silence();
  for (let beat = 0; beat < 16; beat++) steady.bands[beat * 16 * 8] = 1;
  const changed = SPOILS.filter(({ apply }) => isNoticeable(steady, apply(steady))).map(({ name }) => name);
  expect(changed).toEqual(['a sixteenth late', 'half a beat late']);
});

it('counts the pairs that the true stem wins, pitched and unpitched apart', async () => {
  const stems = [2, 0].map((classId, song) => ({ song, group: song, classId, spectra: hit() }));
  const isFirst = async (query: number, windows: readonly unknown[]) =>
    windows.map((_, i) => (query === 0 ? -i : i));
  const results = await pairAccuracy(stems, [0, 1], isFirst);
  expect(results.map(({ pairs, pitched, unpitched }) => [pairs, pitched, unpitched])).toEqual([
    ...Array.from({ length: 5 }, () => [2, 1, 0]),
    ...Array.from({ length: 3 }, () => [1, 1, null]),
  ]);
});
