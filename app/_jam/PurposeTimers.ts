/** Timers by purpose: a new one replaces the one that runs for the same purpose. */
export class PurposeTimers {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #isClosed = false;

  later(purpose: string, ms: number, run: () => void): void {
    this.cancel(purpose);
    if (this.#isClosed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(purpose);
      run();
    }, ms);
    this.#timers.set(purpose, timer);
  }

  has(purpose: string): boolean {
    return this.#timers.has(purpose);
  }

  cancel(purpose: string): void {
    clearTimeout(this.#timers.get(purpose));
    this.#timers.delete(purpose);
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
