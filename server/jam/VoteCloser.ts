import { createHash } from 'node:crypto';
import type { Ballot } from '#server/contract/ballot';
import { ClipId, OpId, TrackId } from '#server/contract/ids';
import { tallyVotes } from '#server/contract/tallyVotes';
import { LAUNCH_LEAD_MS, serverMsAtBar } from '#server/contract/transport';
import type { Logger } from '#server/platform/createLogger';
import type { ServerMs } from '#server/contract/units';
import type { JamRoom } from './JamRoom';

interface VoteCloserPorts {
  now: () => ServerMs;
  setTimer: (callback: () => void, delayMs: number) => () => void;
  logger: Logger;
}

/**
 * Decides ballots: at once when one has its majority, otherwise when its closing bar begins. A ballot that passed
 * becomes an ordinary `clip.add` by the room. Every op id follows from the ballot, so that doing it again, after a
 * crash between the two ops or on another node, changes nothing.
 */
export class VoteCloser {
  private cancelTimer: (() => void) | null = null;
  private readonly stopListening: () => void;
  private closed = false;

  constructor(
    private readonly room: JamRoom,
    private readonly ports: VoteCloserPorts,
  ) {
    this.stopListening = room.onCommitted((committed) => {
      if (committed.op.type === 'vote.cast' || committed.op.type === 'transport.set') this.review();
      if (committed.op.type === 'vote.close') this.launchPassed();
    });
  }

  /** Looks at every ballot again: votes, listeners or tempo have changed, or a bar has come. */
  review(): void {
    if (this.closed) return;
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.launchPassed();
    const listening = this.room.presence.listening();
    const open = this.room.state.ballots.filter((ballot) => ballot.outcome === null);
    for (const ballot of open) {
      const hasMajority = listening.length > 0 && tallyVotes(ballot, listening).passesNow;
      if (hasMajority || this.msUntilClosing(ballot) <= 0) this.decide(ballot, listening);
    }
    const waiting = open.map((ballot) => this.msUntilClosing(ballot)).filter((ms) => ms > 0);
    if (waiting.length > 0) this.cancelTimer = this.ports.setTimer(() => this.review(), Math.min(...waiting));
  }

  close(): void {
    this.closed = true;
    this.cancelTimer?.();
    this.stopListening();
  }

  /** Early enough for the outcome to be heard from the closing bar on. */
  private msUntilClosing(ballot: Ballot): number {
    return serverMsAtBar(this.room.state.transport, ballot.closesBar) - 2 * LAUNCH_LEAD_MS - this.ports.now();
  }

  private decide(ballot: Ballot, listening: ReturnType<JamRoom['presence']['listening']>): void {
    const { suggestionId } = ballot.proposal;
    void this.submit(opIdOf('close', ballot), { type: 'vote.close', suggestionId, listening });
  }

  private launchPassed(): void {
    for (const ballot of this.room.state.ballots) {
      if (ballot.outcome !== 'passed') continue;
      const { suggestionId, stem, transposition, barOffset } = ballot.proposal;
      const name = stem.name.slice(0, 40);
      void this.submit(opIdOf('launch', ballot), {
        type: 'clip.add',
        clipId: ClipId.parse(opIdOf('clip', ballot)),
        trackId: TrackId.parse(opIdOf('track', ballot)),
        newTrack: { name, instrument: stem.instrument },
        stemId: stem.stemId,
        transposition,
        barOffset,
        suggestionId,
      });
    }
  }

  private async submit(opId: OpId, op: Parameters<JamRoom['submitAsRoom']>[1]): Promise<void> {
    const result = await this.room.submitAsRoom(opId, op);
    if (!result.ok) {
      this.ports.logger.warn(
        { jamId: this.room.jamId, op: op.type, error: result.error },
        'a vote could not be carried out',
      );
    }
  }
}

const opIdOf = (purpose: string, { proposal, openedBar }: Ballot): OpId => {
  const digest = createHash('sha256').update(`${proposal.suggestionId}@${openedBar}`).digest('base64url');
  return OpId.parse(`${purpose}-${digest.slice(0, 24)}`);
};
