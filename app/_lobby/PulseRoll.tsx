'use client';

import { useEffect, useMemo, useRef } from 'react';
import { useFrame } from '#app/_components/useFrame';
import type { Instrument } from '#server/contract/instruments';
import { ROLL_STEPS, rollNotes } from './rollNotes';
import styles from './PulseRoll.module.css';

interface PulseRollProps {
  instruments: readonly Instrument[];
  bpm: number;
  seed: string;
}

const QUIET = 0.26;
/** Sixteenths over which a mark fades after the playhead has passed it. */
const FADE_STEPS = 5;

/** A jam's instruments as marks that light up at its tempo. */
export function PulseRoll({ instruments, bpm, seed }: PulseRollProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const drawn = useRef(-1);
  const rows = useMemo(
    () =>
      instruments.slice(0, 12).map((instrument, index) => ({
        instrument,
        notes: rollNotes(instrument, `${seed} ${index}`),
      })),
    [instruments, seed],
  );
  const inks = useRef<Record<string, string>>({});
  const isStill = useRef(false);

  useEffect(() => {
    const still = window.matchMedia('(prefers-reduced-motion: reduce)');
    const note = () => (isStill.current = still.matches);
    note();
    still.addEventListener('change', note);
    return () => still.removeEventListener('change', note);
  }, []);

  useEffect(() => {
    drawn.current = -1;
    const style = getComputedStyle(document.documentElement);
    for (const { instrument } of rows) inks.current[instrument] = style.getPropertyValue(`--${instrument}`);
  }, [rows]);

  useFrame(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    const scale = Math.min(2, window.devicePixelRatio || 1);
    const { clientWidth: width, clientHeight: height } = canvas;
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      drawn.current = -1;
    }
    const step = isStill.current ? 0 : ((Date.now() / 60_000) * bpm * 4) % ROLL_STEPS;
    // A sixteenth of a sixteenth is finer than the eye: still pictures are not drawn again.
    const at = Math.floor(step * 16);
    if (at === drawn.current) return;
    drawn.current = at;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    const rowHeight = Math.min(36, height / Math.max(1, rows.length));
    const top = (height - rowHeight * rows.length) / 2;
    const stepWidth = width / ROLL_STEPS;
    for (const [index, { instrument, notes }] of rows.entries()) {
      context.fillStyle = inks.current[instrument] ?? 'white';
      for (const note of notes) {
        const since = (step - note.at + ROLL_STEPS) % ROLL_STEPS;
        const glow = since < note.length ? 1 : Math.max(0, 1 - (since - note.length) / FADE_STEPS);
        context.globalAlpha = isStill.current ? 0.7 : QUIET + (1 - QUIET) * glow;
        context.beginPath();
        context.roundRect(
          note.at * stepWidth + 1.5,
          top + index * rowHeight + 3,
          note.length * stepWidth - 3,
          rowHeight - 6,
          Math.min(5, rowHeight / 3),
        );
        context.fill();
      }
    }
    if (isStill.current) return;
    context.globalAlpha = 0.9;
    context.fillStyle = 'white';
    context.fillRect(step * stepWidth, top, 1.5, rowHeight * Math.max(1, rows.length));
  });

  return (
    <div className={styles.frame}>
      <canvas ref={ref} className={styles.roll} aria-hidden />
    </div>
  );
}
