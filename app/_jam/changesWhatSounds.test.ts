import { describe, expect, it } from 'vitest';
import type { SuggestionId, TrackId } from '#server/contract/ids';
import { changesWhatSounds } from './changesWhatSounds';

const trackId = 'bass' as TrackId;

describe('changesWhatSounds', () => {
  it('an undo, a fader and a track that leaves are heard', () => {
    expect(changesWhatSounds({ type: 'undo' })).toBe(true);
    expect(changesWhatSounds({ type: 'track.set', trackId, settings: { name: 'Low', gainDb: -3 } })).toBe(
      true,
    );
    expect(changesWhatSounds({ type: 'track.remove', trackId })).toBe(true);
  });

  it('a name, a move and a vote are not', () => {
    expect(changesWhatSounds({ type: 'track.set', trackId, settings: { name: 'Low' } })).toBe(false);
    expect(changesWhatSounds({ type: 'track.set', trackId, index: 2 })).toBe(false);
    expect(changesWhatSounds({ type: 'jam.set', name: 'Sunday' })).toBe(false);
    const suggestionId = 's1.0.0' as SuggestionId;
    expect(changesWhatSounds({ type: 'vote.cast', suggestionId, vote: 'yes' })).toBe(false);
  });
});
