import type { StemPeaks } from '#server/contract/stem';

/** Width of one drawn line and the gap after it, in CSS pixels. */
const LINE = 2;
const PITCH = 3;

export interface WaveArea {
  x: number;
  width: number;
  height: number;
}

/** The loudest peak, 0 to 1 relative to the stem's own loudest, of each drawn line across `bars` bars of a stem, beginning at `fromBar` (it repeats). */
export function lineHeights(stem: StemPeaks, fromBar: number, bars: number, lines: number): number[] {
  const { peaks, peaksPerBar } = stem;
  const full = peaks.reduce((loudest, peak) => Math.max(loudest, peak), 0);
  if (full === 0) return Array<number>(lines).fill(0);
  const perLine = (bars * peaksPerBar) / lines;
  return Array.from({ length: lines }, (_, line) => {
    const from = Math.floor(fromBar * peaksPerBar + line * perLine);
    const to = Math.max(from + 1, Math.floor(fromBar * peaksPerBar + (line + 1) * perLine));
    let loudest = 0;
    for (let at = from; at < to; at++) loudest = Math.max(loudest, peaks[at % peaks.length]!);
    return loudest / full;
  });
}

/** Mirrored lines around the middle of the area, in the context's fill colour. */
export function drawWave(
  context: CanvasRenderingContext2D,
  stem: StemPeaks,
  fromBar: number,
  bars: number,
  { x, width, height }: WaveArea,
): void {
  const first = Math.ceil(x / PITCH);
  const lines = Math.max(1, Math.floor((x + width) / PITCH) - first);
  const middle = height / 2;
  // A little lift for quiet parts: a drawing is read, not measured.
  for (const [line, peak] of lineHeights(stem, fromBar, bars, lines).entries()) {
    const half = Math.max(0.75, peak ** 0.8 * (middle - 1));
    context.fillRect((first + line) * PITCH, middle - half, LINE, half * 2);
  }
}
