import { beforeEach, describe, expect, it } from 'vitest';
import { emptyJam, type JamState } from '#server/contract/jam';
import type { ClipId, JamId, StemId, TrackId } from '#server/contract/ids';
import { suggestionIdOf } from '#server/contract/ids';
import { Instrument } from '#server/contract/instruments';
import type { StemSummary } from '#server/contract/stem';
import { SuggestionSet, type Suggestion, type SuggestionStatus } from '#server/contract/suggestion';
import { bar, serverMs } from '#server/contract/units';
import { EmbedderUnavailable } from '#server/embedding/EmbedQueue';
import { createLogger } from '#server/platform/createLogger';
import type { Offer } from './MixRanker';
import { SuggestionService } from './SuggestionService';

const stem = (id: string): StemSummary => ({
  stemId: id as StemId,
  name: id,
  maker: 'Mira',
  instrument: 'keys',
  bars: 4,
  beatsPerBar: 4,
  bpm: 120,
  key: null,
  licence: 'CC0-1.0',
});

/** A jam in which these stems sound. */
function jamWith(jamId: JamId, stemIds: string[], name = 'A jam'): JamState {
  const tracks = stemIds.map((id, index) => ({
    trackId: `t${index}` as TrackId,
    name: id,
    instrument: 'keys' as Instrument,
    gainDb: 0,
    pan: 0,
    mute: false,
    solo: false,
    endBar: null,
    clips: [
      {
        clipId: `c${index}` as ClipId,
        stem: stem(id),
        transposition: 0,
        barOffset: 0,
        launchBar: bar(0),
        endBar: null,
      },
    ],
  }));
  return { ...emptyJam(jamId, name, serverMs(0)), tracks };
}

const offerOf = (stemId: string): Offer => {
  const suggestion: Suggestion = {
    suggestionId: suggestionIdOf(stemId as StemId, 2, 1),
    stem: stem(stemId),
    transposition: 2,
    barOffset: 1,
    fit: 0.9,
    answersTrackId: null,
    reasons: [{ kind: 'tempo', text: 'same tempo' }],
    stretch: 1,
  };
  return { any: [suggestion], byInstrument: { keys: [suggestion] }, source: 'model' };
};

/** Lets everything that is ready run. */
const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

const a = 'a' as JamId;
const b = 'b' as JamId;

