import path from 'node:path';
import type { StemId } from '#server/contract/ids';
import { conformedSamples } from '#server/contract/stem';
import type { Bpm } from '#server/contract/units';
import type { AudioFiles } from './AudioFiles';
import { WorkshopBusy, type AudioWorkshop } from './AudioWorkshop';
import { FileCache } from './FileCache';
import type { StemShape } from './readStem';

/** A stem at a tempo and transposition. */
export interface ConformedFile {
  path: string;
  /** Its exact length at 48 kHz. */
  samples: number;
  contentType: 'audio/flac';
}

/** What the Conformer asks about a stem. */
export interface ConformableStem extends StemShape {
  /** Of the original. */
  sha256: string;
}

/** How somebody asks for a file. */
export interface RenderTerms {
  /** It may be heard later: it waits behind what sounds, and is the first to be refused. */
  isPrefetch: boolean;
  /** Asked once before something has to be rendered for this request; false refuses. */
  mayRender: () => boolean;
}

const URGENT: RenderTerms = { isPrefetch: false, mayRender: () => true };

interface Ports {
  findStem: (stemId: StemId) => Promise<ConformableStem | null>;
  originals: AudioFiles;
  workshop: AudioWorkshop;
}

/** Part of every cached file's name: raise it when the same request would sound different than before. */
const RECIPE = 2;
const MOST_CACHED_BYTES = 2 * 1024 ** 3;

/** Renders stems at a jam's tempo and transposition, once each. */
export class Conformer {
  /** Renderings under way, so that a room asking at once starts one. */
  private readonly running = new Map<string, Promise<void>>();

  private constructor(
    private readonly ports: Ports,
    private readonly cache: FileCache,
  ) {}

  /** @param mostCachedBytes what the folder `conformed` may hold; the files unused for longest go first */
  static async open(dataDir: string, ports: Ports, mostCachedBytes = MOST_CACHED_BYTES): Promise<Conformer> {
    return new Conformer(ports, await FileCache.open(path.join(dataDir, 'conformed'), mostCachedBytes));
  }

  /**
   * A FLAC file of 48 kHz, stereo, 16 bit, exactly `conformedSamples(stem, bpm)` long, that loops without a seam.
   *
   * @returns null for an unknown stem
   * @throws WorkshopBusy, WorkerLost: asking again later may work
   */
  async conformedFile(
    stemId: StemId,
    bpm: Bpm,
    transposition: number,
    terms: RenderTerms = URGENT,
  ): Promise<ConformedFile | null> {
    const stem = await this.ports.findStem(stemId);
    if (!stem) return null;
    const samples = conformedSamples(stem, bpm);
    // By content: what another stem with the same bytes and shape has rendered is reused, and nothing stale can be.
    const { sha256, instrument, bars, beatsPerBar } = stem;
    const name =
      [sha256, RECIPE, instrument, bars * beatsPerBar, stem.bpm, samples, transposition].join('_') + '.flac';
    const target = this.cache.pathOf(name);
    if (!(await this.cache.use(name))) {
      const render = () => this.render(stem, name, { samples, semitones: transposition }, terms.isPrefetch);
      await this.renderOnce(name, terms, render);
    }
    return { path: target, samples, contentType: 'audio/flac' };
  }

  private async renderOnce(name: string, terms: RenderTerms, render: () => Promise<void>): Promise<void> {
    const already = this.running.get(name);
    if (already) {
      if (!terms.isPrefetch) this.ports.workshop.promote(this.cache.pathOf(name));
      return already;
    }
    if (!terms.mayRender())
      throw new WorkshopBusy('You are asking for more new audio than can be prepared. It comes in a moment.');
    const rendering = render().finally(() => this.running.delete(name));
    this.running.set(name, rendering);
    return rendering;
  }

  private async render(
    stem: ConformableStem,
    name: string,
    wanted: { samples: number; semitones: number },
    isPrefetch: boolean,
  ): Promise<void> {
    const { instrument, bars, beatsPerBar, bpm } = stem;
    const shape = { instrument, bars, beatsPerBar, bpm };
    const source = this.ports.originals.pathOf(stem.sha256);
    const target = this.cache.pathOf(name);
    const { bytes } = await this.ports.workshop.conform({ source, target, shape, ...wanted }, isPrefetch);
    await this.cache.add(name, bytes);
  }
}
