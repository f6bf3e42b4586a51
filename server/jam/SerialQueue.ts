/** Runs jobs one after another. */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(private readonly limit: number) {}

  /** Null: too many are waiting. */
  run<Value>(job: () => Promise<Value>): Promise<Value> | null {
    if (this.waiting >= this.limit) return null;
    this.waiting += 1;
    const turn = this.last.then(job).finally(() => (this.waiting -= 1));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  async drained(): Promise<void> {
    await this.last;
  }
}
