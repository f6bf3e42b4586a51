/** A token bucket: `burst` at once, then `perSecond`. */
export class RateLimiter {
  private tokens: number;
  private filledAtMs: number;

  constructor(
    private readonly limit: { burst: number; perSecond: number },
    private readonly nowMs: () => number,
  ) {
    this.tokens = limit.burst;
    this.filledAtMs = nowMs();
  }

  /** False: too fast; nothing is taken. */
  take(): boolean {
    const now = this.nowMs();
    const refill = ((now - this.filledAtMs) / 1000) * this.limit.perSecond;
    this.tokens = Math.min(this.limit.burst, this.tokens + refill);
    this.filledAtMs = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
