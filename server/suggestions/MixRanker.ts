import { createHash } from 'node:crypto';
import { INSTRUMENTS, type Instrument } from '#server/contract/instruments';
import type { StemId } from '#server/contract/ids';
import type { JamState } from '#server/contract/jam';
import type { SuggestionSet } from '#server/contract/suggestion';
import { targetBpm } from '#server/contract/transport';
import { EmbedderUnavailable } from '#server/embedding/EmbedQueue';
import { toPower } from '#server/embedding/spectra';
import { mixAnalysis, windowsHeard, type Mix } from '#server/mix/mixAnalysis';
import { LruMap } from '#server/platform/LruMap';
import type { Database } from '#server/platform/openDatabase';
import { answeredTracks } from './answeredTracks';
import { explainOffer } from './explainOffer';
import { loadStarters } from './loadStarters';
import { nearestStems, type NearestStem, type WantedVector } from './nearestStems';
import type { StemFilter } from './stemFilter';
import { isKeyOpen, isTempoOpen, offerKey, stemsInJam } from './offerKey';
import type { MixEmbedder, StemSpectra } from './ports';
import { rankStems, type RankedStem } from './rankStems';
import { soundProfile, type SoundProfile } from './soundProfile';
import { starterStems } from './starterStems';

/** What a state of a jam deserves, whatever its revision. */
export type Offer = Pick<SuggestionSet, 'any' | 'byInstrument' | 'source'>;

/** Stems asked of the database for each list, and those of them that are shown. */
const CANDIDATES = 30;
const SHOWN = { any: 16, ofInstrument: 12 } as const;
const STRETCH = { min: 0.8, max: 1.25 } as const;
const NEW_FOR_MS = 14 * 86_400_000;
/** Answers of the model that are kept (28 kB each), and sound profiles (1 kB each). */
const KEPT_ANSWERS = 200;
const KEPT_PROFILES = 4_000;

const WANTED = [...INSTRUMENTS, 'any'] as const;

/** Mix analysis, model, nearest stems, ranking, reasons: from a jam's state to what it is offered. */
export class MixRanker {
  private readonly answers = new LruMap<string, readonly Float32Array[]>(KEPT_ANSWERS);
  private readonly profiles = new LruMap<StemId, SoundProfile>(KEPT_PROFILES);

  constructor(
    private readonly ports: {
      database: Pick<Database, 'prisma'>;
      embedder: MixEmbedder;
      spectra: StemSpectra;
      /** Milliseconds since the epoch. */
      now: () => number;
    },
  ) {}

  /**
   * @param isStale asked after every slow step; from then on the work is dropped (SG1)
   * @returns null when it became stale
   * @throws EmbedderUnavailable when the model does not answer
   */
  async rank(jam: JamState, isStale: () => boolean): Promise<Offer | null> {
    const spectraOf = await this.ports.spectra.load(windowsHeard(jam));
    if (isStale()) return null;
    const mix = mixAnalysis(jam, spectraOf);
    if (!mix) return this.starters(jam);
    const { model } = this.ports.embedder.info;
    if (!model) throw new EmbedderUnavailable('There is no model.');
    const vectors = await this.answerOf(mix, jam, model.version);
    if (isStale()) return null;
    const wanted = WANTED.map((name, index): WantedVector => ({ wanted: name, vector: vectors[index]! }));
    const near = await nearestStems(
      this.ports.database,
      wanted,
      this.filterOf(jam, model.version),
      CANDIDATES,
    );
    if (isStale()) return null;
    const ranked = this.listsOf(near, jam);
    const profiles = await this.profilesOf([...ranked.values()].flat().map(({ stem }) => stem.stemId));
    return isStale() ? null : explainOffer(ranked, jam, mix, profiles);
  }

