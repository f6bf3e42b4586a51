import { describe, expect, it } from 'vitest';
import { syncOf } from './syncOf';

describe('syncOf', () => {
  it('says it in a word, a level and a figure', () => {
    expect(syncOf(1.84)).toEqual({ level: 'good', word: 'In sync', figure: '±1.8 ms' });
    expect(syncOf(22)).toMatchObject({ level: 'fair', figure: '±22 ms' });
    expect(syncOf(31)).toMatchObject({ level: 'poor' });
  });

  it('claims nothing before it knows', () => {
    expect(syncOf(null)).toMatchObject({ level: 'unknown', figure: '– ms' });
  });
});
