/** The tempo of taps in milliseconds, to the nearest half; null for fewer than three. */
export function tappedBpm(taps: readonly number[]): number | null {
  if (taps.length < 3) return null;
  const beats = taps.length - 1;
  const bpm = (60_000 * beats) / (taps[beats]! - taps[0]!);
  return Math.round(bpm * 2) / 2;
}
