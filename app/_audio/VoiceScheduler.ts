import { loopBeatAt } from '#server/contract/jam';
import { serverMsAtBar, beatAt, type Transport } from '#server/contract/transport';
import { audioSec, bar, beat, type AudioSec, type Bar, type Beat } from '#server/contract/units';
import type { AudioClock } from './AudioClock';
import { BarGrid, nextBar, type GridBar } from './BarGrid';
import { AUDITION_TRACK, type Audition } from './planAudition';
import { voicesAt, type Voice } from './planPlayback';

/** Decoded audio of one whole cycle. */
export interface LoopAudio {
  /** Seconds. */
  readonly duration: number;
}

/** A loop that sounds, or is about to. */
export interface SoundingLoop {
  /** Silent from `at` on, after a fade of `fadeSec` that ends there. */
  stop(at: AudioSec, fadeSec: number): void;
  /** Takes a stop back that has not begun. */
  keep(): void;
}

/** What the scheduler asks of the loudspeaker side. */
export interface LoopOutput<Audio extends LoopAudio> {
  readonly sampleRate: number;
  /** Audio time of what is computed now. */
  now(): AudioSec;
  /** At `at` the loop is at `offsetSec` and at full level; it fades in during the `fadeSec` before. */
  start(voice: Voice, audio: Audio, at: AudioSec, offsetSec: number, fadeSec: number): SoundingLoop;
}

/** Something that was scheduled, for measuring. */
export interface ScheduledEvent {
  kind: 'start' | 'stop';
  key: string;
  stemId: string;
  at: AudioSec;
  beat: Beat;
  offsetSec: number;
  /** The same voice again, to put its phase right or to go on over a seam. */
  isContinuation: boolean;
}

interface Playing<Audio> {
  voice: Voice;
  audio: Audio;
  at: AudioSec;
  offsetSec: number;
  loop: SoundingLoop;
  stopAt: AudioSec | null;
  isFree: boolean;
}

/** A bar is decided this long before it begins. Longer than a busy page hesitates, shorter than any bar. */
const LOOKAHEAD_SEC = 0.4;
/** What is asked for later than this before its time does not start in time for sure. */
const LEAD_SEC = 0.015;
/** Two rounds of a loop cross over this long; the same sound in both, so nothing is heard of it. */
const CROSS_SEC = 0.004;
const END_SEC = 0.01;
const STOP_NOW_SEC = 0.03;
/** A voice this far from its place is put right at the next bar: a loop's length is rounded to whole samples. */
const PHASE_TOLERANCE_SEC = 0.00008;
const MAX_EVENTS = 400;

/**
 * Makes the plan sound: decides bars in audio time, starts voices on bars in phase when their audio is there (TR4, TR5),
 * ends them on bars, and keeps long-running loops in phase. It never starts or shifts anything inside a bar.
 */
export class VoiceScheduler<Audio extends LoopAudio> {
  readonly grid = new BarGrid();
  readonly events: ScheduledEvent[] = [];
  readonly #playing = new Map<string, Playing<Audio>>();
  #audition: Audition | null = null;

  constructor(
    private readonly output: LoopOutput<Audio>,
    private readonly clock: AudioClock,
    /** Null: not here yet. */
    private readonly audioOf: (voice: Voice) => Audio | null,
    /** By this much the output comes later than it was scheduled for. */
    private readonly latencySec = 0,
  ) {}

  setAudition(audition: Audition | null): void {
    this.#audition = audition;
  }

