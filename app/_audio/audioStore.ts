import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ClipId, SuggestionId } from '#server/contract/ids';

/**
 * `silent`: not asked to play; `starting`: from the tap until the first bar; `blocked`: the browser wants another tap;
 * `unsupported`: no Web Audio.
 */
export type ListenState = 'silent' | 'starting' | 'listening' | 'blocked' | 'unsupported';

/** Whether a clip's audio is here at the tempo it needs. `late`: it missed its bar and comes in at the next one (TR5). */
export type ClipStatus = 'loading' | 'ready' | 'failed';

export interface AuditionView {
  suggestionId: SuggestionId;
  state: 'loading' | 'waiting' | 'sounding' | 'failed';
}

/** What a page shows of what is heard. */
export interface AudioView {
  listenState: ListenState;
  clips: Readonly<Record<ClipId, ClipStatus>>;
  audition: AuditionView | null;
}

export type AudioStore = StoreApi<AudioView>;

export const createAudioStore = (): AudioStore =>
  createStore<AudioView>(() => ({ listenState: 'silent', clips: {}, audition: null }));
