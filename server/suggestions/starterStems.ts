import { createHash } from 'node:crypto';
import { suggestionIdOf } from '#server/contract/ids';
import { INSTRUMENTS, isPitchedInstrument, type Instrument } from '#server/contract/instruments';
import { keyName, transpositionInto, type Key } from '#server/contract/key';
import type { StemSummary } from '#server/contract/stem';
import type { Suggestion } from '#server/contract/suggestion';

export interface StarterCandidate {
  stem: StemSummary;
  familyId: string | null;
}

export interface StarterContext {
  /** Null: the first clip will set it, so every stem keeps its own. */
  bpm: number | null;
  key: Key | null;
  /** The same seed gives the same offer; another one shuffles it. */
  seed: string;
  limit: number;
}

/** What people like to begin with, most wanted first; the others follow. */
const BEGIN_WITH: readonly Instrument[] = ['drums', 'keys', 'bass', 'guitar', 'pad', 'percussion', 'lead'];

/**
 * What an empty jam is offered (SG9). Pure: the seed decides. Every instrument and every family has its turn before
 * any comes again.
 */
export function starterStems(
  candidates: readonly StarterCandidate[],
  context: StarterContext,
): { any: Suggestion[]; byInstrument: Partial<Record<Instrument, Suggestion[]>> } {
  const shuffled = [...candidates].sort((a, b) => lot(a, context.seed) - lot(b, context.seed));
  const byInstrument: Partial<Record<Instrument, Suggestion[]>> = {};
  const any: StarterCandidate[] = [];
  const order = [...BEGIN_WITH, ...INSTRUMENTS.filter((instrument) => !BEGIN_WITH.includes(instrument))];
  const lists = order.map((instrument) =>
    byFamilyInTurn(shuffled.filter(({ stem }) => stem.instrument === instrument)),
  );
  const usedFamilies = new Map<string, number>();
  for (
    let round = 0;
    any.length < context.limit && lists.some((list) => list.length > 0) && round < context.limit;
    round++
  ) {
    for (const list of lists) {
      const unused = list.filter((candidate) => !any.includes(candidate));
      const uses = (candidate: StarterCandidate) => usedFamilies.get(familyOf(candidate)) ?? 0;
      const next = unused.reduce<StarterCandidate | null>(
        (best, each) => (!best || uses(each) < uses(best) ? each : best),
        null,
      );
      if (!next || any.length >= context.limit) continue;
      any.push(next);
      usedFamilies.set(familyOf(next), uses(next) + 1);
    }
  }
  order.forEach((instrument, index) => {
    const list = lists[index]!.slice(0, context.limit);
    if (list.length > 0) byInstrument[instrument] = list.map((candidate) => starterOf(candidate, context));
  });
  return { any: any.map((candidate) => starterOf(candidate, context)), byInstrument };
}

/** A number that a seed and a stem decide together. */
const lot = ({ stem }: StarterCandidate, seed: string): number =>
  createHash('sha256').update(`${seed} ${stem.stemId}`).digest().readUInt32BE(0);

const familyOf = ({ stem, familyId }: StarterCandidate): string => familyId ?? stem.maker;

/** One of each family, then the second ones, and so on. */
function byFamilyInTurn(candidates: readonly StarterCandidate[]): StarterCandidate[] {
  const turns = new Map<string, number>();
  return candidates
    .map((candidate) => {
      const turn = turns.get(familyOf(candidate)) ?? 0;
      turns.set(familyOf(candidate), turn + 1);
      return { candidate, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ candidate }) => candidate);
}

function starterOf({ stem }: StarterCandidate, { bpm, key }: StarterContext): Suggestion {
  const transposition =
    key && stem.key && isPitchedInstrument(stem.instrument) ? transpositionInto(stem.key, key) : 0;
  return {
    suggestionId: suggestionIdOf(stem.stemId, transposition, 0),
    stem,
    transposition,
    barOffset: 0,
    fit: 1,
    answersTrackId: null,
    reasons: [
      { kind: 'start', text: [`${stem.bpm} BPM`, stem.key && keyName(stem.key)].filter(Boolean).join(', ') },
    ],
    stretch: bpm === null ? 1 : bpm / stem.bpm,
  };
}
