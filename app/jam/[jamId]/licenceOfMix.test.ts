import { describe, expect, it } from 'vitest';
import type { Track } from '#server/contract/jam';
import type { Licence } from '#server/contract/stem';
import { licenceOfMix } from './licenceOfMix';

const tracks = (...licences: Licence[]) =>
  licences.map((licence) => ({ clips: [{ stem: { licence }, endBar: null }] })) as unknown as Track[];

describe('licenceOfMix', () => {
  it('is the strictest of what plays', () => {
    expect(licenceOfMix(tracks('CC0-1.0', 'CC-BY-NC-4.0', 'CC-BY-4.0'))).toBe('CC-BY-NC-4.0');
    expect(licenceOfMix(tracks('CC0-1.0', 'CC0-1.0'))).toBe('CC0-1.0');
  });

  it('is none without stems', () => {
    expect(licenceOfMix([])).toBeNull();
  });
});
