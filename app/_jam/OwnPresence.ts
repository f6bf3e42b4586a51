import type { AuditionCommand, PresenceCommand } from '#server/contract/events';
import type { StemId } from '#server/contract/ids';
import type { PurposeTimers } from './PurposeTimers';

interface Tell {
  presence: (message: PresenceCommand) => void;
  audition: (message: AuditionCommand) => void;
}

/** Wandering over a list of suggestions is not told card by card. */
const AUDITION_PAUSE_MS = 120;
const PRESENCE_PAUSE_MS = 1_000;
const MOST_ERROR_MS = 10_000;

/** What the others see of us: kept through broken connections, told again after each join, and told seldom. */
export class OwnPresence {
  isJoined = false;
  #auditioning: StemId | null = null;
  #isListening = false;
  #clockErrorMs: number | null = null;
  #toldErrorMs: number | null = null;

  constructor(
    private readonly timers: PurposeTimers,
    private readonly tell: Tell,
  ) {}

  /** The room knows nothing of us yet. */
  joined(): void {
    this.isJoined = true;
    this.#tellPresence();
    if (this.#auditioning) this.#tellAudition();
  }

  setAudition(stemId: StemId | null): void {
    if (stemId === this.#auditioning) return;
    this.#auditioning = stemId;
    this.timers.later('audition', AUDITION_PAUSE_MS, () => this.#tellAudition());
  }

  setListening(listening: boolean): void {
    if (listening === this.#isListening) return;
    this.#isListening = listening;
    this.timers.later('presence', 0, () => this.#tellPresence());
  }

  /** The others see our sync lamp; they hear of it only when it has changed visibly. */
  setClockError(errorMs: number): void {
    this.#clockErrorMs = errorMs;
    const told = this.#toldErrorMs;
    const isVisible = told === null || errorMs > told * 1.5 + 1 || errorMs < told / 1.5 - 1;
    if (isVisible && !this.timers.has('presence'))
      this.timers.later('presence', PRESENCE_PAUSE_MS, () => this.#tellPresence());
  }

  #tellAudition(): void {
    if (this.isJoined) this.tell.audition({ stemId: this.#auditioning });
  }

  #tellPresence(): void {
    if (!this.isJoined) return;
    const errorMs = this.#clockErrorMs;
    this.#toldErrorMs = errorMs;
    this.tell.presence({
      listening: this.#isListening,
      clockErrorMs: errorMs === null ? null : Math.min(MOST_ERROR_MS, Math.round(errorMs * 10) / 10),
    });
  }
}
