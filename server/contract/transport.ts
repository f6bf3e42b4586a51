import { z } from 'zod';
import { Key } from './key';
import { bar, beat, Beat, Bpm, ServerMs, serverMs, type Bar } from './units';

/** From `serverMs` on, the jam is at `beat` and moves at `bpm`. Every time conversion goes through anchors (TR1). */
export const Anchor = z.object({ beat: Beat, serverMs: ServerMs, bpm: Bpm });
export type Anchor = z.infer<typeof Anchor>;

export const Transport = z.object({
  /** In order of time, never empty. The second one is a tempo change that is announced or has begun. */
  anchors: z.array(Anchor).min(1).max(8),
  beatsPerBar: z.number().int().min(2).max(12),
  key: Key.nullable(),
  /** Somebody chose it; otherwise the first clip does (TR0). */
  tempoChosen: z.boolean(),
  keyChosen: z.boolean(),
});
export type Transport = z.infer<typeof Transport>;

/** The anchor in force at a moment. Before the first anchor, the first one is extended backwards. */
export function anchorAt(transport: Transport, at: ServerMs): Anchor {
  return transport.anchors.findLast((anchor) => anchor.serverMs <= at) ?? transport.anchors[0]!;
}

/** The jam's beat at a moment. Continuous and increasing (TR3). */
export function beatAt(transport: Transport, at: ServerMs): Beat {
  const anchor = anchorAt(transport, at);
  return beat(anchor.beat + ((at - anchor.serverMs) * anchor.bpm) / 60_000);
}

/** The moment of a beat: the inverse of `beatAt`. */
export function serverMsAt(transport: Transport, at: Beat): ServerMs {
  const anchor = transport.anchors.findLast((candidate) => candidate.beat <= at) ?? transport.anchors[0]!;
  return serverMs(anchor.serverMs + ((at - anchor.beat) * 60_000) / anchor.bpm);
}

/** Guards against 3.9999999 beats at the moment a bar begins. */
const BEAT_EPSILON = 1e-6;

/** The bar that sounds at a moment. */
export const barAt = (transport: Transport, at: ServerMs): Bar =>
  bar(Math.max(0, Math.floor(beatAt(transport, at) / transport.beatsPerBar + BEAT_EPSILON)));

export const firstBeatOf = (transport: Transport, at: Bar): Beat => beat(at * transport.beatsPerBar);

/** The moment a bar begins. */
export const serverMsAtBar = (transport: Transport, at: Bar): ServerMs =>
  serverMsAt(transport, firstBeatOf(transport, at));

/** A change needs this long to reach every listener before its bar begins. */
export const LAUNCH_LEAD_MS = 250;
/** A tempo change needs new audio for every clip, so it is announced further ahead. */
export const TEMPO_LEAD_MS = 2_000;

/** The first bar that begins at least `leadMs` after `at` (TR2). */
export function nextLaunchBar(transport: Transport, at: ServerMs, leadMs: number = LAUNCH_LEAD_MS): Bar {
  const soonest = beatAt(transport, serverMs(at + leadMs)) / transport.beatsPerBar;
  return bar(Math.max(0, Math.ceil(soonest - BEAT_EPSILON)));
}

/** The tempo the jam has, or will have when an announced change arrives. */
export const targetBpm = (transport: Transport): Bpm => transport.anchors[transport.anchors.length - 1]!.bpm;

/** The same transport with a tempo change at a bar: the beat stays continuous, later announced changes are replaced. */
export function withTempoFrom(transport: Transport, bpm: Bpm, from: Bar): Transport {
  const startBeat = firstBeatOf(transport, from);
  const kept = transport.anchors.filter((anchor, index) => index === 0 || anchor.beat < startBeat);
  return {
    ...transport,
    anchors: [
      ...kept,
      { beat: startBeat, serverMs: serverMsAt({ ...transport, anchors: kept }, startBeat), bpm },
    ],
  };
}

/** The same transport without anchors that a later one has replaced by `at`. */
export function withoutPastAnchors(transport: Transport, at: ServerMs): Transport {
  const current = transport.anchors.findLastIndex((anchor) => anchor.serverMs <= at);
  return current > 0 ? { ...transport, anchors: transport.anchors.slice(current) } : transport;
}
