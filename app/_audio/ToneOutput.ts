import { audioSec, type AudioSec } from '#server/contract/units';
import { createLimiter, LIMITER_LATENCY_SAMPLES } from './createLimiter';
import { heardNow } from './heardNow';
import type { Voice } from './planPlayback';
import type { LoopOutput, SoundingLoop } from './VoiceScheduler';

type ToneParts = typeof import('./tone');
type Tone = { [Part in keyof ToneParts]: ToneParts[Part] };

export interface StripSettings {
  /** Linear, 0 = silent. */
  gain: number;
  /** -1 (left) to +1 (right). */
  pan: number;
}

interface Strip {
  input: InstanceType<Tone['Gain']>;
  panner: InstanceType<Tone['Panner']>;
  meter: InstanceType<Tone['Meter']>;
}

/** Faders move this fast: at once to the hand, too slow to click. */
const RAMP_SEC = 0.02;
/** Highest level that leaves the page; converters and codecs need a little room above it. */
const CEILING = 10 ** (-0.5 / 20);
const RELEASE_SEC = 0.09;
/** What Tone's limiter, the fallback, looks ahead in every browser. */
const FALLBACK_LATENCY_SEC = 0.006;
/** Several stems at once are louder than one: leave them room before the limiter. */
const HEADROOM = 10 ** (-3 / 20);

/** The loudspeaker side: strips, master, limiter and meters. The only user of Tone.js. */
export class ToneOutput implements LoopOutput<AudioBuffer> {
  readonly sampleRate: number;
  readonly #strips = new Map<string, Strip>();
  readonly #master: InstanceType<Tone['Gain']>;
  readonly #masterMeter: InstanceType<Tone['Meter']>;
  readonly #toneContext: InstanceType<Tone['Context']>;
  /** What leaves the page; metered after the limiter, so the meter tells the truth. */
  readonly #last: InstanceType<Tone['Gain']>;

  private constructor(
    private readonly tone: Tone,
    readonly context: AudioContext,
    toneContext: InstanceType<Tone['Context']>,
    limiter: AudioNode | null,
    /** By this much sound comes out later than it was scheduled for. */
    readonly latencySec: number,
  ) {
    this.sampleRate = context.sampleRate;
    this.#toneContext = toneContext;
    this.#master = new tone.Gain(HEADROOM);
    this.#masterMeter = new tone.Meter({ smoothing: 0.75 });
    this.#last = new tone.Gain(1);
    this.#last.connect(this.#masterMeter);
    this.#last.connect(context.destination);
    if (limiter) {
      this.#master.connect(limiter);
      limiter.connect(this.#last.input as AudioNode);
    } else this.#master.chain(new tone.Limiter(-1), this.#last);
  }

  /** @param context opened in the tap that asked for sound: browsers insist */
  static async open(context: AudioContext): Promise<ToneOutput> {
    Object.assign(globalThis, { TONE_SILENCE_LOGGING: true });
    const tone = await import('./tone');
    const toneContext = new tone.Context({ context, lookAhead: 0, updateInterval: 0.05 });
    tone.setContext(toneContext);
    const limiter = await openLimiter(context).catch(() => null);
    const latencySec = limiter ? LIMITER_LATENCY_SAMPLES / context.sampleRate : FALLBACK_LATENCY_SEC;
    return new ToneOutput(tone, context, toneContext, limiter, latencySec);
  }

  now(): AudioSec {
    return audioSec(this.context.currentTime);
  }

  /** Audio time of what leaves the loudspeaker now. */
  heardNow(): AudioSec {
    return heardNow(this.context, performance.now());
  }

  /** About every 50 ms, in background tabs too. */
  onTick(run: () => void): void {
    this.#toneContext.on('tick', run);
  }

  start(voice: Voice, audio: AudioBuffer, at: AudioSec, offsetSec: number, fadeSec: number): SoundingLoop {
    const source = new this.tone.ToneBufferSource({
      url: audio,
      loop: true,
      fadeIn: fadeSec,
      onended: () => undefined,
    });
    source.connect(this.#strip(voice.trackId).input);
    const { length, sampleRate } = audio;
    // It begins to fade in before its time with what comes before in the loop, so that its first sample has full level.
    const first = Math.round((offsetSec - fadeSec) * sampleRate);
    const startAt = at - fadeSec;
    source.start(startAt, (((first % length) + length) % length) / sampleRate);
    return {
      stop: (stopAt, stopFadeSec) => {
        source.fadeOut = stopFadeSec;
        if (stopAt - stopFadeSec <= startAt + fadeSec) source.fadeOut = 0;
        source.stop(Math.max(this.now(), stopAt - Number(source.fadeOut)));
      },
      keep: () => void source.cancelStop(),
    };
  }

  setStrip(id: string, { gain, pan }: StripSettings): void {
    const isNew = !this.#strips.has(id);
    const strip = this.#strip(id);
    if (isNew) {
      strip.input.gain.value = gain;
      strip.panner.pan.value = pan;
    } else {
      if (strip.input.gain.value !== gain) strip.input.gain.rampTo(gain, RAMP_SEC);
      if (strip.panner.pan.value !== pan) strip.panner.pan.rampTo(pan, RAMP_SEC);
    }
  }

  dropStrip(id: string): void {
    const strip = this.#strips.get(id);
    this.#strips.delete(id);
    if (strip) for (const node of Object.values(strip)) node.dispose();
  }

  get stripIds(): string[] {
    return [...this.#strips.keys()];
  }

  /** RMS in dB full scale; the master's without an id. */
  level(id?: string): number {
    const meter = id === undefined ? this.#masterMeter : this.#strips.get(id)?.meter;
    const value = meter?.getValue();
    return typeof value === 'number' ? value : -Infinity;
  }

  /** Gives a node what goes to the loudspeaker, too, for measuring. */
  tap(node: AudioNode): void {
    this.#last.connect(node);
  }

  async close(): Promise<void> {
    for (const id of this.stripIds) this.dropStrip(id);
    this.#master.dispose();
    this.#last.dispose();
    this.#masterMeter.dispose();
    this.#toneContext.dispose();
    if (this.context.state !== 'closed') await this.context.close();
  }

  #strip(id: string): Strip {
    const known = this.#strips.get(id);
    if (known) return known;
    const strip: Strip = {
      input: new this.tone.Gain(1),
      // Panner would make stereo stems mono without this.
      panner: new this.tone.Panner({ pan: 0, channelCount: 2 }),
      meter: new this.tone.Meter({ smoothing: 0.75 }),
    };
    strip.input.connect(strip.panner);
    strip.panner.connect(this.#master);
    strip.panner.connect(strip.meter);
    this.#strips.set(id, strip);
    return strip;
  }
}

async function openLimiter(context: AudioContext): Promise<AudioNode> {
  const source = `
    const limit = (${createLimiter.toString()})(sampleRate, 2, ${LIMITER_LATENCY_SAMPLES}, ${CEILING}, ${RELEASE_SEC});
    registerProcessor('limiter', class extends AudioWorkletProcessor {
      process([input], [output]) { limit(input, output); return true; }
    });`;
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  try {
    await context.audioWorklet.addModule(url);
    return new AudioWorkletNode(context, 'limiter', {
      outputChannelCount: [2],
      channelCount: 2,
      channelCountMode: 'explicit',
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
