import { INSTRUMENTS } from '#server/contract/instruments';
import type { PairResult } from './pairAccuracy';
import { bootstrapBySong, type Metrics } from './retrieval';
import { ROWS_TO_SCORE, type RowName } from './scoreRows';

export interface SetResult {
  name: string;
  songs: number;
  stems: number;
  queries: number;
  /** The song of each query. */
  querySongs: number[];
  rows: Record<RowName, Metrics | null>;
  pairs: { ours: PairResult[]; chromaOnset: PairResult[] };
}

const TITLES: Record<RowName, string> = {
  chance: 'chance',
  classOnly: 'class only',
  chromaOnset: 'chroma + onset',
  untrained: 'untrained encoder',
  ours: 'ours',
  shuffled: 'ours, context of another song',
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);
const rank = (value: number): string => value.toFixed(4).padStart(8);

/** The numbers of one set as text for people. */
export function tablesOf(result: SetResult): string {
  const { name, songs, stems, queries, rows, pairs } = result;
  const lines = [
    `## ${name}: ${songs} songs, ${stems} stems, ${queries} asked for`,
    '',
    'All songs together (rank: 0 first, 1 last)          and within the class of instrument',
    `${''.padEnd(30)}     R@1      R@5     R@10    mean    median   8-way   16-way   64-way  95 % interval    median`,
  ];
  for (const row of ROWS_TO_SCORE) {
    const m = rows[row];
    if (!m) {
      lines.push(`${TITLES[row].padEnd(30)} n/a`);
      continue;
    }
    const global = [percent(m.r1), percent(m.r5), percent(m.r10), rank(m.meanRank), rank(m.medianRank)].join(
      ' ',
    );
    const interval = m.ci64.map((bound) => (100 * bound).toFixed(1)).join(' to ');
    const inClass = [percent(m.k8), percent(m.k16), percent(m.k64), interval.padStart(14)].join(' ');
    lines.push(`${TITLES[row].padEnd(30)} ${global} ${inClass} ${rank(m.medianRankInClass)}`);
  }
  const fewest = rows.ours?.fewestInClass ?? 64;
  if (fewest < 64)
    lines.push(`(The rarest class has ${fewest} stems to choose from: there, 64-way means that many.)`);
  return [...lines, '', ...classLines(rows), '', ...pairLines(pairs), '', verdict(result)].join('\n');
}

function classLines(rows: SetResult['rows']): string[] {
  const { ours, chromaOnset } = rows;
  if (!ours || !chromaOnset) return [];
  const lines = ['By class: 64-way, median rank; chroma + onset beside it'];
  for (const [classId, { queries, k64, medianRank }] of ours.byClass) {
    const theirs = chromaOnset.byClass.get(classId)!;
    const title = INSTRUMENTS[classId]!.padEnd(12) + String(queries).padStart(5);
    lines.push(
      `${title}  ${percent(k64)} ${rank(medianRank)}   |  ${percent(theirs.k64)} ${rank(theirs.medianRank)}`,
    );
  }
  return lines;
}

function pairLines({ ours, chromaOnset }: SetResult['pairs']): string[] {
  const show = (value: number | null) => (value === null ? 'n/a'.padStart(8) : percent(value));
  const both = ({ pitched, unpitched }: PairResult) => `${show(pitched)} ${show(unpitched)}`;
  return [
    'The true stem against itself spoiled, share won (50 % is guessing)',
    `${''.padEnd(22)} pairs   pitched unpitched |  chroma + onset`,
    ...ours.map((pair, i) => {
      return `${pair.name.padEnd(22)} ${String(pair.pairs).padStart(5)}  ${both(pair)}  | ${both(chromaOnset[i]!)}`;
    }),
  ];
}

/** Says plainly whether the model is worth its weights here. */
function verdict({ rows, querySongs }: SetResult): string {
  const { ours, chromaOnset, classOnly, shuffled } = rows;
  if (!ours || !chromaOnset || !classOnly) return 'There is no result of ours to compare.';
  const against = (name: string, other: Metrics) => {
    // Query by query, so that what is hard for both does not widen the interval.
    const [low, high] = bootstrapBySong(
      ours.wins64.map((win, i) => win - other.wins64[i]!),
      querySongs,
    );
    const interval = `64-way ${signed(low)} to ${signed(high)} points, 95 %`;
    if (low > 0) return `Ours beats ${name} (${interval}).`;
    if (ours.k64 > other.k64) return `Ours is ahead of ${name}, but not beyond doubt (${interval}).`;
    return `Ours does NOT beat ${name} (${interval}).`;
  };
  const honest =
    shuffled && shuffled.k64 > 2 * classOnly.k64
      ? ["With another song's context it still scores: part of it was not read from the context."]
      : [];
  return [against('chroma + onset', chromaOnset), against('class only', classOnly), ...honest].join('\n');
}

const signed = (share: number): string => `${share < 0 ? '-' : '+'}${Math.abs(100 * share).toFixed(1)}`;
