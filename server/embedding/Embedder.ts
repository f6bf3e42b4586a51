import type { Logger } from '#server/platform/createLogger';
import { RestartingWorker } from '#server/platform/RestartingWorker';
import type { EmbeddedStem, EmbedderInfo, EmbedRequest, EmbedThreadData, Provider } from './embedProtocol';
import type { GridCenters } from './gridAnalysis';
import { ModelUnusable, readModel, type ModelManifest } from './modelManifest';
import { EmbedQueue, EmbedderUnavailable } from './EmbedQueue';
import type { LinearSpectra } from './spectra';

/** Windows of one batch. Small, so that a mix never waits long behind the library. */
const BATCH = 8;

interface Status {
  provider: Provider | 'none';
  /** What computes, or why nothing does, for the log and the health page. */
  sentence: string;
  model: { name: string; version: string } | null;
}

/**
 * The model, on a thread of its own. A missing or wrong model, or a thread that keeps dying, leaves an embedder that
 * refuses with EmbedderUnavailable and says why in `info`: jams go on without suggestions (SG8).
 */
export class Embedder {
  private readonly readyListeners = new Set<() => void>();

  private constructor(
    private status: Status,
    private readonly worker: RestartingWorker | null,
    private readonly queue: EmbedQueue,
  ) {}

  /** Resolves when the model is up, or when it is clear that it is not. */
  static async start(options: {
    modelsDir: string;
    provider: Provider | 'auto';
    logger: Logger;
  }): Promise<Embedder> {
    const { modelsDir, provider, logger } = options;
    let manifest: ModelManifest;
    try {
      ({ manifest } = await readModel(modelsDir));
    } catch (error) {
      if (!(error instanceof ModelUnusable)) throw error;
      logger.error({ err: error }, error.message);
      const queue = new EmbedQueue(() => Promise.reject(new EmbedderUnavailable(error.message)));
      return new Embedder({ provider: 'none', sentence: error.message, model: null }, null, queue);
    }

    const model = { name: manifest.name, version: manifest.version };
    return new Promise((resolve) => {
      const data: EmbedThreadData = { modelsDir, provider };
      const worker = new RestartingWorker({
        file: new URL('./embedThread.ts', import.meta.url),
        workerData: data,
        onReady: (info) => {
          embedder.becomeReady({ ...(info as EmbedderInfo), model });
          logger.info({ model, provider: embedder.status.provider }, embedder.status.sentence);
          resolve(embedder);
        },
        onLost: (cause) => {
          embedder.status = {
            provider: 'none',
            sentence: `The model stopped (${cause.message}) and is being restarted.`,
            model,
          };
          logger.error({ err: cause }, embedder.status.sentence);
          resolve(embedder);
        },
      });
      const queue = new EmbedQueue((request, transfer) => worker.ask(request, transfer));
      const embedder = new Embedder(
        { provider: 'none', sentence: 'The model is starting.', model },
        worker,
        queue,
      );
    });
  }

  get info(): Status {
    return this.status;
  }

  /** Called each time the model comes up again after a crash. @returns unsubscribe */
  onReady(listener: () => void): () => void {
    this.readyListeners.add(listener);
    return () => this.readyListeners.delete(listener);
  }

  /**
   * A window's spectra as stored: WINDOW_BYTES bytes.
   *
   * @param mono16k the whole stem, mono, 16 kHz
   * @throws EmbedderUnavailable
   */
  analyse(mono16k: Float32Array, centers: GridCenters): Promise<Uint8Array<ArrayBuffer>> {
    return this.queue.addBulk({ do: 'analyse', audio: mono16k, centers });
  }

  /**
   * Vectors of stems.
   *
   * @param windows spectra in canonical key
   * @throws EmbedderUnavailable
   */
  async embedStems(windows: readonly LinearSpectra[]): Promise<EmbeddedStem[]> {
    const embedded: EmbeddedStem[] = [];
    for (let start = 0; start < windows.length; start += BATCH) {
      const batch: EmbedRequest = { do: 'embed', windows: windows.slice(start, start + BATCH) };
      embedded.push(...(await this.queue.addBulk<EmbeddedStem[]>(batch)));
    }
    return embedded;
  }

  /**
   * The vectors of the stems that would fit a mix, one per class asked for, from one pass of the encoder. Goes before
   * all library work.
   *
   * @param mix spectra in canonical key
   * @param classIds instrument class ids, 10 = any
   * @param room when given, a request of the same room that still waits is replaced by this one and refused
   * @throws EmbedderUnavailable
   */
  predictMix(mix: LinearSpectra, classIds: readonly number[], room?: string): Promise<Float32Array[]> {
    return this.queue.addMix({ do: 'predict', mix, classIds: [...classIds] }, room);
  }

  async close(): Promise<void> {
    this.status = { ...this.status, provider: 'none', sentence: 'The server is closing.' };
    this.queue.close();
    await this.worker?.close();
  }

  private becomeReady(status: Status): void {
    this.status = status;
    for (const listener of this.readyListeners) listener();
  }
}
