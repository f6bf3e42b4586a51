/** Slices per bar in a stem's drawing. */
export const PEAKS_PER_BAR = 32;

/**
 * Drawing data: the loudest absolute sample of each slice, relative to the loudest of all, so that quiet stems are
 * as readable as loud ones.
 *
 * @returns `bars * PEAKS_PER_BAR` values, 0 to 255
 */
export function peaksOf(channels: readonly Float32Array[], bars: number): Uint8Array<ArrayBuffer> {
  const length = channels[0]!.length;
  const count = bars * PEAKS_PER_BAR;
  const loudest = new Float32Array(count);
  for (const channel of channels) {
    for (let i = 0; i < length; i++) {
      const slice = Math.floor((i * count) / length);
      loudest[slice] = Math.max(loudest[slice]!, Math.abs(channel[i]!));
    }
  }
  const top = loudest.reduce((a, b) => Math.max(a, b), 0);
  return Uint8Array.from(loudest, (value) => (top > 0 ? Math.round((255 * value) / top) : 0));
}