  /**
   * Call it often; what it does is exact whenever it is called.
   *
   * @param isHeard whether a voice's track is turned up here: a silent one is no reason not to try its stem
   */
  tick(transport: Transport, plan: readonly Voice[], isHeard: (voice: Voice) => boolean = () => true): void {
    if (!this.clock.isReady) return;
    const { last } = this.grid;
    if (last) {
      const lengthSec = lengthOf(transport, last.bar);
      if (Math.abs(lengthSec - last.lengthSec) > 1e-9) this.grid.restretch(lengthSec);
    }
    const decided = this.#decideNextBar(transport);
    const auditioned = this.#audition && !this.#audition.isFree ? this.#audition.voices : [];
    const wanted = decided ?? this.grid.last;
    if (!wanted) return;
    const at = beat(wanted.bar * transport.beatsPerBar);
    const voices = [...voicesAt(plan, at)];
    // What has come into the jam is not heard twice.
    const heardAnyway = new Set(voices.filter(isHeard).map((voice) => voice.stem.stemId));
    voices.push(...voicesAt(auditioned, at).filter((voice) => !heardAnyway.has(voice.stem.stemId)));
    if (decided) this.#alignAt(decided, at);
    this.#stopOthers(voices, wanted);
    this.#startOnBar(voices, wanted, at);
    this.#startAudition(auditioned, heardAnyway, transport.beatsPerBar);
    this.#startFreeAudition();
  }

  /** Silence soon, as after pause. The next tick starts from nothing. */
  stopAll(): void {
    for (const playing of this.#playing.values()) this.#stop(playing, this.#soon(), STOP_NOW_SEC);
    this.#playing.clear();
    this.grid.reset();
  }

  /** The beat that is heard when the audio clock's output is at a moment; null before the first bar is decided. */
  beatHeardAt(heard: AudioSec, beatsPerBar: number): Beat | null {
    return this.grid.beatAt(audioSec(heard - this.latencySec), beatsPerBar);
  }

  /** Whether a voice sounds now. */
  isSounding(key: string): boolean {
    const playing = this.#playing.get(key);
    return playing !== undefined && playing.at <= this.output.now();
  }

  /** Tracks with a voice that sounds, is about to, or is fading. */
  get tracksInUse(): Set<string> {
    return new Set([...this.#playing.values()].map(({ voice }) => voice.trackId));
  }

  /** Null: the next bar is too far away to decide it. */
  #decideNextBar(transport: Transport): GridBar | null {
    const now = this.output.now();
    const last = this.grid.last;
    let at = last ? nextBar(last.bar) : this.#firstBarAfter(transport, now);
    let wanted = this.#audioOfBar(transport, at);
    if (wanted < now + LEAD_SEC + CROSS_SEC) {
      // The page slept through a bar: go on with the next one there is.
      at = this.#firstBarAfter(transport, now);
      wanted = this.#audioOfBar(transport, at);
    }
    if (wanted - now > LOOKAHEAD_SEC && last) return null;
    return this.grid.decide(at, wanted, lengthOf(transport, at));
  }

  #firstBarAfter(transport: Transport, now: AudioSec): Bar {
    const soonest = this.clock.toServer(audioSec(now + this.latencySec + LEAD_SEC + CROSS_SEC));
    return bar(Math.max(0, Math.ceil(beatAt(transport, soonest) / transport.beatsPerBar)));
  }

  #audioOfBar(transport: Transport, at: Bar): AudioSec {
    return audioSec(this.clock.toAudio(serverMsAtBar(transport, at)) - this.latencySec);
  }

