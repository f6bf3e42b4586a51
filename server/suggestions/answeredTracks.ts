import type { Instrument } from '#server/contract/instruments';
import type { StemId, TrackId } from '#server/contract/ids';
import { currentClip, isAudible, stayingTracks, type JamState, type Track } from '#server/contract/jam';
import type { Suggestion } from '#server/contract/suggestion';
import type { Database } from '#server/platform/openDatabase';
import type { Offer } from './MixRanker';
import { scoreStems } from './nearestStems';

/** Passes of the model that one set is worth. */
const MOST_TRACKS = 6;
/** Suggestions of each list that are looked at. */
const OF_ANY = 8;
const OF_INSTRUMENT = 4;
/** How much the score must fall without a track, and how much more than without any other. */
const FALLS = 0.05;
const MORE_THAN_OTHERS = 2;

interface Ports {
  database: Pick<Database, 'prisma'>;
  modelVersion: string;
  /** Names of the vectors of an answer, in their order. */
  wanted: readonly (Instrument | 'any')[];
  /** What the model wants to hear with this jam; null: nothing sounds. */
  answerTo: (jam: JamState) => Promise<readonly Float32Array[] | null>;
}

/**
 * Finds for each suggestion the track it answers: the one without which the model would want it far less. Where no
 * track stands out, nothing is said.
 */
export async function answeredTracks(
  jam: JamState,
  offer: Offer,
  isStale: () => boolean,
  { database, modelVersion, wanted, answerTo }: Ports,
): Promise<Offer | null> {
  const tracks = stayingTracks(jam).filter((track) => currentClip(track) && isAudible(track, jam.tracks));
  if (tracks.length < 2 || tracks.length > MOST_TRACKS) return null;
  const stems = lookedAt(offer);
  const scores: Map<StemId, number>[] = [];
  for (const without of [null, ...tracks]) {
    const answer = await answerTo(without ? withoutTrack(jam, without) : jam);
    if (!answer || isStale()) return null;
    const vectors = wanted.flatMap((name, index) =>
      name === 'any' ? [] : [{ wanted: name, vector: answer[index]! }],
    );
    scores.push(await scoreStems(database, vectors, [...stems], modelVersion));
    if (isStale()) return null;
  }
  const [whole, ...parts] = scores;
  const falls = (stemId: StemId) => parts.map((part) => (whole!.get(stemId) ?? 0) - (part.get(stemId) ?? 0));
  const say = (suggestion: Suggestion): Suggestion => {
    const track = stems.has(suggestion.stem.stemId)
      ? standingOut(tracks, falls(suggestion.stem.stemId))
      : null;
    return track ? answering(suggestion, track) : suggestion;
  };
  const byInstrument: Offer['byInstrument'] = {};
  for (const [instrument, list] of Object.entries(offer.byInstrument))
    byInstrument[instrument as Instrument] = list.map(say);
  return { ...offer, any: offer.any.map(say), byInstrument };
}

const lookedAt = ({ any, byInstrument }: Offer): Set<StemId> =>
  new Set(
    [any.slice(0, OF_ANY), ...Object.values(byInstrument).map((list) => list.slice(0, OF_INSTRUMENT))]
      .flat()
      .map(({ stem }) => stem.stemId),
  );

/** Silent, but still there: what it leaves audible must not change with a solo. */
const withoutTrack = (jam: JamState, without: Track): JamState => ({
  ...jam,
  tracks: jam.tracks.map((track) => (track === without ? { ...track, mute: true } : track)),
});

/** The track whose absence hurts most, if it stands out. */
export function standingOut<Item>(tracks: readonly Item[], falls: readonly number[]): Item | null {
  const order = falls.map((fall, index) => ({ fall, index })).sort((a, b) => b.fall - a.fall);
  const [first, second] = order;
  const isClear =
    first && first.fall >= FALLS && first.fall >= MORE_THAN_OTHERS * Math.max(0, second?.fall ?? 0);
  return isClear ? tracks[first.index]! : null;
}

function answering(suggestion: Suggestion, track: Track): Suggestion {
  const isNew = suggestion.reasons[0]?.kind === 'new';
  const reasons = [...suggestion.reasons];
  reasons.splice(isNew ? 1 : 0, 0, { kind: 'answers', text: `answers ${track.name}` });
  return { ...suggestion, answersTrackId: track.trackId satisfies TrackId, reasons: reasons.slice(0, 4) };
}
