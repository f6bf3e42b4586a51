import type { StemId } from '#server/contract/ids';
import { ANALYSIS_RATE } from '#server/embedding/grid';
import type { AudioFiles } from './AudioFiles';
import type { IngestPorts } from './ingestStem';
import { insertWindows, vectorText } from './insertStem';
import { summaryColumns, summaryOf } from './stemRow';
import { analyseWindows, inCanonicalKey } from './stemWindows';

type Ports = IngestPorts & { originals: Pick<AudioFiles, 'read'> };

/** Windows embedded and written together. */
const BATCH = 16;

/**
 * Brings every stem's vectors to the running model: after the model has changed from the stored spectra, for stems that
 * came in while there was no model from their audio. Vectors of different models are never compared, because rankings
 * ask for one `modelVersion`; until it is done the library is smaller than it will be.
 *
 * @param onProgress windows and stems done, of how many
 * @throws EmbedderUnavailable; what was done stays done
 */
export async function refreshEmbeddings(
  ports: Ports,
  onProgress: (done: number, total: number) => void = () => {},
  signal?: AbortSignal,
): Promise<void> {
  const version = ports.embedder.info.model?.version;
  if (!version || ports.embedder.info.provider === 'none') return;
  const { prisma } = ports;
  const outdated = { OR: [{ modelVersion: null }, { modelVersion: { not: version } }] };
  const unheard = await prisma.stem.findMany({ where: { windows: { none: {} } }, select: { id: true } });
  const total = unheard.length + (await prisma.stemWindow.count({ where: outdated }));
  let done = 0;
  const advance = (by: number) => onProgress((done += by), total);

  for (const { id } of unheard) {
    if (signal?.aborted) return;
    await hear(ports, id as StemId);
    advance(1);
  }
  for (;;) {
    if (signal?.aborted) return;
    const windows = await prisma.stemWindow.findMany({
      where: outdated,
      select: { stemId: true, window: true, spectra: true, stem: { select: summaryColumns } },
      take: BATCH,
    });
    if (windows.length === 0) return;
    const spectra = windows.map(({ spectra, stem }) => inCanonicalKey(spectra, summaryOf(stem)));
    const embedded = await ports.embedder.embedStems(spectra);
    for (const [i, { stemId, window }] of windows.entries()) {
      await prisma.$executeRaw`
        UPDATE "StemWindow" SET "vector" = ${vectorText(embedded[i]!.vector)}::halfvec(640), "modelVersion" = ${version}
        WHERE "stemId" = ${stemId} AND "window" = ${window}`;
    }
    advance(windows.length);
  }
}

/** Analyses a stem that has no windows yet; its vectors follow with the outdated ones. */
async function hear({ prisma, originals, workshop, embedder }: Ports, stemId: StemId): Promise<void> {
  const row = await prisma.stem.findUniqueOrThrow({
    where: { id: stemId },
    select: { ...summaryColumns, sha256: true },
  });
  const stem = summaryOf(row);
  const { mono } = await workshop.prepare(await originals.read(row.sha256), stem, ANALYSIS_RATE);
  const spectra = await analyseWindows(embedder, mono, stem.bars * stem.beatsPerBar);
  const windows = spectra.map((bytes) => ({ spectra: bytes, modelVersion: null, vector: null }));
  await prisma.$transaction((transaction) => insertWindows(transaction, stemId, windows));
}