  /** Voices that go on over the bar line but are not where they should be cross over to their right place. */
  #alignAt(decided: GridBar, at: Beat): void {
    for (const playing of this.#playing.values()) {
      if (playing.isFree || playing.stopAt !== null || playing.at >= decided.at) continue;
      const length = playing.audio.duration;
      const actual = (playing.offsetSec + (decided.at - playing.at)) % length;
      const wanted = offsetOf(playing.voice, at, length);
      const distance = Math.abs(actual - wanted);
      if (Math.min(distance, length - distance) <= PHASE_TOLERANCE_SEC) continue;
      playing.loop.stop(decided.at, CROSS_SEC);
      this.#start(playing.voice, playing.audio, decided.at, at, true);
    }
  }

  #stopOthers(voices: readonly Voice[], decided: GridBar): void {
    const wanted = new Set(voices.map((voice) => voice.key));
    const soon = this.#soon();
    for (const playing of this.#playing.values()) {
      const { key } = playing.voice;
      if (playing.isFree ? this.#isAuditioned(key) : wanted.has(key)) {
        if (playing.stopAt !== null && playing.stopAt > soon) {
          playing.loop.keep();
          playing.stopAt = null;
        }
      } else if (playing.stopAt === null) {
        // A private listen ends when its listener says so; everything else ends on the bar.
        const isLetGo = playing.voice.trackId === AUDITION_TRACK && !this.#isAuditioned(key);
        const isOnTime = decided.at > soon && !isLetGo && playing.at < decided.at;
        this.#stop(playing, isOnTime ? decided.at : soon, isOnTime ? END_SEC : STOP_NOW_SEC);
      } else if (playing.stopAt <= this.output.now()) this.#playing.delete(key);
    }
  }

  #startOnBar(voices: readonly Voice[], decided: GridBar, at: Beat): void {
    if (decided.at - CROSS_SEC < this.output.now() + LEAD_SEC) return;
    for (const voice of voices) {
      if (this.#isComing(voice.key)) continue;
      const audio = this.audioOf(voice);
      if (audio) this.#start(voice, audio, decided.at, at, false);
    }
  }

  /** A private listen need not wait for the bar: the next beat is soon enough to judge and early enough to be in time. */
  #startAudition(voices: readonly Voice[], heardAnyway: ReadonlySet<string>, beatsPerBar: number): void {
    const next = this.grid.nextBeat(audioSec(this.output.now() + LEAD_SEC + CROSS_SEC), beatsPerBar);
    if (!next) return;
    for (const voice of voicesAt(voices, next.beat)) {
      if (this.#isComing(voice.key) || heardAnyway.has(voice.stem.stemId)) continue;
      const audio = this.audioOf(voice);
      if (audio) this.#start(voice, audio, next.at, next.beat, false);
    }
  }

  #startFreeAudition(): void {
    const voice = this.#audition?.isFree ? this.#audition.voices[0] : undefined;
    if (!voice || this.#isComing(voice.key)) return;
    const audio = this.audioOf(voice);
    const playing = audio && this.#start(voice, audio, this.#soon(), loopStart(voice), false);
    if (playing) playing.isFree = true;
  }

  #start(voice: Voice, audio: Audio, at: AudioSec, jamBeat: Beat, isContinuation: boolean): Playing<Audio> {
    const onSample = audioSec(Math.round(at * this.output.sampleRate) / this.output.sampleRate);
    const offsetSec = offsetOf(voice, jamBeat, audio.duration);
    const loop = this.output.start(voice, audio, onSample, offsetSec, CROSS_SEC);
    const playing: Playing<Audio> = {
      voice,
      audio,
      at: onSample,
      offsetSec,
      loop,
      stopAt: null,
      isFree: false,
    };
    this.#playing.set(voice.key, playing);
    this.#log({ kind: 'start', at: onSample, beat: jamBeat, offsetSec, isContinuation }, voice);
    return playing;
  }

  #stop(playing: Playing<Audio>, at: AudioSec, fadeSec: number): void {
    playing.loop.stop(at, fadeSec);
    playing.stopAt = at;
    this.#log({ kind: 'stop', at, beat: beat(NaN), offsetSec: 0, isContinuation: false }, playing.voice);
  }

  #isComing(key: string): boolean {
    const playing = this.#playing.get(key);
    return playing !== undefined && playing.stopAt === null;
  }

  #isAuditioned(key: string): boolean {
    return this.#audition?.voices.some((voice) => voice.key === key) ?? false;
  }

  #soon(): AudioSec {
    return audioSec(this.output.now() + STOP_NOW_SEC + LEAD_SEC);
  }

  #log(event: Omit<ScheduledEvent, 'key' | 'stemId'>, voice: Voice): void {
    this.events.push({ ...event, key: voice.key, stemId: voice.stem.stemId });
    if (this.events.length > MAX_EVENTS) this.events.shift();
  }
}

const lengthOf = (transport: Transport, at: Bar): number =>
  (serverMsAtBar(transport, nextBar(at)) - serverMsAtBar(transport, at)) / 1000;

const offsetOf = (voice: Voice, at: Beat, durationSec: number): number =>
  (loopBeatAt(voice, at) / (voice.stem.bars * voice.stem.beatsPerBar)) * durationSec;

/** A beat of the jam at which the voice's loop stands at its beginning. */
const loopStart = ({ stem, barOffset }: Voice): Beat => beat(barOffset * stem.beatsPerBar);
