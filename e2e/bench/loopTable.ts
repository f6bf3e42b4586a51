import type { Spread } from './statistics';

export interface LoopFigures {
  ackMs: Spread;
  fanoutMs: Spread;
  suggestionsMs: Spread;
  /** Changes whose suggestions never came. */
  unanswered: number;
}

interface TableInput {
  alone: LoopFigures;
  busy: LoopFigures;
  echo: { ackMs: Spread; fanoutMs: Spread };
  encoderMs: number;
  vitBaseMs: number;
  delay: { p99Ms: number; maxMs: number };
  cores: number;
  rooms: number;
}

const ms = (value: number): string =>
  Number.isNaN(value) ? '–' : value < 10 ? value.toFixed(1) : value.toFixed(0);

/** For people: what was measured beside where we want to be. */
export function loopTable({
  alone,
  busy,
  echo,
  encoderMs,
  vitBaseMs,
  delay,
  cores,
  rooms,
}: TableInput): string {
  const row = (what: string, { p50, p95, n }: Spread, goal: string) => [
    what,
    ms(p50),
    ms(p95),
    String(n),
    goal,
  ];
  const rows = [
    ['from op:submit to …', 'median ms', 'p95 ms', 'n', 'goal'],
    row('ack of a bare echo', echo.ackMs, ''),
    row('a bare echo elsewhere', echo.fanoutMs, ''),
    row('ack', alone.ackMs, 'median <= 5'),
    row('op:committed elsewhere', alone.fanoutMs, 'median <= 10'),
    row('suggestions:ranked', alone.suggestionsMs, 'median <= 100, p95 <= 250'),
    row(`ack, ${rooms} busy rooms`, busy.ackMs, 'median <= 5'),
    row('op:committed elsewhere', busy.fanoutMs, 'median <= 10'),
    row('suggestions:ranked', busy.suggestionsMs, 'p95 <= 2000'),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((cells) => cells[column]!.length)));
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 || column === 4 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  '),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
  return [
    ...lines,
    '',
    `encoder, one forward pass: ${ms(encoderMs)} ms; the paper's ViT-Base (untrained): ${ms(vitBaseMs)} ms`,
    `event loop of the server under busy rooms: p99 ${ms(delay.p99Ms)} ms, longest ${ms(delay.maxMs)} ms (includes 5 ms of its own period)`,
    `without an answer: ${alone.unanswered} alone, ${busy.unanswered} busy; ${cores} CPU cores`,
  ].join('\n');
}
