import { RateLimiter } from './RateLimiter';

/** One bucket per person or address, forgetting the longest unused beyond `maxKeys`. */
export class RateLimiterByKey {
  private readonly limiters = new Map<string, RateLimiter>();

  constructor(
    private readonly limit: { burst: number; perSecond: number },
    private readonly nowMs: () => number,
    private readonly maxKeys = 10_000,
  ) {}

  take(key: string): boolean {
    const limiter = this.limiters.get(key) ?? new RateLimiter(this.limit, this.nowMs);
    this.limiters.delete(key);
    this.limiters.set(key, limiter);
    if (this.limiters.size > this.maxKeys) this.limiters.delete(this.limiters.keys().next().value!);
    return limiter.take();
  }
}
