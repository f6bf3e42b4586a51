'use client';

import { useEffect, useRef, type RefObject } from 'react';

type Draw = (context: CanvasRenderingContext2D, size: { width: number; height: number }, ink: string) => void;

/**
 * A canvas that fills its box, sharp on every screen. `draw` runs again when its size or `key` changes; `ink` is the
 * `--ink` of the instrument around it.
 */
export function useCanvas(draw: Draw, key: string): RefObject<HTMLCanvasElement | null> {
  const ref = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);

  useEffect(() => {
    latest.current = draw;
  });

  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    const paint = () => {
      const { clientWidth: width, clientHeight: height } = canvas;
      const context = canvas.getContext('2d');
      if (!context || width === 0 || height === 0) return;
      const scale = Math.min(3, window.devicePixelRatio || 1);
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      context.scale(scale, scale);
      const ink = getComputedStyle(canvas).getPropertyValue('--ink').trim();
      latest.current(context, { width, height }, ink || 'white');
    };
    paint();
    const observer = new ResizeObserver(paint);
    observer.observe(canvas);
    return () => observer.disconnect();
  }, [key]);

  return ref;
}
