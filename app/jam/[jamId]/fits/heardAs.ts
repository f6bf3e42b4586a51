import { isPitchedInstrument } from '#server/contract/instruments';
import { keyName, transposeKey } from '#server/contract/key';
import { currentClip, type JamState } from '#server/contract/jam';
import type { StemSummary } from '#server/contract/stem';
import { targetBpm } from '#server/contract/transport';

/** TR0: an empty jam whose tempo nobody chose takes the first stem's. */
const bpmOf = ({ tracks, transport }: JamState, stem: StemSummary): number =>
  !transport.tempoChosen && tracks.every((track) => !currentClip(track)) ? stem.bpm : targetBpm(transport);

/** Tempo and key as they will be in the jam: "120 bpm, A minor". */
export function heardAs(stem: StemSummary, transposition: number, jam: JamState): string {
  const bpm = `${Math.round(bpmOf(jam, stem) * 100) / 100} bpm`;
  return stem.key && isPitchedInstrument(stem.instrument)
    ? `${bpm}, ${keyName(transposeKey(stem.key, transposition))}`
    : bpm;
}
