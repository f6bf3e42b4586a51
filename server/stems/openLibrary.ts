import type { ImportProgress, LibraryPage, LibraryQuery } from '#server/contract/http';
import { accepted, refused, type Result } from '#server/contract/errors';
import type { StemId } from '#server/contract/ids';
import type { StemPeaks, StemSummary } from '#server/contract/stem';
import type { Bpm } from '#server/contract/units';
import type { Embedder } from '#server/embedding/Embedder';
import { EmbedderUnavailable } from '#server/embedding/EmbedQueue';
import type { Logger } from '#server/platform/createLogger';
import type { Database } from '#server/platform/openDatabase';
import { WorkerLost } from '#server/platform/RestartingWorker';
import { AudioFiles } from './AudioFiles';
import { AudioWorkshop, WorkshopBusy } from './AudioWorkshop';
import { Conformer, type ConformedFile, type RenderTerms } from './Conformer';
import { importStarterLibrary } from './importStarterLibrary';
import { OPENING_STEMS, OpeningStems } from './OpeningStems';
import { refreshEmbeddings } from './refreshEmbeddings';
import { StemStore } from './StemStore';

/** The stems of this server, from the outside. */
export interface Library {
  stems: StemStore;
  search(query: LibraryQuery): Promise<LibraryPage>;
  stem(stemId: StemId): Promise<StemSummary | null>;
  peaks(stemId: StemId): Promise<StemPeaks | null>;
  /** A stem's audio at a tempo and transposition, rendered on first use. */
  conformedFile(
    stemId: StemId,
    bpm: Bpm,
    transposition: number,
    terms: RenderTerms,
  ): Promise<Result<ConformedFile>>;
  /** Imports the starter library and brings vectors up to date; what fails is logged, the rest comes in. */
  bringIn(libraryFile: string): Promise<void>;
  progress(): ImportProgress;
  /**
   * What the open jam begins with, as soon as it has been brought in; fewer if some of it cannot be had. Never resolves
   * when the server closes before.
   */
  openingStems: Promise<StemSummary[]>;
  onStemsChanged(listener: () => void): void;
  close(): Promise<void>;
}

export async function openLibrary(options: {
  dataDir: string;
  database: Pick<Database, 'prisma'>;
  embedder: Embedder;
  logger: Logger;
}): Promise<Library> {
  const { dataDir, database, embedder, logger } = options;
  const { prisma } = database;
  const stems = new StemStore(prisma);
  const originals = await AudioFiles.open(dataDir);
  const workshop = new AudioWorkshop(logger);
  const findStem = (stemId: StemId) => stems.conformable(stemId);
  const conformer = await Conformer.open(dataDir, { findStem, originals, workshop });
  const ports = { prisma, originals, workshop, embedder, logger };
  const listeners = new Set<() => void>();
  const stopping = new AbortController();
  let progress: ImportProgress = { done: 0, total: 0, failed: 0 };
  let atWork: Promise<void> = Promise.resolve();
  const opening = new OpeningStems(() => stems.findStarters(OPENING_STEMS), stopping.signal);

  const refresh = () =>
    refreshEmbeddings(ports, () => listeners.forEach((listener) => listener()), stopping.signal).catch(
      (cause) => {
        if (!(cause instanceof EmbedderUnavailable))
          logger.error({ err: cause }, 'Some stems could not be embedded.');
      },
    );
  const lookForOpening = (isComplete: boolean) =>
    opening
      .look({ isComplete })
      .catch((cause) => logger.error({ err: cause }, 'The stems of the open jam could not be looked up.'));
  const bringIn = async (libraryFile: string) => {
    const onProgress = (next: ImportProgress) => {
      progress = next;
      for (const listener of listeners) listener();
      void lookForOpening(false);
    };
    await importStarterLibrary(libraryFile, ports, onProgress, stopping.signal).catch((cause) =>
      logger.error({ err: cause }, 'The starter library could not be read.'),
    );
    await lookForOpening(true);
    await refresh();
  };
  /** One after the other; none rejects, or nothing would come after it. */
  const inTurn = (work: () => Promise<void>) => (atWork = atWork.then(work));
  const stopWatching = embedder.onReady(() => void inTurn(refresh));

  return {
    stems,
    search: (query) => stems.search(query),
    stem: (stemId) => stems.find(stemId),
    peaks: (stemId) => stems.peaks(stemId),
    conformedFile: async (stemId, bpm, transposition, terms) => {
      try {
        const file = await conformer.conformedFile(stemId, bpm, transposition, terms);
        return file ? accepted(file) : refused('unknown_stem', 'That stem is not in the library.');
      } catch (cause) {
        if (cause instanceof WorkshopBusy) return refused('too_fast', cause.message);
        if (cause instanceof WorkerLost)
          return refused(
            'storage_failed',
            'The server is preparing audio again after a failure. Try again in a moment.',
          );
        throw cause;
      }
    },
    bringIn: (libraryFile) => inTurn(() => bringIn(libraryFile)),
    progress: () => progress,
    openingStems: opening.found,
    onStemsChanged: (listener) => void listeners.add(listener),
    close: async () => {
      stopping.abort();
      stopWatching();
      await workshop.close();
      await atWork;
    },
  };
}
