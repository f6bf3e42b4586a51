import { isPitchedInstrument } from '#server/contract/instruments';
import { keyName, transposeKey } from '#server/contract/key';
import type { StemSummary } from '#server/contract/stem';
import { targetBpm, type Transport } from '#server/contract/transport';

/** Tempo and key as they will be in the jam: "120 bpm, A minor". */
export function heardAs(stem: StemSummary, transposition: number, transport: Transport): string {
  const bpm = `${Math.round(targetBpm(transport) * 100) / 100} bpm`;
  return stem.key && isPitchedInstrument(stem.instrument)
    ? `${bpm}, ${keyName(transposeKey(stem.key, transposition))}`
    : bpm;
}
