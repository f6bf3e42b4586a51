import { audioSec, bar, beat, type AudioSec, type Bar, type Beat } from '#server/contract/units';

/** A bar whose place in audio time is decided. */
export interface GridBar {
  bar: Bar;
  at: AudioSec;
  lengthSec: number;
  /** It begins a little before or after the end of the one before: the clocks had drifted apart. */
  isCorrected: boolean;
}

/** Drift below this is left alone; above it the next bar is put right. Far below what anybody hears between listeners. */
const TOLERANCE_SEC = 0.001;
/** Bars kept for drawing and measuring. */
const MAX_BARS = 64;

/**
 * The jam's bars in audio time. Each bar is decided once, shortly before it begins, and everything that sounds keeps
 * to that: voices can never disagree among themselves, and corrections happen on bars, all together.
 */
export class BarGrid {
  #bars: GridBar[] = [];

  get last(): GridBar | null {
    return this.#bars.at(-1) ?? null;
  }

  get bars(): readonly GridBar[] {
    return this.#bars;
  }

  /**
   * Decides where a bar begins.
   *
   * @param wanted where the shared clock says it begins
   * @param lengthSec at the tempo of this bar
   */
  decide(at: Bar, wanted: AudioSec, lengthSec: number): GridBar {
    const before = this.last;
    const continued = before && before.bar === at - 1 ? audioSec(before.at + before.lengthSec) : null;
    const isContinued = continued !== null && Math.abs(continued - wanted) <= TOLERANCE_SEC;
    const decided: GridBar = {
      bar: at,
      at: isContinued ? continued : wanted,
      lengthSec,
      isCorrected: before !== null && !isContinued,
    };
    this.#bars = [...this.#bars.filter((other) => other.bar < at), decided].slice(-MAX_BARS);
    return decided;
  }

  /** A new length for the last bar: its tempo was changed after it had been decided. */
  restretch(lengthSec: number): void {
    const last = this.last;
    if (last) this.#bars = [...this.#bars.slice(0, -1), { ...last, lengthSec }];
  }

  reset(): void {
    this.#bars = [];
  }

  /** The decided bar that sounds at a moment, or the first one before it began; null: none is decided. */
  barAt(at: AudioSec): GridBar | null {
    return this.#bars.findLast((decided) => decided.at <= at) ?? this.#bars[0] ?? null;
  }

  beatAt(at: AudioSec, beatsPerBar: number): Beat | null {
    const decided = this.barAt(at);
    return decided && beat((decided.bar + (at - decided.at) / decided.lengthSec) * beatsPerBar);
  }

  /** The first whole beat that begins at or after a moment. */
  nextBeat(after: AudioSec, beatsPerBar: number): { beat: Beat; at: AudioSec; beatSec: number } | null {
    const decided = this.barAt(after);
    if (!decided) return null;
    const beatSec = decided.lengthSec / beatsPerBar;
    const beats = Math.ceil((after - decided.at) / beatSec - 1e-6);
    const next = this.#bars.find((other) => other.bar === decided.bar + 1);
    // The next bar may have been corrected: its own first beat is where it was decided to be.
    if (beats >= beatsPerBar && next)
      return { beat: beat(next.bar * beatsPerBar), at: next.at, beatSec: next.lengthSec / beatsPerBar };
    return {
      beat: beat(decided.bar * beatsPerBar + beats),
      at: audioSec(decided.at + beats * beatSec),
      beatSec,
    };
  }
}

export const nextBar = (at: Bar): Bar => bar(at + 1);
