import type { ClipId, MemberId, OpId, StemId, TrackId } from './ids';
import { emptyJam, type JamState } from './jam';
import { applyOp } from './applyOp';
import { launchBarFor } from './launchBarFor';
import type { AppliedOp, Op, OpFacts } from './op';
import type { StemSummary } from './stem';
import { serverMs } from './units';

/** Small jams for tests of anything that reads or changes a jam. */

export const ana = 'ana' as MemberId;
export const ben = 'ben' as MemberId;
export const STARTED_AT = serverMs(1_000_000);

export const exampleStem = (stemId: string, change: Partial<StemSummary> = {}): StemSummary => ({
  stemId: stemId as StemId,
  name: `Stem ${stemId}`,
  maker: 'A maker',
  instrument: 'bass',
  bars: 4,
  beatsPerBar: 4,
  bpm: 120,
  key: { tonic: 9, mode: 'minor' },
  licence: 'CC0-1.0',
  ...change,
});

export const newExampleJam = (): JamState => emptyJam('jam' as JamState['jamId'], 'A jam', STARTED_AT);

/** Plays ops into a jam one after another at chosen moments; throws the sentence of a refusal. */
export class ExampleJam {
  private count = 0;

  constructor(
    public state: JamState = newExampleJam(),
    /** Milliseconds since the jam began. */
    public atMs = 100,
  ) {}

  applied(memberId: MemberId, op: Op, facts: OpFacts = {}): AppliedOp {
    const at = serverMs(STARTED_AT + this.atMs);
    const launchBar = launchBarFor(this.state, { op, memberId, serverMs: at });
    return { opId: `op-${(this.count += 1)}` as OpId, memberId, serverMs: at, launchBar, op, facts };
  }

  try(memberId: MemberId, op: Op, facts: OpFacts = {}) {
    const result = applyOp(this.state, this.applied(memberId, op, facts));
    if (result.ok) this.state = result.value;
    return result;
  }

  do(memberId: MemberId, op: Op, facts: OpFacts = {}): this {
    const result = this.try(memberId, op, facts);
    if (!result.ok) throw new Error(result.error.sentence);
    return this;
  }

  /** A stem on a new track of its own. */
  addStem(memberId: MemberId, trackId: string, stem: StemSummary, transposition = 0): this {
    return this.do(
      memberId,
      {
        type: 'clip.add',
        trackId: trackId as TrackId,
        clipId: `clip-${trackId}` as ClipId,
        newTrack: { name: stem.name, instrument: stem.instrument },
        stemId: stem.stemId,
        transposition,
        barOffset: 0,
      },
      { stem },
    );
  }

  track(trackId: string) {
    return this.state.tracks.find((track) => track.trackId === trackId);
  }
}
