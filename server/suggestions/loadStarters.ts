import { INSTRUMENTS } from '#server/contract/instruments';
import type { StemId } from '#server/contract/ids';
import type { Key } from '#server/contract/key';
import { StemSummary } from '#server/contract/stem';
import type { Database } from '#server/platform/openDatabase';
import type { StemFilter } from './stemFilter';
import type { StarterCandidate } from './starterStems';

/** Enough of every instrument to choose from; digests of content are as good as drawn by lot. */
const OF_EACH = 60;

/** Stems an empty jam may be offered, of every instrument. `bpm` null: any tempo. */
export async function loadStarters(
  { prisma }: Pick<Database, 'prisma'>,
  filter: Pick<StemFilter, 'beatsPerBar' | 'stretch' | 'licences' | 'excluded'> & { bpm: number | null },
): Promise<StarterCandidate[]> {
  const { bpm, beatsPerBar, stretch, licences, excluded } = filter;
  const loaded = await Promise.all(
    INSTRUMENTS.map((instrument) =>
      prisma.stem.findMany({
        where: {
          instrument,
          beatsPerBar,
          blockedAt: null,
          id: { notIn: [...excluded] },
          ...(bpm !== null && { bpm: { gte: bpm / stretch.max, lte: bpm / stretch.min } }),
          ...(licences && { licence: { in: [...licences] } }),
        },
        omit: { peaks: true },
        orderBy: { sha256: 'asc' },
        take: OF_EACH,
      }),
    ),
  );
  return loaded.flat().map(({ id, keyTonic, keyMode, familyId, ...stem }) => ({
    stem: StemSummary.parse({
      ...stem,
      stemId: id as StemId,
      key: keyTonic === null ? null : { tonic: keyTonic, mode: keyMode as Key['mode'] },
    }),
    familyId,
  }));
}
