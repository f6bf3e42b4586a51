import { describe, expect, it } from 'vitest';
import { tappedBpm } from './tappedBpm';

describe('tappedBpm', () => {
  it('averages over all taps', () => {
    expect(tappedBpm([0, 490, 1010, 1500])).toBe(120);
  });

  it('waits for a third tap', () => {
    expect(tappedBpm([0, 500])).toBeNull();
  });
});
