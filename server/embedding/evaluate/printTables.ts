import { INSTRUMENTS } from '#server/contract/instruments';
import type { PairResult } from './pairAccuracy';
import type { Metrics } from './retrieval';
import { ROWS_TO_SCORE, type RowName } from './scoreRows';

export interface SetResult {
  name: string;
  songs: number;
  stems: number;
  queries: number;
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
export function tablesOf({ name, songs, stems, queries, rows, pairs }: SetResult): string {
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
  return [...lines, '', ...classLines(rows), '', ...pairLines(pairs), '', verdict(rows)].join('\n');
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
function verdict({ ours, chromaOnset, classOnly, shuffled }: SetResult['rows']): string {
  if (!ours || !chromaOnset || !classOnly) return 'There is no result of ours to compare.';
  const against = (name: string, other: Metrics) => {
    const isBetter = ours.k64 > other.k64;
    const isNearer = ours.medianRankInClass <= other.medianRankInClass;
    if (isBetter !== isNearer)
      return `Ours beats ${name} in one measure (64-way, median rank) and not in the other.`;
    if (!isBetter) return `Ours does NOT beat ${name}.`;
    return `Ours beats ${name}${ours.ci64[0] > other.ci64[1] ? '' : ', but the intervals overlap'}.`;
  };
  const honest =
    shuffled && shuffled.k64 > 2 * classOnly.k64
      ? " With another song's context it still scores: part of it was not read from the context."
      : '';
  return `${against('chroma + onset', chromaOnset)} ${against('class only', classOnly)}${honest}`;
}
