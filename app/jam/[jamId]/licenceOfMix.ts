import { currentClip, type Track } from '#server/contract/jam';
import { LICENCES, type Licence } from '#server/contract/stem';

/** The strictest licence among the stems that play: what the whole mix may be used for. Null without stems. */
export function licenceOfMix(tracks: readonly Track[]): Licence | null {
  const used = new Set(tracks.flatMap((track) => currentClip(track)?.stem.licence ?? []));
  // The contract lists them from the freest to the strictest.
  return LICENCES.findLast((licence) => used.has(licence)) ?? null;
}
