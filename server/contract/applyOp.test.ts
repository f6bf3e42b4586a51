import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOp } from './applyOp';
import { ana, ben, exampleStem, ExampleJam, newExampleJam } from './exampleJam';
import { suggestionIdOf, type ClipId, type StemId, type TrackId } from './ids';
import { currentClip, JamState, loopBeatAt } from './jam';
import { MemberOp, type AppliedOp, type Op } from './op';
import { beatAt } from './transport';
import { serverMs } from './units';

const bassTrack = 'bass' as TrackId;
const bassClip = 'clip-bass' as ClipId;
const replaceBass = (clipId: string, stem = exampleStem('other')): [Op, { stem: typeof stem }] => [
  {
    type: 'clip.add',
    trackId: bassTrack,
    clipId: clipId as ClipId,
    stemId: stem.stemId,
    transposition: 0,
    barOffset: 0,
  },
  { stem },
];

describe('tracks and clips', () => {
  it('TR2 a clip starts on the next bar, a bar line that is too close is left to the one after', () => {
    const early = new ExampleJam(newExampleJam(), 100).addStem(ana, 'bass', exampleStem('b'));
    const late = new ExampleJam(newExampleJam(), 1_900).addStem(ana, 'bass', exampleStem('b'));
    expect(currentClip(early.track('bass')!)?.launchBar).toBe(1);
    expect(currentClip(late.track('bass')!)?.launchBar).toBe(2);
  });

  it('TR2 replacing a clip ends the old one on the bar where the new one starts', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('b'));
    jam.atMs = 5_000;
    jam.do(ben, ...replaceBass('second'));
    expect(jam.track('bass')!.clips.map(({ launchBar, endBar }) => [launchBar, endBar])).toEqual([
      [1, 3],
      [3, null],
    ]);
  });

  it('TR2 a clip that was replaced before it began never sounds', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('b')).do(ana, ...replaceBass('second'));
    expect(jam.track('bass')!.clips.map(({ clipId }) => clipId)).toEqual(['second']);
  });

  it('TR2 a removed track sounds until the bar, then it is gone', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('b'));
    jam.atMs = 5_000;
    jam.do(ana, { type: 'track.remove', trackId: bassTrack });
    expect(jam.track('bass')).toMatchObject({ endBar: 3, clips: [{ endBar: 3 }] });
    jam.atMs = 6_001;
    jam.do(ana, { type: 'jam.set', name: 'Later' });
    expect(jam.track('bass')).toBeUndefined();
  });

  it('OP5 refuses what is not there with a code and a sentence, and changes nothing', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('b'));
    const before = structuredClone(jam.state);
    const attempts: [Op, string][] = [
      [{ type: 'track.set', trackId: 'none' as TrackId, settings: { mute: true } }, 'unknown_track'],
      [{ type: 'clip.remove', trackId: bassTrack, clipId: 'none' as ClipId }, 'unknown_clip'],
      [replaceBass('x')[0], 'unknown_stem'],
      [{ type: 'transport.set' }, 'bad_message'],
    ];
    for (const [op, code] of attempts) {
      const result = jam.try(ana, op);
      expect(result.ok ? 'accepted' : result.error.code).toBe(code);
      expect(!result.ok && result.error.sentence.length).toBeGreaterThan(10);
    }
    expect(jam.state).toEqual(before);
  });

  it('OP5 a stem in another metre is refused', () => {
    const waltz = exampleStem('w', { beatsPerBar: 3 });
    expect(() => new ExampleJam().addStem(ana, 'bass', waltz)).toThrow('3 beats');
  });

  it('OP5 the thirty-third track is refused', () => {
    const jam = new ExampleJam();
    const add = (index: number) =>
      jam.try(ana, { type: 'track.add', trackId: `t${index}` as TrackId, name: 'T', instrument: 'keys' });
    for (let index = 0; index < 32; index += 1) expect(add(index).ok).toBe(true);
    expect(add(32)).toMatchObject({ ok: false, error: { code: 'limit_reached' } });
  });

  it('unpitched stems stay at their pitch', () => {
    const drums = exampleStem('d', { instrument: 'drums', key: null });
    const jam = new ExampleJam().addStem(ana, 'drums', drums, 3);
    expect(currentClip(jam.track('drums')!)?.transposition).toBe(0);
  });

  it('TR4 loops are locked to the jam bar grid, whenever they were launched', () => {
    const clip = { stem: exampleStem('b', { bars: 2 }), barOffset: 1 };
    expect([0, 3, 4, 8, 13.5].map((at) => loopBeatAt(clip, at))).toEqual([4, 7, 0, 4, 1.5]);
  });
});