describe('SuggestionService with a fake ranker', () => {
  /** Rankings that were started and wait for the test to answer them. */
  let asked: {
    jam: JamState;
    isStale: () => boolean;
    answer: (offer: Offer | null) => void;
    fail: (error: Error) => void;
  }[];
  let deepened: (() => boolean)[];
  let timers: { callback: () => void; ms: number; cancelled: boolean }[];
  let sets: [JamId, SuggestionSet][];
  let statuses: [JamId, SuggestionStatus][];
  let modelIsReady: () => void;
  let service: SuggestionService;

  beforeEach(() => {
    asked = [];
    timers = [];
    deepened = [];
    sets = [];
    statuses = [];
    service = new SuggestionService({
      ranker: {
        rank: (jam, isStale) =>
          new Promise((answer, fail) => {
            asked.push({ jam, isStale, answer, fail });
          }),
        withAnswers: async (_jam, offer, isStale) => {
          deepened.push(isStale);
          return isStale()
            ? null
            : { ...offer, any: offer.any.map((each) => ({ ...each, answersTrackId: 't0' as TrackId })) };
        },
      },
      embedder: {
        onReady: (listener) => {
          modelIsReady = listener;
          return () => undefined;
        },
      },
      findStem: async (stemId) =>
        stemId === 'library' ? { ...stem('library'), key: { tonic: 0, mode: 'major' } } : null,
      now: () => 5_000,
      logger: createLogger('silent'),
      setTimer: (callback, ms) => {
        const timer = { callback, ms, cancelled: false };
        timers.push(timer);
        return () => (timer.cancelled = true);
      },
    });
    service.onRanked((jamId, set) => sets.push([jamId, set]));
    service.onStatus((jamId, status) => statuses.push([jamId, status]));
  });

  const change = (jamId: JamId, revision: number, stemIds: string[], name?: string) =>
    service.changed(jamId, {
      revision,
      state: jamWith(jamId, stemIds, name),
      committedAt: serverMs(1_000 + revision),
    });

  it('SG3 a set says which revision it answers and when that was committed', async () => {
    change(a, 1, ['x']);
    expect(service.status(a)).toEqual({ state: 'working', forRevision: 1 });
    asked[0]!.answer(offerOf('s'));
    await settle();
    expect(sets).toEqual([[a, { forRevision: 1, committedAt: 1_001, rankedAt: 5_000, ...offerOf('s') }]]);
    expect(SuggestionSet.parse(sets[0]![1])).toEqual(service.latest(a));
    expect(service.status(a)).toEqual({ state: 'ready' });
  });

  it('SG1 what was asked for an older mix is dropped, and only the newest of many changes is ranked', async () => {
    change(a, 1, ['x']);
    change(a, 2, ['x', 'y']);
    change(a, 3, ['x', 'y', 'z']);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.isStale()).toBe(true);
    asked[0]!.answer(offerOf('old'));
    await settle();
    expect(sets).toEqual([]);
    expect(asked).toHaveLength(2);
    expect(asked[1]!.jam.tracks).toHaveLength(3);
    asked[1]!.answer(offerOf('new'));
    await settle();
    expect(sets.map(([, set]) => set.forRevision)).toEqual([3]);
  });

  it('SG1 news that comes late is ignored', async () => {
    change(a, 5, ['x']);
    asked[0]!.answer(offerOf('s'));
    await settle();
    change(a, 4, ['x', 'y']);
    expect(asked).toHaveLength(1);
    expect(service.latest(a)!.forRevision).toBe(5);
  });

  it('SG2 a change that is not heard gives the same suggestions for the new revision at once', async () => {
    change(a, 1, ['x']);
    asked[0]!.answer(offerOf('s'));
    await settle();
    change(a, 2, ['x'], 'Another name');
    expect(asked).toHaveLength(1);
    expect(sets.map(([, set]) => set.forRevision)).toEqual([1, 2]);
    expect(sets[1]![1].any).toEqual(sets[0]![1].any);
  });

  it('SG1 a ranking in flight serves the newest revision if nothing audible changed meanwhile', async () => {
    change(a, 1, ['x']);
    change(a, 2, ['x'], 'Another name');
    asked[0]!.answer(offerOf('s'));
    await settle();
    expect(sets.map(([, set]) => set.forRevision)).toEqual([2]);
    expect(asked).toHaveLength(1);
  });

  it('SG2 an undone change brings the old suggestions back without a ranking', async () => {
    change(a, 1, ['x']);
    asked[0]!.answer(offerOf('s'));
    await settle();
    change(a, 2, ['x', 'y']);
    change(a, 3, ['x']);
    expect(sets.map(([, set]) => set.forRevision)).toEqual([1, 3]);
    expect(service.status(a)).toEqual({ state: 'ready' });
    asked[1]!.answer(offerOf('late'));
    await settle();
    expect(asked).toHaveLength(2);
    expect(service.latest(a)!.any[0]!.stem.stemId).toBe('s');
  });

  it('rooms take turns: a busy one waits behind the others after each ranking', async () => {
    const c = 'c' as JamId;
    change(a, 1, ['x']);
    change(b, 1, ['x']);
    change(c, 1, ['x']);
    expect(asked.map(({ jam }) => jam.jamId)).toEqual([a, b]);
    change(a, 2, ['x', 'y']);
    asked[0]!.answer(null);
    await settle();
    expect(asked.map(({ jam }) => jam.jamId)).toEqual([a, b, c]);
    asked[1]!.answer(offerOf('s'));
    await settle();
    expect(asked.map(({ jam }) => jam.jamId)).toEqual([a, b, c, a]);
  });

  it('SG8 without the model it says so in a sentence and tries again, later each time', async () => {
    change(a, 1, ['x']);
    asked[0]!.fail(new EmbedderUnavailable('The model is being restarted.'));
    await settle();
    expect(service.status(a)).toEqual({
      state: 'unavailable',
      sentence: 'Suggestions pause, the jam goes on. The model is being restarted.',
    });
    expect(timers.map(({ ms }) => ms)).toEqual([2_000]);
    timers[0]!.callback();
    asked[1]!.fail(new Error('connection lost'));
    await settle();
    expect(timers.map(({ ms }) => ms)).toEqual([2_000, 4_000]);
    expect(service.status(a)).toMatchObject({ sentence: expect.stringContaining('library gave no answer') });
    timers[1]!.callback();
    asked[2]!.answer(offerOf('s'));
    await settle();
    expect(service.status(a)).toEqual({ state: 'ready' });
    expect(service.latest(a)!.forRevision).toBe(1);
  });

  it('SG8 a model that comes back is asked at once', async () => {
    change(a, 1, ['x']);
    asked[0]!.fail(new EmbedderUnavailable('The model is being restarted.'));
    await settle();
    modelIsReady();
    expect(asked).toHaveLength(2);
    expect(timers[0]!.cancelled).toBe(true);
  });

  it('a changed library makes every room look again, once', async () => {
    change(a, 1, ['x']);
    asked[0]!.answer(offerOf('s'));
    await settle();
    timers = [];
    service.libraryChanged();
    service.libraryChanged();
    expect(timers).toHaveLength(1);
    timers[0]!.callback();
    expect(asked).toHaveLength(2);
    asked[1]!.answer(offerOf('imported'));
    await settle();
    expect(service.latest(a)).toMatchObject({ forRevision: 1, any: [{ stem: { stemId: 'imported' } }] });
  });

  it('a suggestion can be voted on after newer sets came', async () => {
    change(a, 1, ['x']);
    asked[0]!.answer(offerOf('first'));
    await settle();
    change(a, 2, ['x', 'y']);
    asked[1]!.answer(offerOf('second'));
    await settle();
    const id = suggestionIdOf('first' as StemId, 2, 1);
    expect(await service.proposal(a, id)).toEqual({
      suggestionId: id,
      stem: stem('first'),
      transposition: 2,
      barOffset: 1,
    });
    expect(await service.proposal(b, id)).toBeNull();
    expect(await service.proposal(a, suggestionIdOf('first' as StemId, 0, 0))).toBeNull();
  });

  it('VT1 a card that is still on screen after a restart can be voted on', async () => {
    const id = suggestionIdOf('library' as StemId, -2, 3);
    expect(await service.proposal(a, id)).toMatchObject({
      suggestionId: id,
      stem: { name: 'library' },
      transposition: -2,
      barOffset: 3,
    });
  });

  it('in a quiet moment says which track each suggestion answers, in the same order', async () => {
    change(a, 1, ['x']);
    asked[0]!.answer(offerOf('s'));
    await settle();
    expect(timers.map(({ ms }) => ms)).toEqual([700]);
    timers[0]!.callback();
    await settle();
    expect(sets.map(([, set]) => [set.forRevision, set.any[0]!.answersTrackId])).toEqual([
      [1, null],
      [1, 't0'],
    ]);
  });

  it('a change, or a room that waits, comes before that', async () => {
    change(a, 1, ['x']);
    asked[0]!.answer(offerOf('s'));
    await settle();
    change(a, 2, ['x', 'y']);
    expect(timers[0]!.cancelled).toBe(true);
    change(b, 1, ['x']);
    change('c' as JamId, 1, ['x']);
    timers[0]!.callback();
    expect(deepened).toEqual([]);
  });

  it('a jam that was put away gets nothing any more, and comes back fresh', async () => {
    change(a, 7, ['x']);
    service.forget(a);
    asked[0]!.answer(offerOf('s'));
    await settle();
    expect(sets).toEqual([]);
    expect(service.latest(a)).toBeNull();
    change(a, 7, ['x']);
    expect(asked).toHaveLength(2);
  });

  it('closes after what is running, and starts nothing new', async () => {
    change(a, 1, ['x']);
    const closed = service.close();
    change(b, 1, ['x']);
    asked[0]!.answer(offerOf('s'));
    await closed;
    expect(asked).toHaveLength(1);
    expect(sets).toEqual([]);
  });
});
