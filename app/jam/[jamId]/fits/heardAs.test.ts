import { describe, expect, it } from 'vitest';
import { emptyJam } from '#server/contract/jam';
import type { JamId } from '#server/contract/ids';
import { StemSummary } from '#server/contract/stem';
import { serverMs } from '#server/contract/units';
import { heardAs } from './heardAs';

const stem = StemSummary.parse({
  stemId: 'stem',
  name: 'Keys',
  maker: 'Maker',
  instrument: 'keys',
  bars: 4,
  beatsPerBar: 4,
  bpm: 92.5,
  key: { tonic: 9, mode: 'minor' },
  licence: 'CC0-1.0',
});
const jam = emptyJam('jam' as JamId, 'Jam', serverMs(0));

describe('heardAs', () => {
  it('TR0 an empty jam takes the stem’s tempo, unless somebody chose one', () => {
    expect(heardAs(stem, 0, jam)).toBe('92.5 bpm, A minor');
    const chosen = { ...jam, transport: { ...jam.transport, tempoChosen: true } };
    expect(heardAs(stem, 0, chosen)).toBe('120 bpm, A minor');
  });

  it('names the key after transposition, and none for drums', () => {
    expect(heardAs(stem, 3, jam)).toContain('C minor');
    expect(heardAs({ ...stem, instrument: 'drums', key: null }, 0, jam)).toBe('92.5 bpm');
  });
});
