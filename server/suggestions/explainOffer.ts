import { INSTRUMENTS, isPitchedInstrument, type Instrument } from '#server/contract/instruments';
import type { StemId } from '#server/contract/ids';
import type { JamState } from '#server/contract/jam';
import { canonicalShift } from '#server/contract/key';
import type { Suggestion } from '#server/contract/suggestion';
import type { Mix } from '#server/mix/mixAnalysis';
import { explainFit } from './explainFit';
import type { Offer } from './MixRanker';
import type { RankedStem } from './rankStems';
import { movedProfile, soundProfile, type SoundProfile } from './soundProfile';

/** The ranked lists with a reason or more for each suggestion. Pure. */
export function explainOffer(
  ranked: ReadonlyMap<Instrument | 'any', RankedStem[]>,
  jam: JamState,
  mix: Mix,
  profileOf: (stemId: StemId) => SoundProfile | undefined,
): Offer {
  const { key } = jam.transport;
  const ofMix = soundProfile(mix.spectra);
  const explain = ({ isNew, ...suggestion }: RankedStem): Suggestion => {
    const { stem, transposition, stretch, barOffset } = suggestion;
    const recorded = profileOf(stem.stemId);
    // The mix is in the model's key: so must be what is compared with it.
    const shift = isPitchedInstrument(stem.instrument) ? transposition + (key ? canonicalShift(key) : 0) : 0;
    const profiles = recorded ? { mix: ofMix, stem: movedProfile(recorded, shift, barOffset) } : null;
    return {
      ...suggestion,
      reasons: explainFit({ stem, transposition, stretch, jamKey: key, isNew, profiles }),
    };
  };
  const byInstrument: Offer['byInstrument'] = {};
  for (const instrument of INSTRUMENTS) {
    const list = ranked.get(instrument);
    if (list && list.length > 0) byInstrument[instrument] = list.map(explain);
  }
  return { any: (ranked.get('any') ?? []).map(explain), byInstrument, source: 'model' };
}
