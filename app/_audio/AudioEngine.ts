import type { Proposal } from '#server/contract/ballot';
import type { ClipId, TrackId } from '#server/contract/ids';
import type { JamState, TrackSettings } from '#server/contract/jam';
import type { Beat, ServerMs } from '#server/contract/units';
import { createAudioStore, type AudioStore, type ClipStatus } from './audioStore';

export interface ClockPort {
  /** The server's time; null while it is not known. */
  serverNow(): ServerMs | null;
}

/** Everything this browser sounds. The only importer of Tone.js. */
export class AudioEngine {
  readonly store: AudioStore = createAudioStore();

  /** Starts to sound, in phase, at the next bar. Call it from a tap or key press: browsers insist. */
  async listen(): Promise<void> {}

  /** Falls silent here; the jam goes on for everybody else. */
  pause(): void {}

  get isListening(): boolean {
    return this.store.getState().listenState === 'listening';
  }

  /**
   * @param confirmed decides what sounds when: only the room knows launch bars
   * @param predicted decides gain, pan, mute and solo, so that faders answer at once
   */
  setJam(_confirmed: JamState | null, _predicted: JamState | null = _confirmed): void {}

  setClock(_clock: ClockPort | null): void {}

  /** Moves a fader without an op, while it is dragged; null lets go. */
  previewTrack(_trackId: TrackId, _settings: Partial<Pick<TrackSettings, 'gainDb' | 'pan'>> | null): void {}

  /** Sounds a stem for this listener only, in time with the jam, from the next beat; null stops it. Starts listening if need be. */
  async audition(_proposal: Proposal | null): Promise<void> {}

  /** Fetches audio that is likely to be wanted soon, politely. */
  prefetch(_proposals: readonly Proposal[]): void {}

  /** RMS level in dB full scale, -Infinity when silent. Cheap: call it once per frame. */
  trackLevel(_trackId: TrackId): number {
    return -Infinity;
  }

  masterLevel(): number {
    return -Infinity;
  }

  auditionLevel(): number {
    return -Infinity;
  }

  /** The beat that leaves the loudspeaker now (or would, while silent); null while the clock is not known. */
  beatNow(): Beat | null {
    return null;
  }

  clipStatus(_clipId: ClipId): ClipStatus {
    return 'loading';
  }

  close(): void {}
}
