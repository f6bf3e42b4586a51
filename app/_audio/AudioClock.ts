import { audioSec, serverMs, type AudioSec, type ServerMs } from '#server/contract/units';

/** Readings kept: about three seconds' worth. Shorter than any drift that matters, longer than any hiccup. */
const MAX_READINGS = 60;

/**
 * Relates the server's time to this browser's audio time. Both are read in pairs many times; single pairs are off by
 * as much as a device buffer, their median is not.
 */
export class AudioClock {
  /** `audioSec - serverMs / 1000`, oldest first. */
  #offsets: number[] = [];
  #offset: number | null = null;

  /** @param heard audio time of what leaves the loudspeaker at `at` */
  observe(heard: AudioSec, at: ServerMs): void {
    this.#offsets.push(heard - at / 1000);
    if (this.#offsets.length > MAX_READINGS) this.#offsets.shift();
    const sorted = [...this.#offsets].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    this.#offset = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  }

  /** Enough pairs to rely on. */
  get isReady(): boolean {
    return this.#offsets.length >= 3;
  }

  /** After the audio clock stood still, older pairs mean nothing. */
  reset(): void {
    this.#offsets = [];
    this.#offset = null;
  }

  /** When a sound has to be in the audio clock to be heard at a moment of the server's. */
  toAudio(at: ServerMs): AudioSec {
    return audioSec(at / 1000 + this.#known());
  }

  toServer(at: AudioSec): ServerMs {
    return serverMs((at - this.#known()) * 1000);
  }

  #known(): number {
    if (this.#offset === null) throw new Error('The audio clock was asked before it was observed.');
    return this.#offset;
  }
}
