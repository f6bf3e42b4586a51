import type { StemId } from '#server/contract/ids';
import type { Instrument } from '#server/contract/instruments';
import type { Key } from '#server/contract/key';
import type { Licence, StemSummary } from '#server/contract/stem';

/** The columns a summary is made of. */
export const summaryColumns = {
  id: true,
  name: true,
  maker: true,
  instrument: true,
  bars: true,
  beatsPerBar: true,
  bpm: true,
  keyTonic: true,
  keyMode: true,
  licence: true,
} as const;

interface SummaryRow {
  id: string;
  name: string;
  maker: string;
  instrument: string;
  bars: number;
  beatsPerBar: number;
  bpm: number;
  keyTonic: number | null;
  keyMode: string | null;
  licence: string;
}

/** Rows are only written from checked values, so their texts are the contract's. */
export const summaryOf = ({
  id,
  keyTonic,
  keyMode,
  instrument,
  licence,
  ...row
}: SummaryRow): StemSummary => ({
  ...row,
  stemId: id as StemId,
  instrument: instrument as Instrument,
  key: keyTonic === null ? null : { tonic: keyTonic, mode: keyMode as Key['mode'] },
  licence: licence as Licence,
});
