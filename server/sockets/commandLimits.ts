import { RateLimiterByKey } from '#server/platform/RateLimiterByKey';

/** What one member may ask for, over all their tabs together: `burst` at once, then `perSecond`. */
const LIMITS = {
  'jam:join': { burst: 20, perSecond: 2 },
  'op:submit': { burst: 80, perSecond: 30 },
  'audition:set': { burst: 30, perSecond: 10 },
  'presence:set': { burst: 30, perSecond: 5 },
  'clock:ping': { burst: 200, perSecond: 20 },
} as const;

export type CommandName = keyof typeof LIMITS;
export type CommandLimits = Record<CommandName, RateLimiterByKey>;

export const commandLimits = (): CommandLimits =>
  Object.fromEntries(
    Object.entries(LIMITS).map(([name, limit]) => [
      name,
      new RateLimiterByKey(limit, () => performance.now()),
    ]),
  ) as CommandLimits;
