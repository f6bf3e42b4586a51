import { describe, expect, it } from 'vitest';
import { timeAgo } from './timeAgo';

const ago = (seconds: number) => timeAgo(0, seconds * 1000);

describe('timeAgo', () => {
  it('speaks in the largest whole unit', () => {
    expect(ago(3)).toBe('just now');
    expect(ago(50)).toBe('50 seconds ago');
    expect(ago(150)).toBe('2 minutes ago');
    expect(ago(7200)).toBe('2 hours ago');
    expect(ago(100_000)).toBe('yesterday');
    expect(ago(1_300_000)).toBe('2 weeks ago');
  });

  it('takes a clock that is ahead as just now', () => {
    expect(timeAgo(5000, 0)).toBe('just now');
  });
});
