import type { Proposal } from '#server/contract/ballot';
import type { ClipId, TrackId } from '#server/contract/ids';
import { isAudible, type JamState } from '#server/contract/jam';
import { beatAt } from '#server/contract/transport';
import { beat, dbToGain, type Beat, type ServerMs } from '#server/contract/units';
import { AudioClock } from './AudioClock';
import {
  createAudioStore,
  type AudioStore,
  type AuditionView,
  type ClipStatus,
  type ListenState,
} from './audioStore';
import { clipStatuses } from './clipStatuses';
import { CONTEXT_OPTIONS, decodeLoop } from './decodeLoop';
import { mergePreview, type FaderMove, type FaderPreview } from './mergePreview';
import { AUDITION_TRACK, planAudition, type Audition } from './planAudition';
import { isHeardIn, planPlayback, voicesAt, type Voice } from './planPlayback';
import { exposeProbe } from './probe';
import { StemBuffers } from './StemBuffers';
import { ToneOutput } from './ToneOutput';
import { VoiceScheduler } from './VoiceScheduler';

export interface ClockPort {
  /** The server's time; null while it is not known. */
  serverNow(): ServerMs | null;
}

/** What the browser needs to begin; longer means that it wants another tap. */
const START_MS = 1_500;
/** Time for the fade before the audio clock is stopped. */
const FADE_MS = 120;
/** Audio that failed to load is asked for again this often. */
const RETRY_TICKS = 200;

