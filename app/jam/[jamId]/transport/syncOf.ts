export interface Sync {
  level: 'good' | 'fair' | 'poor' | 'unknown';
  word: string;
  figure: string;
}

/** Below 10 ms nobody hears a difference; beyond 30 ms it flams. */
export function syncOf(errorMs: number | null): Sync {
  if (errorMs === null) return { level: 'unknown', word: 'Finding the beat', figure: '– ms' };
  const figure = `±${errorMs < 10 ? errorMs.toFixed(1) : Math.round(errorMs)} ms`;
  if (errorMs <= 10) return { level: 'good', word: 'In sync', figure };
  if (errorMs <= 30) return { level: 'fair', word: 'Slightly loose', figure };
  return { level: 'poor', word: 'Out of sync', figure };
}
