import type { StemId } from '#server/contract/ids';
import type { StemSummary } from '#server/contract/stem';
import { EmbedderUnavailable } from '#server/embedding/EmbedQueue';
import type { Embedder } from '#server/embedding/Embedder';
import { ANALYSIS_RATE } from '#server/embedding/grid';
import type { PrismaClient } from '#server/platform/prismaClient/client';
import { sha256Of, type AudioFiles } from './AudioFiles';
import type { AudioWorkshop } from './AudioWorkshop';
import { insertStem, type NewWindow } from './insertStem';
import type { StemDetails } from './stemDetails';
import { summaryColumns, summaryOf } from './stemRow';
import { analyseWindows, inCanonicalKey } from './stemWindows';

export interface IngestPorts {
  prisma: PrismaClient;
  originals: AudioFiles;
  workshop: Pick<AudioWorkshop, 'prepare'>;
  embedder: Pick<Embedder, 'analyse' | 'embedStems' | 'info'>;
}

export type IngestStep = 'reading' | 'listening' | 'storing';

export interface Ingested {
  stem: StemSummary;
  /** False: these very bytes were a stem already, and that one is returned (UP4). */
  isNew: boolean;
}

/**
 * From a file to a stem that can be found, played and suggested. Uploads and the starter library come in this way.
 *
 * @throws UnusableAudio with a sentence for whoever brought the file (UP2); WorkshopBusy, WorkerLost: try again later
 */
export async function ingestStem(
  bytes: Uint8Array,
  details: StemDetails,
  ports: IngestPorts,
  onStep: (step: IngestStep) => void = () => {},
): Promise<Ingested> {
  const sha256 = sha256Of(bytes);
  const known = await findKnown(ports.prisma, sha256);
  if (known) {
    // The database may have outlived the folder, or another server with a folder of its own took it in.
    if (!(await ports.originals.has(sha256))) await ports.originals.write(sha256, bytes);
    return known;
  }

  onStep('reading');
  const prepared = await ports.workshop.prepare(bytes, details, ANALYSIS_RATE);

  onStep('listening');
  const windows = await listen(prepared.mono, details, ports.embedder);

  onStep('storing');
  await ports.originals.write(sha256, bytes);
  const stemId = stemIdOf(sha256);
  const { samples, loudnessLufs, peaks } = prepared;
  const row = { stemId, sha256, details, samples, loudnessLufs, peaks, windows };
  if (!(await insertStem(ports.prisma, row))) {
    const stored = await findKnown(ports.prisma, sha256);
    if (stored) return stored;
    throw new Error(`Stem ${stemId} is not stored, because another stem has its id.`);
  }
  const { familyId: _family, tags: _tags, ...summary } = details;
  return { stem: { stemId, ...summary }, isNew: true };
}

async function findKnown(prisma: PrismaClient, sha256: string): Promise<Ingested | null> {
  const row = await prisma.stem.findUnique({ where: { sha256 }, select: summaryColumns });
  return row && { stem: summaryOf(row), isNew: false };
}

/** The same file is the same stem on every server. 96 bits of the digest are enough to name it. */
const stemIdOf = (sha256: string): StemId => sha256.slice(0, 24) as StemId;

/** Without the model a stem comes in all the same: it can be played, and is embedded when the model is back. */
async function listen(
  mono: Float32Array,
  details: StemDetails,
  embedder: IngestPorts['embedder'],
): Promise<NewWindow[]> {
  let spectra: Uint8Array<ArrayBuffer>[] = [];
  try {
    spectra = await analyseWindows(embedder, mono, details.bars * details.beatsPerBar);
    // Read before the vectors are made: vectors of a model that was replaced meanwhile count as the older one's.
    const modelVersion = embedder.info.model?.version ?? null;
    const embedded = await embedder.embedStems(spectra.map((bytes) => inCanonicalKey(bytes, details)));
    return spectra.map((bytes, i) => ({ spectra: bytes, modelVersion, vector: embedded[i]!.vector }));
  } catch (error) {
    if (!(error instanceof EmbedderUnavailable)) throw error;
    return spectra.map((bytes) => ({ spectra: bytes, modelVersion: null, vector: null }));
  }
}
