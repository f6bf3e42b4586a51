import { suggestionIdOf, type StemId } from '#server/contract/ids';
import { isPitchedInstrument, type Instrument } from '#server/contract/instruments';
import { transpositionInto, type Key } from '#server/contract/key';
import type { Suggestion } from '#server/contract/suggestion';
import type { NearestStem } from './nearestStems';

/** A suggestion that still lacks its reasons. */
export interface RankedStem extends Omit<Suggestion, 'reasons'> {
  isNew: boolean;
}

export interface RankContext {
  /** The jam's tempo and key. */
  bpm: number;
  key: Key | null;
  /** Uploads from then on are new. */
  newSince: Date;
  limit: number;
  /** Where a stem enters, if that was decided in another list: it is the same suggestion in both. */
  barOffsetOf?: (stemId: StemId) => number | undefined;
}

/** A later entry must be better by this share of the class's spread: musicians expect bar one on bar one. */
const CLEARLY_BETTER = 1;
/** Fewer stems of a class say nothing about how its scores lie. */
const FEW = 3;
/** At most so many of one family, and in a mixed list of one instrument, before all others have had their turn. */
const OF_ONE_FAMILY = 2;
const OF_ONE_INSTRUMENT = 3;
/** Where a new upload is put if it is not that high by itself (counted from 0), and what fit it needs for that. */
const NEWCOMER_PLACE = 3;
const NEWCOMER_FIT = 0.5;

/**
 * Makes one list of suggestions from the stems near to one wanted vector. Pure: best first, but with variety: not five
 * near-identical ones of a family, and one place for a new upload (SG7).
 *
 * @param mixed the list is of all instruments, so that variety of instruments counts too
 */
export function rankStems(near: readonly NearestStem[], context: RankContext, mixed: boolean): RankedStem[] {
  const candidates = near
    .map((hit) => ({ hit, ranked: rankedStem(hit, context) }))
    .sort((a, b) => b.ranked.score - a.ranked.score || (a.hit.stem.stemId < b.hit.stem.stemId ? -1 : 1));
  const ordered = withVariety(candidates, mixed);
  hearNewcomer(ordered);
  // Variety decides which stems are offered; shown they are in the order of how well they fit.
  const offered = ordered.slice(0, context.limit).sort((a, b) => b.ranked.fit - a.ranked.fit);
  hearNewcomer(offered);
  return offered.map(({ ranked: { score: _, ...suggestion } }) => suggestion);
}

interface Candidate {
  hit: NearestStem;
  ranked: RankedStem & { score: number };
}

function rankedStem(hit: NearestStem, context: RankContext): Candidate['ranked'] {
  const { stem, spread } = hit;
  const isMovable = stem.key !== null && isPitchedInstrument(stem.instrument);
  const transposition = isMovable && context.key ? transpositionInto(stem.key!, context.key) : 0;
  const barOffset = context.barOffsetOf?.(stem.stemId) ?? bestBarOffset(hit);
  const score = hit.scores[barOffset]!;
  return {
    suggestionId: suggestionIdOf(stem.stemId, transposition, barOffset),
    stem,
    transposition,
    barOffset,
    fit: standing(score, spread),
    answersTrackId: null,
    stretch: context.bpm / stem.bpm,
    isNew: !hit.isStarter && hit.createdAt >= context.newSince,
    score,
  };
}

/** Where in its cycle the stem should enter. The model's window is four bars of four beats. */
function bestBarOffset({ stem, scores, spread }: NearestStem): 0 | 1 | 2 | 3 {
  const fillsWindows = stem.beatsPerBar === 4 && (4 % stem.bars === 0 || stem.bars % 4 === 0);
  if (!fillsWindows || spread.count < FEW) return 0;
  let best = 0;
  for (let late = 1; late < Math.min(4, stem.bars); late++) {
    if (scores[late]! > scores[best]!) best = late;
  }
  return scores[best]! - scores[0] > CLEARLY_BETTER * spread.deviation ? (best as 0 | 1 | 2 | 3) : 0;
}

/**
 * The share of the class's stems that a score is above: by the normal curve through their mean and spread, because a
 * class may have a dozen stems, and then counting them would call the best of a bad lot perfect.
 */
export function standing(score: number, { mean, deviation, count }: NearestStem['spread']): number {
  if (count < FEW || deviation < 1e-6) return 0.5;
  return 1 / (1 + Math.exp((-1.702 * (score - mean)) / deviation));
}

/** The same candidates: first those that bring variety, then the others, each in order of score. */
function withVariety(candidates: readonly Candidate[], mixed: boolean): Candidate[] {
  const taken = new Map<string, number>();
  const first: Candidate[] = [];
  const rest: Candidate[] = [];
  for (const candidate of candidates) {
    const limits = limitsOf(candidate, mixed);
    const isMore = limits.some(([group, most]) => (taken.get(group) ?? 0) >= most);
    (isMore ? rest : first).push(candidate);
    if (!isMore) for (const [group] of limits) taken.set(group, (taken.get(group) ?? 0) + 1);
  }
  return [...first, ...rest];
}

function limitsOf({ hit }: Candidate, mixed: boolean): [group: string, most: number][] {
  const family = hit.familyId ? `family ${hit.familyId}` : `maker ${hit.stem.maker}`;
  const limits: [string, number][] = [[family, OF_ONE_FAMILY]];
  if (mixed) limits.push([`instrument ${hit.stem.instrument satisfies Instrument}`, OF_ONE_INSTRUMENT]);
  return limits;
}

function hearNewcomer(ordered: Candidate[]): void {
  const at = ordered.findIndex(({ ranked }) => ranked.isNew);
  if (at <= NEWCOMER_PLACE) return;
  const best = ordered
    .filter(({ ranked }) => ranked.isNew)
    .sort((a, b) => b.ranked.score - a.ranked.score)[0]!;
  if (best.ranked.fit < NEWCOMER_FIT) return;
  ordered.splice(ordered.indexOf(best), 1);
  ordered.splice(NEWCOMER_PLACE, 0, best);
}
