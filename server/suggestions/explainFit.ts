import { isPitchedInstrument } from '#server/contract/instruments';
import { keyName, transposeKey, type Key } from '#server/contract/key';
import type { StemSummary } from '#server/contract/stem';
import type { Suggestion } from '#server/contract/suggestion';
import { ROWS } from '#server/embedding/grid';
import { SIXTEENTHS, type SoundProfile } from './soundProfile';

type Reason = Suggestion['reasons'][number];

export interface Fit {
  stem: StemSummary;
  transposition: number;
  /** Jam's tempo over the stem's. */
  stretch: number;
  jamKey: Key | null;
  isNew: boolean;
  /** The mix, and the stem as it would sound in it: moved in pitch and time. Null: not known. */
  profiles: { mix: SoundProfile; stem: SoundProfile } | null;
}

/**
 * Why a stem fits, in a musician's words (SG6). Pure. It says what was measured and nothing else: a reason that is not
 * clear is left out.
 *
 * @returns at most four, the most telling first
 */
export function explainFit(fit: Fit): Reason[] {
  const { profiles } = fit;
  return [
    fit.isNew ? ({ kind: 'new', text: 'new here' } as const) : null,
    keyReason(fit),
    profiles && rhythmReason(profiles.mix, profiles.stem),
    profiles && registerReason(profiles.mix, profiles.stem),
    tempoReason(fit.stretch),
  ]
    .filter((reason) => reason !== null)
    .slice(0, 4);
}

function keyReason({ stem, transposition, jamKey }: Fit): Reason | null {
  if (!stem.key || !jamKey || !isPitchedInstrument(stem.instrument)) return null;
  const sounding = transposeKey(stem.key, transposition);
  if (transposition !== 0) {
    const steps = Math.abs(transposition);
    const move = `${transposition > 0 ? '+' : '−'}${steps} semitone${steps === 1 ? '' : 's'}`;
    return { kind: 'key', text: `${move} to ${keyName(sounding)}` };
  }
  const isSame = sounding.tonic === jamKey.tonic && sounding.mode === jamKey.mode;
  const text = isSame
    ? `same key, ${keyName(jamKey)}`
    : `${keyName(sounding)}, relative of ${keyName(jamKey)}`;
  return { kind: 'key', text };
}

function tempoReason(stretch: number): Reason {
  const percent = Math.round(Math.abs(stretch - 1) * 100);
  if (percent === 0) return { kind: 'tempo', text: 'same tempo' };
  return { kind: 'tempo', text: `${percent} % ${stretch > 1 ? 'faster' : 'slower'} than recorded` };
}

/** Rows of the three regions: C1 to G♯2 (103 Hz), A2 to G♯5 (830 Hz), A5 up. */
const REGIONS = [
  { name: 'low end', from: 0, to: 21 },
  { name: 'middle', from: 21, to: 57 },
  { name: 'top', from: 57, to: ROWS },
] as const;
/** A region a sound lives in, and one it leaves free, as a share of its loudness. */
const LIVES_IN = 0.5;
const LEAVES_FREE = 0.12;
/** Semitones between two centres that are heard as above and below. */
const APART = 10;

function registerReason(mix: SoundProfile, stem: SoundProfile): Reason | null {
  const ofMix = loudnessByRow(mix.rows);
  const ofStem = loudnessByRow(stem.rows);
  if (!ofMix || !ofStem) return null;
  for (const { name, from, to } of REGIONS) {
    const share = (rows: Float32Array) => rows.subarray(from, to).reduce((a, b) => a + b, 0);
    if (share(ofStem) >= LIVES_IN && share(ofMix) <= LEAVES_FREE)
      return { kind: 'register', text: `fills the ${name}` };
  }
  const distance = centreOf(ofStem) - centreOf(ofMix);
  if (distance >= APART) return { kind: 'register', text: 'sits above the mix' };
  if (distance <= -APART) return { kind: 'register', text: 'sits below the mix' };
  return null;
}

/** Shares of the whole, by amplitude: power would let the loudest row speak alone. Null: silence. */
function loudnessByRow(rows: Float32Array): Float32Array | null {
  const amplitudes = rows.map(Math.sqrt);
  const sum = amplitudes.reduce((a, b) => a + b, 0);
  return sum > 1e-6 ? amplitudes.map((value) => value / sum) : null;
}

const centreOf = (shares: Float32Array): number => shares.reduce((sum, share, row) => sum + share * row, 0);

/** An onset this strong, beside the strongest, is an accent. */
const ACCENT = 0.35;
/** Accents in sixteen beats that make a pattern. */
const PATTERN = 4;
/** Shares of the stem's accents that make "on", "between" and "mostly". */
const MOSTLY = 0.75;
const RARELY = 0.15;

function rhythmReason(mix: SoundProfile, stem: SoundProfile): Reason | null {
  const strikes = accentsOf(stem.onsets);
  const ofMix = accentsOf(mix.onsets);
  if (ofMix.length < PATTERN) return null;
  if (strikes.length === 0) return null;
  if (strikes.length < PATTERN) return { kind: 'rhythm', text: 'long notes, leaves room' };
  const kicks = new Set(accentsOf(mix.lowOnsets));
  const share = (meets: (sixteenth: number) => boolean) => strikes.filter(meets).length / strikes.length;
  // Chance is how much of the bar the kicks take: meeting them means something only well above it.
  const onKicks = share((at) => kicks.has(at));
  const byChance = kicks.size / SIXTEENTHS;
  if (kicks.size >= PATTERN && onKicks >= MOSTLY && byChance < 0.5)
    return { kind: 'rhythm', text: 'lands with the kick' };
  if (kicks.size >= PATTERN && onKicks <= RARELY && byChance >= 0.2)
    return { kind: 'rhythm', text: 'plays between the kicks' };
  const accents = new Set(ofMix);
  const shared = share((at) => accents.has(at));
  const sharedByChance = accents.size / SIXTEENTHS;
  if (shared >= MOSTLY && sharedByChance < 0.5) {
    const offbeat = strikes.filter((at) => at % 4 !== 0 && accents.has(at)).length / strikes.length;
    return { kind: 'rhythm', text: offbeat >= 0.5 ? 'same offbeat accents' : 'same accents' };
  }
  if (shared <= RARELY * 2 && sharedByChance >= 0.25) return { kind: 'rhythm', text: 'answers in the gaps' };
  return null;
}

function accentsOf(onsets: Float32Array): number[] {
  const accents: number[] = [];
  onsets.forEach((strength, sixteenth) => {
    if (strength >= ACCENT) accents.push(sixteenth);
  });
  return accents;
}
