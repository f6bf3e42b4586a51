import { describe, expect, it } from 'vitest';
import { mergePreview } from './mergePreview';

describe('mergePreview', () => {
  it('a pan that moves leaves the gain where it is held', () => {
    expect(mergePreview({ gainDb: -12 }, { pan: 0.5 })).toEqual({ gainDb: -12, pan: 0.5 });
  });

  it('letting one fader go leaves the other one held', () => {
    expect(mergePreview({ gainDb: -12, pan: 0.5 }, { gainDb: null })).toEqual({ pan: 0.5 });
    expect(mergePreview({ pan: 0 }, { pan: null })).toEqual({});
  });

  it('a fader in the middle is held, too', () => {
    expect(mergePreview(undefined, { pan: 0 })).toEqual({ pan: 0 });
  });
});
