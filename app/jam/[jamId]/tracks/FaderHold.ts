interface Tells {
  /** What is shown and heard here alone; null: what the jam says. */
  preview: (value: number | null) => void;
  /** What everybody is to hear. */
  submit: (value: number) => void;
}

/** Starts a timer; what it returns stops it. */
type SetTimer = (run: () => void, ms: number) => () => void;

/** Arrow keys come in bursts: this long after the last one, the fader is taken as let go. */
const SETTLE_MS = 350;

/** A fader from the moment it is touched until the others are told: many moves, one change. */
export class FaderHold {
  #value: number | null = null;
  #isSettling = false;
  #stopTimer = () => {};

  constructor(
    private readonly tells: Tells,
    private readonly setTimer: SetTimer = startTimer,
  ) {}

  move(value: number): void {
    this.#value = value;
    this.tells.preview(value);
    // The slider tells of a key that it has let go before it tells where it moved.
    if (this.#isSettling) this.#settle();
  }

  letGo(value: number): void {
    this.#value = value;
    this.#settle();
  }

  /** Tells the others at once, as when the fader leaves the page: where it was heard last is where it was meant. */
  finish(): void {
    this.#stopTimer();
    this.#isSettling = false;
    if (this.#value === null) return;
    const value = this.#value;
    this.#value = null;
    this.tells.submit(value);
    this.tells.preview(null);
  }

  #settle(): void {
    this.#stopTimer();
    this.#isSettling = true;
    this.#stopTimer = this.setTimer(() => this.finish(), SETTLE_MS);
  }
}

const startTimer: SetTimer = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