describe('transport', () => {
  it('TR0 the first clip sets the tempo, the first pitched one the key', () => {
    const jam = new ExampleJam().addStem(
      ana,
      'drums',
      exampleStem('d', { instrument: 'drums', key: null, bpm: 96 }),
    );
    expect(jam.state.transport).toMatchObject({ key: null, anchors: [{ bpm: 120 }, { bpm: 96 }] });
    jam.addStem(ana, 'bass', exampleStem('b', { bpm: 100 }), 2);
    expect(jam.state.transport).toMatchObject({
      key: { tonic: 11, mode: 'minor' },
      anchors: [{}, { bpm: 96 }],
    });
  });

  it('TR0 what somebody chose stays', () => {
    const jam = new ExampleJam().do(ana, {
      type: 'transport.set',
      bpm: 90,
      key: { tonic: 0, mode: 'major' },
    });
    jam.addStem(ana, 'bass', exampleStem('b', { bpm: 140 }));
    expect(jam.state.transport.key).toEqual({ tonic: 0, mode: 'major' });
    expect(jam.state.transport.anchors.at(-1)?.bpm).toBe(90);
  });

  it('TR3 a tempo change keeps the beat continuous', () => {
    const jam = new ExampleJam().do(ana, { type: 'transport.set', bpm: 60 });
    const { transport } = jam.state;
    const change = transport.anchors[1]!.serverMs;
    expect(transport.anchors[1]!.beat % 4).toBe(0);
    const around = [-1, 0, 1].map((ms) => beatAt(transport, serverMs(change + ms)));
    expect(around[1]! - around[0]!).toBeCloseTo(120 / 60_000, 9);
    expect(around[2]! - around[1]!).toBeCloseTo(60 / 60_000, 9);
  });

  it('TR3 a second change before the first has come replaces it', () => {
    const jam = new ExampleJam()
      .do(ana, { type: 'transport.set', bpm: 60 })
      .do(ben, { type: 'transport.set', bpm: 70 });
    expect(jam.state.transport.anchors.map(({ bpm }) => bpm)).toEqual([120, 70]);
  });
});

describe('undo', () => {
  it("OP7 undoes one's own latest change, not somebody else's", () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('b'));
    jam.do(ana, { type: 'track.set', trackId: bassTrack, settings: { gainDb: -6 } });
    jam.do(ben, { type: 'track.set', trackId: bassTrack, settings: { pan: 0.5 } });
    jam.do(ana, { type: 'undo' });
    expect(jam.track('bass')).toMatchObject({ gainDb: 0, pan: 0.5 });
  });

  it('OP7 refuses to undo what somebody has changed since', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('b'));
    jam.do(ana, { type: 'track.set', trackId: bassTrack, settings: { gainDb: -6 } });
    jam.do(ben, { type: 'track.set', trackId: bassTrack, settings: { gainDb: -3 } });
    expect(jam.try(ana, { type: 'undo' })).toMatchObject({ ok: false, error: { code: 'changed_since' } });
    expect(jam.track('bass')?.gainDb).toBe(-3);
  });

  it('OP7 a removed track comes back with its settings and clip, at a bar', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('b'));
    jam.do(ana, { type: 'track.set', trackId: bassTrack, settings: { gainDb: -6 } });
    jam.atMs = 5_000;
    jam.do(ana, { type: 'track.remove', trackId: bassTrack });
    jam.atMs = 20_000;
    jam.do(ana, { type: 'undo' });
    expect(jam.track('bass')).toMatchObject({
      gainDb: -6,
      endBar: null,
      clips: [{ stem: { stemId: 'b' }, launchBar: 11 }],
    });
  });

  it('OP7 adding, replacing, moving, renaming and the tempo can be undone one after another', () => {
    const jam = new ExampleJam()
      .addStem(ana, 'bass', exampleStem('b'))
      .addStem(ana, 'keys', exampleStem('k'));
    const before = jam.state;
    jam.atMs = 10_000;
    jam
      .do(ana, ...replaceBass('second'))
      .do(ana, { type: 'track.set', trackId: bassTrack, index: 1 })
      .do(ana, { type: 'jam.set', name: 'New name' })
      .do(ana, { type: 'clip.set', trackId: bassTrack, clipId: 'second' as ClipId, transposition: 2 })
      .do(ana, { type: 'transport.set', bpm: 100 });
    for (let step = 0; step < 5; step += 1) jam.do(ana, { type: 'undo' });
    jam.atMs = 60_000;
    jam.do(ben, { type: 'jam.set', name: before.name });
    expect(jam.state.tracks.map(({ trackId }) => trackId)).toEqual(['bass', 'keys']);
    expect(currentClip(jam.track('bass')!)).toMatchObject({
      clipId: bassClip,
      transposition: 0,
      stem: { stemId: 'b' },
    });
    expect(jam.state.transport).toMatchObject({ tempoChosen: false, anchors: [{ bpm: 120 }] });
  });

  it('OP7 undoing the first clip keeps the tempo and key that others have built on', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('b', { bpm: 90 }));
    jam.addStem(ben, 'keys', exampleStem('k', { bpm: 90 }));
    jam.do(ana, { type: 'undo' });
    expect(jam.state.transport).toMatchObject({ key: { tonic: 9 }, anchors: [{}, { bpm: 90 }] });
    const alone = new ExampleJam().addStem(ana, 'bass', exampleStem('b', { bpm: 90 }));
    alone.do(ana, { type: 'undo' });
    expect(alone.state.transport).toMatchObject({ key: null, tempoChosen: false });
    expect(alone.state.transport.anchors.at(-1)?.bpm).toBe(120);
  });

  it('OP7 with nothing left it says so', () => {
    expect(new ExampleJam().try(ana, { type: 'undo' })).toMatchObject({
      ok: false,
      error: { code: 'nothing_to_undo' },
    });
  });
});