  /**
   * The same offer, with the tracks that its suggestions answer: the mix is heard again without each of them, so this
   * takes a pass of the model per track.
   *
   * @returns null when it became stale, or when it would be too much
   * @throws EmbedderUnavailable
   */
  async withAnswers(jam: JamState, offer: Offer, isStale: () => boolean): Promise<Offer | null> {
    const { model } = this.ports.embedder.info;
    if (!model || offer.source !== 'model') return null;
    const spectraOf = await this.ports.spectra.load(windowsHeard(jam));
    return answeredTracks(jam, offer, isStale, {
      database: this.ports.database,
      modelVersion: model.version,
      wanted: WANTED,
      answerTo: async (part) => {
        const mix = mixAnalysis(part, spectraOf);
        return mix && this.answerOf(mix, jam, model.version);
      },
    });
  }

  private async starters(jam: JamState): Promise<Offer> {
    const bpm = isTempoOpen(jam) ? null : targetBpm(jam.transport);
    const filter = this.filterOf(jam, '');
    const candidates = await loadStarters(this.ports.database, { ...filter, bpm });
    const seed = createHash('sha256')
      .update(`${jam.jamId} ${offerKey(jam)}`)
      .digest('hex');
    const key = isKeyOpen(jam) ? null : jam.transport.key;
    return { ...starterStems(candidates, { bpm, key, seed, limit: SHOWN.any }), source: 'starters' };
  }

  /** The model's answer to a mix; one that was heard before is not asked again (SG2). */
  private async answerOf(
    { mixKey, spectra }: Mix,
    jam: JamState,
    version: string,
  ): Promise<readonly Float32Array[]> {
    const key = `${version} ${mixKey}`;
    const kept = this.answers.get(key);
    if (kept) return kept;
    const classIds = WANTED.map((_, index) => index);
    const answer = await this.ports.embedder.predictMix(spectra, classIds, jam.jamId);
    this.answers.set(key, answer);
    return answer;
  }

  private filterOf(jam: JamState, modelVersion: string): StemFilter {
    return {
      modelVersion,
      bpm: targetBpm(jam.transport),
      beatsPerBar: jam.transport.beatsPerBar,
      key: jam.transport.key,
      stretch: STRETCH,
      maxTransposition: 6,
      licences: null,
      excluded: stemsInJam(jam),
      newSince: this.newSince(),
    };
  }

  private newSince = (): Date => new Date(this.ports.now() - NEW_FOR_MS);

  private listsOf(near: readonly NearestStem[], jam: JamState): Map<Instrument | 'any', RankedStem[]> {
    const common = { bpm: targetBpm(jam.transport), key: jam.transport.key, newSince: this.newSince() };
    const { any, ...byInstrument } = groupedByWanted(near);
    const lists = new Map<Instrument | 'any', RankedStem[]>();
    const offsets = new Map<StemId, number>();
    for (const [instrument, hits] of Object.entries(byInstrument)) {
      const list = rankStems(hits, { ...common, limit: SHOWN.ofInstrument }, false);
      for (const { stem, barOffset } of list) offsets.set(stem.stemId, barOffset);
      lists.set(instrument as Instrument, list);
    }
    const mixed = { ...common, limit: SHOWN.any, barOffsetOf: offsets.get.bind(offsets) };
    return lists.set('any', rankStems(any ?? [], mixed, true));
  }

  private async profilesOf(
    stemIds: readonly StemId[],
  ): Promise<(stemId: StemId) => SoundProfile | undefined> {
    const missing = [...new Set(stemIds)].filter((stemId) => !this.profiles.get(stemId));
    const spectraOf = await this.ports.spectra.load(missing.map((stemId) => ({ stemId, window: 0 })));
    for (const stemId of missing) {
      const bytes = spectraOf(stemId, 0);
      if (bytes) this.profiles.set(stemId, soundProfile(toPower(bytes)));
    }
    return (stemId) => this.profiles.get(stemId);
  }
}

const groupedByWanted = (near: readonly NearestStem[]) =>
  near.reduce<Partial<Record<Instrument | 'any', NearestStem[]>>>((groups, hit) => {
    (groups[hit.wanted] ??= []).push(hit);
    return groups;
  }, {});
