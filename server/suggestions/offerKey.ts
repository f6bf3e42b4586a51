import { currentClip, stayingTracks, type JamState } from '#server/contract/jam';
import type { StemId } from '#server/contract/ids';
import { targetBpm } from '#server/contract/transport';
import { mixParts } from '#server/mix/mixAnalysis';
import { mixKeyOf } from '#server/mix/mixKey';

/** Stems on the jam's tracks, muted ones too: none of them is offered again (SG4). */
export const stemsInJam = (jam: JamState): StemId[] => [
  ...new Set(stayingTracks(jam).flatMap((track) => currentClip(track)?.stem.stemId ?? [])),
];

/** The first clip sets the tempo, or the key, of a jam for which nobody chose one (TR0). */
export const isTempoOpen = (jam: JamState): boolean =>
  stemsInJam(jam).length === 0 && !jam.transport.tempoChosen;
export const isKeyOpen = (jam: JamState): boolean => stemsInJam(jam).length === 0 && !jam.transport.keyChosen;

/**
 * The same for two states of a jam that deserve the same suggestions: votes, names and the order of tracks do not count,
 * what sounds, tempo and key do.
 */
export function offerKey(jam: JamState): string {
  const { transport } = jam;
  const parts = mixParts(jam);
  return JSON.stringify([
    parts.length > 0 ? mixKeyOf(parts) : null,
    isTempoOpen(jam) ? null : targetBpm(transport),
    transport.beatsPerBar,
    isKeyOpen(jam) ? null : transport.key && [transport.key.tonic, transport.key.mode],
    stemsInJam(jam).sort(),
  ]);
}
