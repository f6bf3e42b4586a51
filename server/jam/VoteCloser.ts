import type { Ballot } from '#server/contract/ballot';
import { tallyVotes } from '#server/contract/tallyVotes';
import { LAUNCH_LEAD_MS, serverMsAtBar, type Transport } from '#server/contract/transport';
import type { Logger } from '#server/platform/createLogger';
import type { ServerMs } from '#server/contract/units';
import type { JamRoom } from './JamRoom';
import { roomIdsOf, type RoomIds } from './roomIds';

interface VoteCloserPorts {
  now: () => ServerMs;
  setTimer: (callback: () => void, delayMs: number) => () => void;
  logger: Logger;
}

/** After a restart people need this long to be back; until then nobody knows how many listen (VT2). */
const RETURN_MS = 8_000;
/** What could not be written is tried again after this. */
const RETRY_MS = 5_000;

/**
 * Decides ballots: at once when one has its majority, otherwise when its closing bar begins. A ballot that passed
 * becomes an ordinary `clip.add` by the room. Every op id follows from the ballot, so that doing it again, after a
 * crash between the two ops or on another node, changes nothing.
 */
export class VoteCloser {
  private cancelTimer: (() => void) | null = null;
  private reviewDueAt = Infinity;
  private readonly stopListening: () => void;
  private readonly decidesFrom: number;
  private transport: Transport;
  private closed = false;

  constructor(
    private readonly room: JamRoom,
    private readonly ports: VoteCloserPorts,
  ) {
    const hasOldBallots = room.state.ballots.some((ballot) => ballot.outcome === null);
    this.decidesFrom = ports.now() + (hasOldBallots ? RETURN_MS : 0);
    this.transport = room.state.transport;
    this.stopListening = room.onCommitted(({ op }, { transport }) => {
      // A new tempo, whatever op brought it, moves the closing bars.
      if (op.type === 'vote.cast' || transport !== this.transport) this.review();
      if (op.type === 'vote.close') this.launchPassed();
      this.transport = transport;
    });
  }

  /** Looks at every ballot again: votes, listeners or tempo have changed, or a bar has come. */
  review(): void {
    if (this.closed) return;
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.reviewDueAt = Infinity;
    this.launchPassed();
    const listening = this.room.presence.listening();
    // While nobody listens nothing is decided; whoever comes back brings the next review.
    if (listening.length === 0) return;
    const open = this.room.state.ballots.filter((ballot) => ballot.outcome === null);
    const msUntilPeopleAreBack = this.decidesFrom - this.ports.now();
    if (msUntilPeopleAreBack <= 0) {
      for (const ballot of open) {
        const hasMajority = tallyVotes(ballot, listening).passesNow;
        if (hasMajority || this.msUntilClosing(ballot) <= 0) this.decide(ballot, listening);
      }
    }
    const waiting = [msUntilPeopleAreBack, ...open.map((ballot) => this.msUntilClosing(ballot))];
    this.reviewIn(Math.min(...waiting.filter((ms) => ms > 0)));
  }

  close(): void {
    this.closed = true;
    this.cancelTimer?.();
    this.stopListening();
  }

  /** At the latest: a review that is due sooner stays. */
  private reviewIn(ms: number): void {
    const dueAt = this.ports.now() + ms;
    if (this.closed || dueAt >= this.reviewDueAt) return;
    this.cancelTimer?.();
    this.reviewDueAt = dueAt;
    this.cancelTimer = this.ports.setTimer(() => this.review(), ms);
  }

  /** Early enough for the outcome to be heard from the closing bar on. */
  private msUntilClosing(ballot: Ballot): number {
    return serverMsAtBar(this.room.state.transport, ballot.closesBar) - 2 * LAUNCH_LEAD_MS - this.ports.now();
  }

  private decide(ballot: Ballot, listening: ReturnType<JamRoom['presence']['listening']>): void {
    const { suggestionId } = ballot.proposal;
    void this.submit(idsOf('close', ballot).opId, { type: 'vote.close', suggestionId, listening });
  }

  private launchPassed(): void {
    for (const ballot of this.room.state.ballots) {
      if (ballot.outcome !== 'passed') continue;
      const { suggestionId, stem, transposition, barOffset } = ballot.proposal;
      const name = stem.name.slice(0, 40);
      const { opId, trackId, clipId } = idsOf('launch', ballot);
      void this.submit(opId, {
        type: 'clip.add',
        clipId,
        trackId,
        newTrack: { name, instrument: stem.instrument },
        stemId: stem.stemId,
        transposition,
        barOffset,
        suggestionId,
      });
    }
  }

  private async submit(opId: RoomIds['opId'], op: Parameters<JamRoom['submitAsRoom']>[1]): Promise<void> {
    const result = await this.room.submitAsRoom(opId, op);
    if (result.ok) return;
    const { jamId } = this.room;
    this.ports.logger.warn({ jamId, op: op.type, error: result.error }, 'a vote could not be carried out');
    const isPassing = result.error.code === 'storage_failed' || result.error.code === 'too_fast';
    if (isPassing) this.reviewIn(RETRY_MS);
  }
}

const idsOf = (purpose: string, { proposal, openedBar }: Ballot): RoomIds =>
  roomIdsOf(`${purpose} ${proposal.suggestionId}@${openedBar}`);
