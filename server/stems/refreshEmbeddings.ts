import type { StemId } from '#server/contract/ids';
import { EmbedderUnavailable } from '#server/embedding/EmbedQueue';
import { ANALYSIS_RATE } from '#server/embedding/grid';
import type { Logger } from '#server/platform/createLogger';
import { WorkerRefused } from '#server/platform/RestartingWorker';
import type { AudioFiles } from './AudioFiles';
import type { IngestPorts } from './ingestStem';
import { insertWindows, vectorText } from './insertStem';
import { summaryColumns, summaryOf } from './stemRow';
import { analyseWindows, inCanonicalKey } from './stemWindows';

type Ports = IngestPorts & { originals: Pick<AudioFiles, 'read'>; logger: Logger };

/** Windows embedded and written together. */
const BATCH = 16;

/**
 * Brings every stem's vectors to the running model: after the model has changed from the stored spectra, for stems that
 * came in while there was no model from their audio. Vectors of different models are never compared, because rankings
 * ask for one `modelVersion` (MD3); until it is done the library is smaller than it will be. A stem that fails is
 * logged and left as it is, the others are brought up to date.
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
  const failed = new Set<StemId>();
  let done = 0;
  const advance = (by: number) => onProgress((done += by), total);

  /** Whether it worked. What concerns every stem is thrown, what concerns these alone is logged. */
  const attempt = async (stemIds: readonly StemId[], work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (cause) {
      if (signal?.aborted || !isOfTheStem(cause)) throw cause;
      if (stemIds.length === 1) {
        failed.add(stemIds[0]!);
        ports.logger.error({ err: cause, stemId: stemIds[0] }, 'A stem could not be embedded.');
      }
      return false;
    }
  };

  const embedOutdated = async () => {
    while (!signal?.aborted) {
      const windows = await prisma.stemWindow.findMany({
        where: { ...outdated, stemId: { notIn: [...failed] } },
        select: { stemId: true, window: true, spectra: true, stem: { select: summaryColumns } },
        take: BATCH,
      });
      if (windows.length === 0) return;
      const stemIds = [...new Set(windows.map(({ stemId }) => stemId as StemId))];
      const areDone = await attempt(stemIds, () => embed(ports, windows, version));
      // One of them is to blame: each is tried alone, and the next batch is without it.
      if (!areDone && stemIds.length > 1)
        for (const stemId of stemIds) {
          const own = windows.filter((window) => window.stemId === stemId);
          await attempt([stemId], () => embed(ports, own, version));
        }
      advance(windows.length);
    }
  };

  // What was suggested before comes back first: reading audio takes far longer.
  await embedOutdated();
  for (const { id } of unheard) {
    if (signal?.aborted) return;
    await attempt([id as StemId], () => hear(ports, id as StemId));
    advance(1);
  }
  await embedOutdated();
}

/** The model gave up on this input, or what is stored is not as it should be; not: the model is away or has no time. */
const isOfTheStem = (cause: unknown): boolean =>
  !(cause instanceof EmbedderUnavailable) || cause.cause instanceof WorkerRefused;

interface StoredWindow {
  stemId: string;
  window: number;
  spectra: Uint8Array;
  stem: Parameters<typeof summaryOf>[0];
}

/** Makes these windows' vectors from their stored spectra. */
async function embed(
  { prisma, embedder }: Ports,
  windows: readonly StoredWindow[],
  version: string,
): Promise<void> {
  const spectra = windows.map(({ spectra, stem }) => inCanonicalKey(spectra, summaryOf(stem)));
  const embedded = await embedder.embedStems(spectra);
  for (const [i, { stemId, window }] of windows.entries()) {
    await prisma.$executeRaw`
      UPDATE "StemWindow" SET "vector" = ${vectorText(embedded[i]!.vector)}::halfvec(640), "modelVersion" = ${version}
      WHERE "stemId" = ${stemId} AND "window" = ${window}`;
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
