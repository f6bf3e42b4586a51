import { loopBeatAt } from '#server/contract/jam';
import { describe, expect, it } from 'vitest';
import { ana, exampleStem, ExampleJam, STARTED_AT } from '#server/contract/exampleJam';
import type { ClipId, TrackId } from '#server/contract/ids';
import type { StemSummary } from '#server/contract/stem';
import { conformedSamples } from '#server/contract/stem';
import { audioSec, beat, serverMs, type AudioSec } from '#server/contract/units';
import { AudioClock } from './AudioClock';
import { isHeardIn, planPlayback, voicesOf, type Voice } from './planPlayback';
import { AUDITION_TRACK, type Audition } from './planAudition';
import { VoiceScheduler, type LoopOutput, type SoundingLoop } from './VoiceScheduler';

interface FakeLoop {
  voice: Voice;
  at: number;
  offsetSec: number;
  duration: number;
  stopAt: number;
}

/** Audio time 0 is this long after the jam began, on the server's clock. */
const LISTEN_AT_MS = 300;

/** A fake loudspeaker in virtual time; it runs faster or slower than the server's clock by `driftPpm`. */
class Listener implements LoopOutput<{ duration: number }> {
  readonly sampleRate = 48_000;
  readonly loops: FakeLoop[] = [];
  readonly loaded = new Set<string>();
  readonly clock = new AudioClock();
  readonly scheduler: VoiceScheduler<{ duration: number }>;
  audition: Audition | null = null;
  #now = 0;

  constructor(
    public jam: ExampleJam,
    private readonly driftPpm = 0,
  ) {
    this.scheduler = new VoiceScheduler(this, this.clock, (voice) =>
      this.loaded.has(voice.stem.stemId)
        ? { duration: conformedSamples(voice.stem, voice.bpm) / this.sampleRate }
        : null,
    );
  }

  load(...stems: StemSummary[]): this {
    for (const stem of stems) this.loaded.add(stem.stemId);
    return this;
  }