describe('votes', () => {
  it('VT1 only a yes opens a ballot; a no to what nobody proposed changes nothing for anybody', () => {
    const stem = exampleStem('s');
    const suggestionId = suggestionIdOf(stem.stemId, 0, 0);
    const facts = { proposal: { suggestionId, stem, transposition: 0, barOffset: 0 } };
    const jam = new ExampleJam().do(ana, { type: 'vote.cast', suggestionId, vote: 'no' }, facts);
    expect(jam.state.ballots).toEqual([]);
    jam.do(ben, { type: 'vote.cast', suggestionId, vote: 'yes' }, facts);
    jam.do(ana, { type: 'vote.cast', suggestionId, vote: 'no' });
    expect(jam.state.ballots[0]?.votes).toEqual({ [ana]: 'no', [ben]: 'yes' });
  });
});

describe('any sequence of ops', () => {
  const trackIds = fc.constantFrom('t1', 't2', 't3').map((text) => text as TrackId);
  const clipIds = fc.constantFrom('c1', 'c2', 'c3', 'c4').map((text) => text as ClipId);
  const stemIds = fc.constantFrom('s1', 's2').map((text) => text as StemId);
  const ops: fc.Arbitrary<MemberOp> = fc.oneof(
    fc.record({
      type: fc.constant('track.add' as const),
      trackId: trackIds,
      name: fc.constant('T'),
      instrument: fc.constant('keys' as const),
    }),
    fc.record({ type: fc.constant('track.remove' as const), trackId: trackIds }),
    fc.record({
      type: fc.constant('track.set' as const),
      trackId: trackIds,
      settings: fc.record(
        { gainDb: fc.integer({ min: -60, max: 6 }), mute: fc.boolean() },
        { requiredKeys: [] },
      ),
      index: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    }),
    fc.record({
      type: fc.constant('clip.add' as const),
      trackId: trackIds,
      clipId: clipIds,
      stemId: stemIds,
      transposition: fc.integer({ min: -6, max: 6 }),
      barOffset: fc.integer({ min: 0, max: 7 }),
    }),
    fc.record({ type: fc.constant('clip.remove' as const), trackId: trackIds, clipId: clipIds }),
    fc.record({ type: fc.constant('transport.set' as const), bpm: fc.integer({ min: 60, max: 180 }) }),
    fc.constant({ type: 'undo' as const }),
  );
  const steps = fc.array(
    fc.record({ op: ops, member: fc.constantFrom(ana, ben), waitMs: fc.integer({ min: 0, max: 3_000 }) }),
    { maxLength: 40 },
  );

  it('OP5 gives a valid state, the same again on replay, and survives the wire as JSON', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const jam = new ExampleJam();
        const log: AppliedOp[] = [];
        for (const { op, member, waitMs } of sequence) {
          jam.atMs += waitMs;
          const facts = op.type === 'clip.add' ? { stem: exampleStem(op.stemId) } : {};
          const applied = jam.applied(member, MemberOp.parse(op), facts);
          const result = applyOp(jam.state, applied);
          if (!result.ok) continue;
          jam.state = result.value;
          log.push(JSON.parse(JSON.stringify(applied)));
        }
        JamState.parse(jam.state);
        const replayed = log.reduce((state, applied) => {
          const result = applyOp(JSON.parse(JSON.stringify(state)), applied);
          if (!result.ok) throw new Error(result.error.sentence);
          return result.value;
        }, newExampleJam());
        expect(JSON.parse(JSON.stringify(replayed))).toEqual(JSON.parse(JSON.stringify(jam.state)));
        for (const track of jam.state.tracks) {
          expect(track.clips.filter((clip) => clip.endBar === null).length).toBeLessThanOrEqual(1);
          for (const clip of track.clips)
            if (clip.endBar !== null) expect(clip.endBar).toBeGreaterThan(clip.launchBar);
        }
      }),
      { numRuns: 300 },
    );
  });
});
