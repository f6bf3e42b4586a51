import { afterEach, describe, expect, it, vi } from 'vitest';
import { OpId } from '#server/contract/ids';
import { newId } from './newId';

afterEach(() => vi.unstubAllGlobals());

describe('newId', () => {
  it('makes ids the room accepts, each its own', () => {
    const ids = Array.from({ length: 1_000 }, () => newId());
    expect(new Set(ids)).toHaveLength(1_000);
    for (const id of ids) expect(OpId.safeParse(id).success).toBe(true);
  });

  it('works on a page that came over plain http, where browsers offer no randomUUID', () => {
    const { getRandomValues } = crypto;
    vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) });
    expect(newId()).toHaveLength(22);
  });

  it('keeps small bytes two digits long', () => {
    expect(newId(() => Uint8Array.of(0, 1, 255))).toBe('0001ff');
  });
});
