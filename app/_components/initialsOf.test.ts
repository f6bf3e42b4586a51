import { describe, expect, it } from 'vitest';
import { initialsOf } from './initialsOf';

describe('initialsOf', () => {
  it('takes the first letters of the first and the last word', () => {
    expect(initialsOf('Ana Maria Luz')).toBe('AL');
    expect(initialsOf('  mio ')).toBe('M');
  });

  it('keeps an emoji whole', () => {
    expect(initialsOf('👩‍🎤 Kim')).toBe('👩‍🎤K');
  });
});