/** Everything this browser sounds. The jam's clips come from the confirmed state, the faders from the predicted one. */
export class AudioEngine {
  readonly store: AudioStore = createAudioStore();
  readonly #audioClock = new AudioClock();
  readonly #buffers = new StemBuffers<AudioBuffer>({
    fetch: (path, signal) => fetch(path, { signal }),
    decode: decodeLoop,
    bytesOf: (audio) => audio.length * audio.numberOfChannels * Float32Array.BYTES_PER_ELEMENT,
    onChanged: () => this.#showClips(),
  });
  readonly #previews = new Map<TrackId, FaderPreview>();
  #clock: ClockPort | null = null;
  #confirmed: JamState | null = null;
  #predicted: JamState | null = null;
  #plan: readonly Voice[] = [];
  #auditioned: Proposal | null = null;
  #context: AudioContext | null = null;
  #output: ToneOutput | null = null;
  #scheduler: VoiceScheduler<AudioBuffer> | null = null;
  #opening: Promise<void> | null = null;
  #wantsSound = false;
  #isClosed = false;
  #ticks = 0;

  /** Starts to sound, in phase, at the next bar. Call it from a tap or key press: browsers insist. */
  async listen(): Promise<void> {
    if (this.#isClosed) return;
    this.#wantsSound = true;
    if (typeof AudioContext === 'undefined') return this.#showListening('unsupported');
    if (this.store.getState().listenState !== 'listening') this.#showListening('starting');
    try {
      this.#context ??= this.#openContext();
      // Before anything is awaited: some browsers only count what happens inside the tap itself.
      const running = this.#context.resume().catch(() => undefined);
      this.#opening ??= this.#open(this.#context);
      await this.#opening;
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, START_MS))]);
    } catch (cause) {
      // Its code could not be fetched, or the loudspeaker is not to be had just now. The next tap tries again.
      this.#opening = null;
      this.#showListening('blocked');
      throw new Error('The audio engine could not be opened.', { cause });
    }
    this.#followContext();
  }

  /** Falls silent here; the jam goes on for everybody else. */
  pause(): void {
    this.#wantsSound = false;
    void this.audition(null);
    this.#scheduler?.stopAll();
    this.#audioClock.reset();
    this.#showListening('silent');
    setTimeout(() => {
      if (!this.#wantsSound && this.#context?.state === 'running') void this.#context.suspend();
    }, FADE_MS);
  }

  get isListening(): boolean {
    return this.store.getState().listenState === 'listening';
  }

  /**
   * @param confirmed decides what sounds when: only the room knows launch bars
   * @param predicted decides gain, pan, mute and solo, so that faders answer at once
   */
  setJam(confirmed: JamState | null, predicted: JamState | null = confirmed): void {
    const isNewPlan = confirmed !== this.#confirmed;
    this.#confirmed = confirmed;
    this.#predicted = predicted;
    if (isNewPlan) {
      this.#plan = confirmed ? planPlayback(confirmed) : [];
      this.#scheduler?.setAudition(this.#auditionPlan());
    }
    this.#requestAudio();
    this.#applyMix();
    this.#showClips();
    if (isNewPlan) this.#tick();
  }

  setClock(clock: ClockPort | null): void {
    this.#clock = clock;
  }

  /** Moves faders without an op, while they are dragged; null lets one go. */
  previewTrack(trackId: TrackId, move: FaderMove): void {
    this.#previews.set(trackId, mergePreview(this.#previews.get(trackId), move));
    this.#applyMix();
  }

  /**
   * Sounds a stem for this listener only, in time with the jam, from the next beat; null stops it. Starts listening if
   * need be, so call it from a tap or key press the first time.
   */
  async audition(proposal: Proposal | null): Promise<void> {
    this.#auditioned = proposal;
    this.#scheduler?.setAudition(this.#auditionPlan());
    this.#requestAudio();
    this.#showAudition();
    this.#tick();
    if (proposal && !this.#wantsSound) await this.listen();
  }

  /** Fetches audio that is likely to be wanted soon, after everything that is wanted now. */
  prefetch(proposals: readonly Proposal[]): void {
    if (!this.#confirmed) return;
    // The newest wish is fetched first, so the best proposal is wished last.
    for (const proposal of proposals.toReversed())
      for (const voice of planAudition(this.#confirmed, proposal).voices) this.#buffers.request(voice, false);
  }

  /** RMS level in dB full scale, -Infinity when silent. Cheap: call it once per frame. */
  trackLevel(trackId: TrackId): number {
    return this.#level(trackId);
  }

  masterLevel(): number {
    return this.#level();
  }

  auditionLevel(): number {
    return this.#level(AUDITION_TRACK);
  }

  /** The beat that leaves the loudspeaker now (or would, while silent); null while the clock is not known. */
  beatNow(): Beat | null {
    const now = this.#clock?.serverNow() ?? null;
    if (now === null || !this.#confirmed) return null;
    const { transport } = this.#confirmed;
    const sounding =
      this.isListening && this.#scheduler && this.#output && this.#audioClock.isReady
        ? this.#scheduler.beatHeardAt(this.#audioClock.toAudio(now), transport.beatsPerBar)
        : null;
    return sounding ?? beatAt(transport, now);
  }

  clipStatus(clipId: ClipId): ClipStatus {
    return this.store.getState().clips[clipId] ?? 'loading';
  }

  close(): void {
    this.#isClosed = true;
    this.#wantsSound = false;
    this.#buffers.close();
    this.#scheduler = null;
    const output = this.#output;
    this.#output = null;
    void (output ? output.close() : this.#context?.close());
  }

  /** A stopped audio clock leaves the meters where they were. */
  #level(id?: string): number {
    return this.isListening && this.#output ? this.#output.level(id) : -Infinity;
  }

  #openContext(): AudioContext {
    const context = new AudioContext(CONTEXT_OPTIONS);
    // The system may take the loudspeaker away, as for a phone call, and give it back.
    context.addEventListener('statechange', () => this.#followContext());
    return context;
  }

  async #open(context: AudioContext): Promise<void> {
    const output = await ToneOutput.open(context);
    if (this.#isClosed) return output.close();
    this.#output = output;
    this.#scheduler = new VoiceScheduler(
      output,
      this.#audioClock,
      (voice) => this.#buffers.get(voice),
      output.latencySec,
    );
    this.#scheduler.setAudition(this.#auditionPlan());
    this.#applyMix();
    output.onTick(() => this.#tick());
    exposeProbe({ output, scheduler: this.#scheduler, audioClock: this.#audioClock });
  }

  /** Shows whether we sound, as the browser sees it. */
  #followContext(): void {
    if (!this.#wantsSound || this.#isClosed || !this.#context || !this.#output) return;
    if (this.#context.state === 'running') return this.#showListening('listening');
    this.#audioClock.reset();
    this.#scheduler?.stopAll();
    this.#showListening('blocked');
  }

  #tick(): void {
    const { state } = this.#context ?? {};
    if (!this.#wantsSound || !this.#output || !this.#scheduler || state !== 'running' || !this.#confirmed)
      return;
    const now = this.#clock?.serverNow() ?? null;
    if (now === null) return;
    this.#audioClock.observe(this.#output.heardNow(), now);
    const isHeard = isHeardIn(this.#predicted ?? this.#confirmed);
    this.#scheduler.tick(this.#confirmed.transport, this.#plan, isHeard);
    this.#endTakenAudition(beatAt(this.#confirmed.transport, now), isHeard);
    this.#showAudition();
    if ((this.#ticks += 1) % RETRY_TICKS === 0) {
      this.#requestAudio();
      this.#dropUnusedStrips(this.#confirmed);
    }
  }

  /** What was tried privately has come into the jam: it is heard there. */
  #endTakenAudition(now: Beat, isHeard: (voice: Voice) => boolean): void {
    const stemId = this.#auditioned?.stem.stemId;
    if (!stemId) return;
    if (voicesAt(this.#plan, now).some((voice) => voice.stem.stemId === stemId && isHeard(voice)))
      void this.audition(null);
  }

  #auditionPlan(): Audition | null {
    return this.#auditioned && this.#confirmed && planAudition(this.#confirmed, this.#auditioned);
  }

  #requestAudio(): void {
    const ahead = this.#predicted && this.#predicted !== this.#confirmed ? planPlayback(this.#predicted) : [];
    for (const voice of [...this.#plan, ...ahead, ...(this.#auditionPlan()?.voices ?? [])])
      this.#buffers.request(voice, true);
  }

  #applyMix(): void {
    const jam = this.#predicted ?? this.#confirmed;
    if (!this.#output || !jam) return;
    for (const track of jam.tracks) {
      const { gainDb, pan } = { ...track, ...this.#previews.get(track.trackId) };
      this.#output.setStrip(track.trackId, {
        gain: isAudible(track, jam.tracks) ? dbToGain(gainDb) : 0,
        pan,
      });
    }
  }

  #dropUnusedStrips(jam: JamState): void {
    if (!this.#output || !this.#scheduler) return;
    const used = this.#scheduler.tracksInUse;
    for (const id of this.#output.stripIds)
      if (!used.has(id) && !jam.tracks.some((track) => track.trackId === id)) this.#output.dropStrip(id);
  }

  #showListening(listenState: ListenState): void {
    if (this.store.getState().listenState !== listenState) this.store.setState({ listenState });
  }

  #showClips(): void {
    const ahead = this.#predicted ? planPlayback(this.#predicted) : [];
    const clips = clipStatuses([...this.#plan, ...ahead], (voice) => this.#buffers.stateOf(voice));
    const shown = this.store.getState().clips;
    const ids = Object.keys(clips) as ClipId[];
    if (ids.length !== Object.keys(shown).length || ids.some((id) => clips[id] !== shown[id]))
      this.store.setState({ clips });
    this.#showAudition();
  }

  #showAudition(): void {
    const audition = this.#auditioned && this.#auditionView(this.#auditioned);
    const shown = this.store.getState().audition;
    if (audition?.suggestionId !== shown?.suggestionId || audition?.state !== shown?.state)
      this.store.setState({ audition });
  }

  #auditionView({ suggestionId }: Proposal): AuditionView {
    const voices = this.#auditionPlan()?.voices ?? [];
    const now = this.beatNow() ?? beat(0);
    const voice = voicesAt(voices, now)[0] ?? voices[0];
    const loaded = voice ? this.#buffers.stateOf(voice) : 'loading';
    if (!voice || loaded !== 'ready')
      return { suggestionId, state: loaded === 'failed' ? 'failed' : 'loading' };
    return { suggestionId, state: this.#scheduler?.isSounding(voice.key) ? 'sounding' : 'waiting' };
  }
}
