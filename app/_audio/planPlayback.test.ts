import { loopBeatAt } from '#server/contract/jam';
import { describe, expect, it } from 'vitest';
import { ana, ben, exampleStem, ExampleJam } from '#server/contract/exampleJam';
import type { ClipId, TrackId } from '#server/contract/ids';
import { beat } from '#server/contract/units';
import { isHeardIn, planPlayback, voicesAt } from './planPlayback';

const spans = (jam: ExampleJam) =>
  planPlayback(jam.state).map((voice) => [voice.stem.stemId, voice.bpm, voice.startBeat, voice.stopBeat]);

describe('planPlayback', () => {
  it('TR2 a clip sounds from its launch bar on', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));
    expect(spans(jam)).toEqual([['s1', 120, 4, null]]);
  });

  it('TR2 a replaced clip ends where the new one begins', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));
    jam.atMs = 9_000;
    const stem = exampleStem('s2');
    jam.do(
      ben,
      {
        type: 'clip.add',
        trackId: 'bass' as TrackId,
        clipId: 'c2' as ClipId,
        stemId: stem.stemId,
        transposition: 0,
        barOffset: 0,
      },
      { stem },
    );
    expect(spans(jam)).toEqual([
      ['s1', 120, 4, 20],
      ['s2', 120, 20, null],
    ]);
  });

  it('TR2 a removed track sounds to the end of its bar', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));
    jam.atMs = 9_000;
    jam.do(ana, { type: 'track.remove', trackId: 'bass' as TrackId });
    expect(spans(jam)).toEqual([['s1', 120, 4, 20]]);
  });

  it('TR3 a tempo change cuts every clip at its bar and the cycle goes on', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));
    jam.atMs = 9_000;
    jam.do(ana, { type: 'transport.set', bpm: 90 });
    expect(spans(jam)).toEqual([
      ['s1', 120, 4, 24],
      ['s1', 90, 24, null],
    ]);
    const [before, after] = planPlayback(jam.state);
    expect(loopBeatAt(after!, after!.startBeat)).toBe(8);
    expect(loopBeatAt(before!, beat(23.5))).toBe(7.5);
  });

  it('TR3 the new tempo is the same voice after the old anchor is forgotten', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));
    jam.atMs = 9_000;
    jam.do(ana, { type: 'transport.set', bpm: 90 });
    const announced = planPlayback(jam.state)[1]!;
    jam.atMs = 60_000;
    jam.do(ana, { type: 'jam.set', name: 'Later' });
    const later = planPlayback(jam.state);
    expect(later.map((voice) => voice.key)).toEqual([announced.key]);
  });

  it('a muted clip is planned too, so that unmuting finds it running', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));
    jam.do(ana, { type: 'track.set', trackId: 'bass' as TrackId, settings: { mute: true } });
    expect(spans(jam)).toHaveLength(1);
  });

  it('says what sounds at a beat', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));
    const plan = planPlayback(jam.state);
    expect(voicesAt(plan, beat(3.99))).toEqual([]);
    expect(voicesAt(plan, beat(4))).toHaveLength(1);
  });
});

describe('loopBeatAt', () => {
  const stem = exampleStem('s1', { bars: 4 });

  it.each([
    [0, 0, 0],
    [17, 0, 1],
    [17, 1, 13],
    [15.5, 1, 11.5],
    [-1, 0, 15],
  ])('TR4 at beat %d, %d bars late, a cycle of 16 stands at %d', (at, barOffset, expected) => {
    expect(loopBeatAt({ stem, barOffset }, beat(at))).toBe(expected);
  });

  it('TR4 a clip added at any bar is in phase with one that was there before', () => {
    const jam = new ExampleJam().addStem(ana, 'bass', exampleStem('s1'));
    jam.atMs = 4_200;
    jam.addStem(ben, 'keys', exampleStem('s2', { instrument: 'keys' }));
    const [bass, keys] = planPlayback(jam.state);
    expect(keys!.startBeat % 16).not.toBe(0);
    expect(loopBeatAt(keys!, keys!.startBeat)).toBe(loopBeatAt(bass!, keys!.startBeat));
  });
});

describe('isHeardIn', () => {
  const heard = (jam: ExampleJam) =>
    planPlayback(jam.state)
      .filter(isHeardIn(jam.state))
      .map((voice) => voice.stem.stemId);
  const twoTracks = () =>
    new ExampleJam().addStem(ana, 'bass', exampleStem('s1')).addStem(ben, 'keys', exampleStem('s2'));
  const set = (jam: ExampleJam, settings: object) =>
    jam.do(ana, { type: 'track.set', trackId: 'bass' as TrackId, settings });

  it('leaves out what is muted, turned all the way down or put behind a solo', () => {
    expect(heard(twoTracks())).toEqual(['s1', 's2']);
    expect(heard(set(twoTracks(), { mute: true }))).toEqual(['s2']);
    expect(heard(set(twoTracks(), { gainDb: -60 }))).toEqual(['s2']);
    expect(heard(set(twoTracks(), { solo: true }))).toEqual(['s1']);
  });
});