  now = (): AudioSec => audioSec(this.#now);

  start(voice: Voice, { duration }: { duration: number }, at: AudioSec, offsetSec: number): SoundingLoop {
    expect(at).toBeGreaterThan(this.#now);
    const loop: FakeLoop = { voice, at, offsetSec, duration, stopAt: Infinity };
    this.loops.push(loop);
    return { stop: (stopAt) => (loop.stopAt = stopAt), keep: () => (loop.stopAt = Infinity) };
  }

  serverMs(at = this.#now): number {
    return STARTED_AT + LISTEN_AT_MS + at * 1000 * (1 + this.driftPpm * 1e-6);
  }
  /** The beat at an audio time, by the shared clock. */
  beatAt(at: number): number {
    return ((this.serverMs(at) - STARTED_AT) / 60_000) * 120;
  }

  runTo(sec: number, stepSec = 0.05): this {
    while (this.#now < sec) {
      this.#now = Math.min(sec, this.#now + stepSec);
      this.clock.observe(this.now(), serverMs(this.serverMs()));
      this.scheduler.setAudition(this.audition);
      const { state } = this.jam;
      this.scheduler.tick(state.transport, planPlayback(state), isHeardIn(state));
    }
    this.jam.atMs = this.serverMs() - STARTED_AT;
    return this;
  }

  of(stem: StemSummary): FakeLoop[] {
    return this.loops.filter((loop) => loop.voice.stem.stemId === stem.stemId);
  }
  sounding(stem: StemSummary, at = this.#now): FakeLoop[] {
    return this.of(stem).filter((loop) => loop.at <= at && at < loop.stopAt);
  }
  /** Where the loop is at an audio time, in beats of its cycle. */
  phase(loop: FakeLoop, at: number): number {
    const beats = loop.voice.stem.bars * loop.voice.stem.beatsPerBar;
    return (((loop.offsetSec + at - loop.at) % loop.duration) / loop.duration) * beats;
  }
}

const bass = exampleStem('bass');
const keys = exampleStem('keys', { instrument: 'keys', bars: 2 });
const withBass = () => new ExampleJam().addStem(ana, 'bass', bass);

const auditionOf = (jam: ExampleJam, stem: StemSummary): Audition => ({
  voices: voicesOf(
    jam.state.transport,
    AUDITION_TRACK,
    { clipId: 'audition' as ClipId, stem, transposition: 0, barOffset: 0, launchBar: 0 as never },
    null,
  ),
  isFree: false,
});

describe('VoiceScheduler with a fake loudspeaker in virtual time', () => {
  it('TR2 TR4 a newcomer hears a running loop from the next bar on, in phase', () => {
    const jam = withBass();
    const late = new Listener(jam).load(bass);
    late.runTo(10);
    const newcomer = new Listener(jam).load(bass);
    (newcomer as unknown as { serverMs: (at?: number) => number }).serverMs = (at = newcomer.now()) =>
      STARTED_AT + 7_777 + at * 1000;
    newcomer.runTo(4);
    const [loop] = newcomer.of(bass);
    expect(newcomer.of(bass)).toHaveLength(1);
    const startBeat = ((newcomer.serverMs(loop!.at) - STARTED_AT) / 60_000) * 120;
    expect(startBeat).toBeCloseTo(16, 3);
    expect(loop!.at).toBeLessThanOrEqual(2);
    expect(newcomer.phase(loop!, loop!.at)).toBeCloseTo(loopBeatAt(loop!.voice, beat(16)), 6);
  });

  it('TR5 late audio starts at the next bar, in phase', () => {
    const listener = new Listener(withBass());
    listener.runTo(6.1).load(bass).runTo(10);
    const [loop] = listener.of(bass);
    expect(listener.beatAt(loop!.at) % 4).toBeCloseTo(0, 3);
    expect(loop!.at).toBeGreaterThan(6.1);
    expect(loop!.at).toBeLessThan(8.2);
    expect(listener.phase(loop!, loop!.at)).toBeCloseTo(listener.beatAt(loop!.at) % 16, 3);
  });

  it('TR2 a removed clip ends where its bar ends', () => {
    const listener = new Listener(withBass()).load(bass).runTo(5.3);
    listener.jam.do(ana, { type: 'track.remove', trackId: 'bass' as TrackId });
    listener.runTo(9);
    const [loop] = listener.of(bass);
    expect(listener.beatAt(loop!.stopAt)).toBeCloseTo(12, 3);
  });

  it('a removal that arrives after its bar is done at once', () => {
    const listener = new Listener(withBass()).load(bass).runTo(5.3);
    const late = listener.jam;
    listener.jam = new ExampleJam(late.state, late.atMs);
    late.do(ana, { type: 'track.remove', trackId: 'bass' as TrackId });
    listener.runTo(6.2);
    listener.jam = late;
    listener.runTo(7);
    const [loop] = listener.of(bass);
    expect(loop!.stopAt).toBeGreaterThan(6.2);
    expect(loop!.stopAt).toBeLessThan(6.35);
  });

  it('an undone removal goes on without a break', () => {
    const listener = new Listener(withBass()).load(bass).runTo(5.35);
    listener.jam.do(ana, { type: 'track.remove', trackId: 'bass' as TrackId });
    listener.runTo(5.45);
    listener.jam.do(ana, { type: 'undo' });
    listener.runTo(9);
    expect(listener.sounding(bass)).toHaveLength(1);
    expect(listener.sounding(bass, 5.8)).toHaveLength(1);
  });

  it('TR3 at a tempo change the loop goes on at its place in the new tempo', () => {
    const listener = new Listener(withBass()).load(bass).runTo(5);
    listener.jam.do(ana, { type: 'transport.set', bpm: 90 });
    listener.runTo(16);
    const [before, after] = listener.of(bass);
    expect(before!.stopAt).toBeCloseTo(after!.at, 4);
    expect(listener.beatAt(after!.at)).toBeCloseTo(16, 3);
    expect(after!.voice.bpm).toBe(90);
    expect(listener.phase(after!, after!.at)).toBeCloseTo(0, 3);
    expect(listener.of(bass)).toHaveLength(2);
  });

  it.each([-120, 60, 200])(
    'TR1 stays with the shared clock for ten minutes at %i ppm, together',
    (driftPpm) => {
      const jam = withBass().addStem(ana, 'keys', keys);
      const listener = new Listener(jam, driftPpm).load(bass, keys).runTo(600);
      for (let at = 10; at < 599; at += 7.31) {
        const [one] = listener.sounding(bass, at);
        const [other] = listener.sounding(keys, at);
        expect(listener.sounding(bass, at)).toHaveLength(1);
        const errorBeats = Math.abs(listener.phase(one!, at) - (listener.beatAt(at) % 16));
        expect(Math.min(errorBeats, 16 - errorBeats) * 500).toBeLessThan(2);
        const apart = Math.abs((listener.phase(one!, at) % 8) - listener.phase(other!, at));
        expect(Math.min(apart, 8 - apart) * 500).toBeLessThan(0.2);
      }
      for (const loop of listener.loops)
        expect(Math.abs(listener.beatAt(loop.at) % 4) % 3.99).toBeLessThan(0.02);
    },
  );

  it('a loop whose length is no whole number of samples stays in phase for an hour', () => {
    const odd = exampleStem('odd', { bpm: 117.31, bars: 1 });
    const jam = new ExampleJam().addStem(ana, 'odd', odd);
    const listener = new Listener(jam).load(odd).runTo(3_600, 0.25);
    const [loop] = listener.sounding(odd);
    const sec = loop!.at;
    const beats =
      ((listener.serverMs(sec) - listener.jam.state.transport.anchors.at(-1)!.serverMs) / 60_000) * 117.31;
    const jamBeat = listener.jam.state.transport.anchors.at(-1)!.beat + beats;
    expect(Math.abs(((jamBeat + 2) % 4) - 2 - listener.phase(loop!, sec)) * 511).toBeLessThan(1.1);
    expect(listener.of(odd).length).toBeGreaterThan(5);
  });

  it('an audition starts at the next beat in phase and disturbs nobody', () => {
    const listener = new Listener(withBass()).load(bass, keys).runTo(5.05);
    listener.audition = auditionOf(listener.jam, keys);
    listener.runTo(7.3);
    const [loop] = listener.of(keys);
    expect(loop!.at - 5.05).toBeLessThan(0.55);
    expect(listener.beatAt(loop!.at) % 1).toBeCloseTo(0, 3);
    expect(listener.phase(loop!, loop!.at)).toBeCloseTo(listener.beatAt(loop!.at) % 8, 3);
    listener.audition = null;
    listener.runTo(8);
    expect(loop!.stopAt - 7.3).toBeLessThan(0.12);
    expect(listener.sounding(bass)).toHaveLength(1);
    expect(listener.of(bass)).toHaveLength(1);
  });

  it('an auditioned stem that comes into the jam is not heard twice', () => {
    const listener = new Listener(withBass()).load(bass, keys).runTo(5.05);
    listener.audition = auditionOf(listener.jam, keys);
    listener.runTo(6.5);
    listener.jam.addStem(ana, 'keys', keys);
    listener.runTo(9);
    const [auditioned, inTheJam] = listener.of(keys);
    expect(auditioned!.voice.trackId).toBe(AUDITION_TRACK);
    expect(auditioned!.stopAt).toBeCloseTo(inTheJam!.at, 4);
  });

  it('a stem on a muted track can be tried', () => {
    const jam = withBass();
    jam.do(ana, { type: 'track.set', trackId: 'bass' as TrackId, settings: { mute: true } });
    const listener = new Listener(jam).load(bass).runTo(5.05);
    listener.audition = auditionOf(listener.jam, bass);
    listener.runTo(8);
    const auditioned = listener.sounding(bass).filter((loop) => loop.voice.trackId === AUDITION_TRACK);
    expect(auditioned).toHaveLength(1);
    expect(auditioned[0]!.at).toBeLessThan(5.75);
  });

  it('in an empty jam an audition starts at once and at its beginning', () => {
    const listener = new Listener(new ExampleJam()).load(keys).runTo(1.23);
    listener.audition = { ...auditionOf(listener.jam, keys), isFree: true };
    listener.runTo(4);
    const [loop] = listener.of(keys);
    expect(loop!.at).toBeLessThan(1.4);
    expect(loop!.offsetSec).toBe(0);
    expect(listener.of(keys)).toHaveLength(1);
  });

  it('after the page slept, everything is back in phase on a bar', () => {
    const listener = new Listener(withBass()).load(bass).runTo(5);
    listener.runTo(20, 15).runTo(25);
    const [loop] = listener.sounding(bass);
    expect(listener.phase(loop!, 24)).toBeCloseTo(listener.beatAt(24) % 16, 2);
  });
});
