import type { JamError, Result } from '#server/contract/errors';
import { PROTOCOL_VERSION, type Joined } from '#server/contract/events';
import type { JamId, OpId, StemId } from '#server/contract/ids';
import type { CommittedOp, MemberOp, OpFacts } from '#server/contract/op';
import { serverMs, type ServerMs } from '#server/contract/units';
import { changesWhatSounds } from './changesWhatSounds';
import { createJamStore, type JamStore, type JamView, type Notice } from './jamStore';
import { newId } from './newId';
import { OwnPresence } from './OwnPresence';
import { PurposeTimers } from './PurposeTimers';
import {
  predicting,
  startReplica,
  withCommitted,
  withoutPending,
  withPending,
  withSnapshot,
  type Replica,
} from './Replica';
import { RoomLine, type RoomLineOptions } from './RoomLine';
import { ServerClock } from './ServerClock';

export interface JamClientOptions extends RoomLineOptions {
  jamId: JamId;
  now?: () => number;
}

const PROBE_ANSWER_MS = 3_000;
/** A missing revision usually is a moment late; after this it is asked for. */
const GAP_MS = 500;
const RETRY_MS = 1_500;
const PREDICT_AGAIN_MS = 1_000;
const MAX_NOTICES = 6;

/** Refusals that another try a little later can turn into an answer. */
const isPassing = (error: JamError): boolean => error.code === 'too_fast' || error.code === 'not_a_member';

/**
 * One browser's place in one jam: keeps the store up to date, shows our ops at once, and brings them to the room
 * through broken connections without doubling them.
 */
export class JamClient {
  readonly store: JamStore = createJamStore();
  readonly clock: ServerClock;

  readonly #jamId: JamId;
  readonly #now: () => number;
  readonly #line: RoomLine;
  #replica: Replica | null = null;
  /** The ops that came before their predecessors. */
  #early = new Map<number, CommittedOp>();
  /** Ops on their way over the present connection. */
  #inFlight = new Set<OpId>();
  #isJoined = false;
  #isJoining = false;
  #isClosed = false;
  readonly #timers = new PurposeTimers();
  readonly #presence = new OwnPresence(this.#timers, {
    presence: (message) => void this.#line.ask('presence:set', message),
    audition: (message) => void this.#line.ask('audition:set', message),
  });

  constructor({ jamId, now = () => performance.now(), ...lineOptions }: JamClientOptions) {
    this.#jamId = jamId;
    this.#now = now;
    this.clock = new ServerClock({
      now,
      askServer: () => this.#askTime(),
      setTimer: (run, ms) => setTimeout(run, ms),
      clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
      onChanged: (fit) => {
        this.#show({ clock: { errorMs: fit.errorMs, roundTripMs: fit.roundTripMs } });
        this.#presence.setClockError(fit.errorMs);
      },
    });
    this.#line = new RoomLine(lineOptions, this.#timers, {
      connected: () => void this.#join(),
      lost: () => this.#lost(),
      refused: (refusal) => this.#giveUp(refusal),
    });
    this.#hearFacts();
  }

  /**
   * Sends an op and shows its effect at once. Offline it is kept and sent when the room is back.
   *
   * @param facts the stem (clip.add, clip.set) or proposal (vote.cast) the op is about: without it the effect is only
   * shown when the room confirms it
   */
  submit(op: MemberOp, facts: OpFacts = {}): OpId {
    const opId = newId() as OpId;
    const memberId = this.store.getState().memberId;
    if (!this.#replica || !memberId) {
      this.#notice('refused', 'The jam is not here yet. Try again in a moment.');
      return opId;
    }
    const next = withPending(this.#replica, { opId, op, memberId, serverMs: this.#expectedArrival(), facts });
    if (!next.ok) {
      this.#notice('refused', next.error.sentence);
      return opId;
    }
    this.#hold(next.value);
    this.#send();
    return opId;
  }

  /** Tells the others which stem we try privately. */
  setAudition(stemId: StemId | null): void {
    this.#presence.setAudition(stemId);
  }

  /** Tells the room whether we hear the jam: only listeners count for votes. */
  setListening(listening: boolean): void {
    this.#presence.setListening(listening);
  }

  dismissNotice(id: string): void {
    this.#show({ notices: this.store.getState().notices.filter((notice) => notice.id !== id) });
  }

  close(): void {
    this.#isClosed = true;
    this.#timers.close();
    this.clock.close();
    this.#line.close();
    this.#show({ connection: 'closed' });
  }

  #hearFacts(): void {
    const line = this.#line;
    line.on('op:committed', (committed) => this.#commit(committed));
    line.on('presence:changed', (people) => this.#show({ people }));
    line.on('suggestions:status', (suggestionStatus) => this.#show({ suggestionStatus }));
    line.on('suggestions:ranked', (suggestions) => {
      const shown = this.store.getState().suggestions;
      // SG1: an answer to an older question never replaces a newer one.
      if (!shown || suggestions.forRevision >= shown.forRevision) this.#show({ suggestions });
    });
    line.on('jam:closed', (error) => this.#notice('info', error.sentence));
  }

  #lost(): void {
    this.#isJoined = false;
    this.#presence.isJoined = false;
    this.#early.clear();
    this.#show({ connection: this.#replica ? 'reconnecting' : 'connecting' });
  }

  async #join(isFresh = false): Promise<void> {
    if (this.#isJoining || this.#isClosed || !this.#line.isConnected) return;
    this.#isJoining = true;
    this.#isJoined = false;
    const sentMs = this.#now();
    const answer = await this.#line.ask<Joined>('jam:join', {
      jamId: this.#jamId,
      protocol: PROTOCOL_VERSION,
      ...(this.#replica && !isFresh ? { lastRevision: this.#replica.revision } : {}),
    });
    this.#isJoining = false;
    if (this.#isClosed) return;
    if (!answer) return this.#timers.later('join', RETRY_MS, () => void this.#join(isFresh));
    if (!answer.ok) {
      if (isPassing(answer.error) || answer.error.code === 'internal')
        return this.#timers.later('join', RETRY_MS, () => void this.#join(isFresh));
      return this.#giveUp(answer.error);
    }
    this.clock.observe({ sentMs, receivedMs: this.#now(), serverMs: answer.value.serverMs });
    this.#enter(answer.value);
  }

  #enter({ memberId, catchUp, people, suggestions, suggestionStatus }: Joined): void {
    this.#isJoined = true;
    // What was on its way over the old connection is sent again over this one.
    this.#inFlight.clear();
    this.#timers.cancel('resend');
    // A list ranked while the answer to our join was under way can arrive before it.
    const ranked = suggestions ?? this.store.getState().suggestions;
    this.#show({
      connection: 'live',
      refusal: null,
      memberId,
      people,
      suggestions: ranked,
      suggestionStatus,
    });
    if (catchUp.kind === 'snapshot') {
      const { snapshot } = catchUp;
      this.#show({ lastChangeBy: null });
      this.#hold(
        this.#replica
          ? withSnapshot(this.#replica, snapshot, this.#expectedArrival())
          : startReplica(snapshot),
      );
    } else for (const committed of catchUp.ops) this.#commit(committed);
    this.#takeEarly();
    this.clock.start();
    this.#presence.joined();
    this.#send();
  }

  #commit(committed: CommittedOp): void {
    if (!this.#replica || (!this.#isJoined && committed.revision > this.#replica.revision + 1)) {
      this.#early.set(committed.revision, committed);
      return;
    }
    const next = withCommitted(this.#replica, committed, this.#expectedArrival());
    if (next === 'gap') {
      this.#early.set(committed.revision, committed);
      return this.#timers.later('gap', GAP_MS, () => void this.#join());
    }
    if (next === 'diverged') return void this.#join(true);
    this.#inFlight.delete(committed.opId);
    if (committed.revision > this.#replica.revision && changesWhatSounds(committed.op))
      this.#show({ lastChangeBy: committed.memberId });
    this.#hold(next);
    this.#takeEarly();
  }

  #takeEarly(): void {
    if (!this.#replica) return;
    const { revision } = this.#replica;
    for (const early of this.#early.keys()) if (early <= revision) this.#early.delete(early);
    const next = this.#early.get(revision + 1);
    if (next) {
      this.#early.delete(next.revision);
      this.#commit(next);
    } else if (this.#early.size === 0) this.#timers.cancel('gap');
    else this.#timers.later('gap', GAP_MS, () => void this.#join());
  }

  /** Sends what has not been sent over this connection, in order; the room answers in order. */
  #send(): void {
    if (!this.#isJoined || !this.#replica || this.#timers.has('resend')) return;
    for (const { opId, op } of this.#replica.pending) {
      if (this.#inFlight.has(opId)) continue;
      this.#inFlight.add(opId);
      void this.#line
        .ask<CommittedOp>('op:submit', { opId, op })
        .then((answer) => this.#answered(opId, answer));
    }
  }

  #answered(opId: OpId, answer: Result<CommittedOp> | null): void {
    if (this.#isClosed || !this.#replica?.pending.some((op) => op.opId === opId)) return;
    if (answer?.ok) return this.#commit(answer.value);
    if (answer && !isPassing(answer.error)) {
      this.#inFlight.delete(opId);
      this.#hold(withoutPending(this.#replica, opId, this.#expectedArrival()));
      return this.#notice('refused', answer.error.sentence);
    }
    // No answer, or not now: the same op is sent again, which the room recognises (OP4).
    this.#inFlight.delete(opId);
    if (answer?.error.code === 'not_a_member') void this.#join();
    else this.#timers.later('resend', RETRY_MS, () => this.#send());
  }

  #hold(replica: Replica): void {
    this.#replica = replica;
    this.#show({
      jam: replica.predicted,
      confirmed: replica.confirmed,
      confirmedRevision: replica.revision,
      pendingOps: replica.pending,
    });
    if (replica.pending.length === 0) this.#timers.cancel('predict');
    else this.#timers.later('predict', PREDICT_AGAIN_MS, () => this.#predictAgain());
  }

  #predictAgain(): void {
    if (this.#replica) this.#hold(predicting(this.#replica, this.#expectedArrival()));
  }

  /** When an op sent now will reach the room. */
  #expectedArrival(): ServerMs {
    const now = this.clock.serverNow() ?? 0;
    return serverMs(now + (this.clock.fit?.roundTripMs ?? 0) / 2);
  }

  async #askTime(): Promise<ServerMs> {
    const answer = await this.#line.ask<{ serverMs: ServerMs }>(
      'clock:ping',
      { clientMs: this.#now() },
      PROBE_ANSWER_MS,
    );
    if (!answer?.ok) throw new Error('The server did not tell the time.');
    return answer.value.serverMs;
  }

  #giveUp(refusal: JamError): void {
    this.clock.close();
    this.#line.close();
    this.#show({ connection: 'closed', refusal });
  }

  #notice(kind: Notice['kind'], sentence: string): void {
    const others = this.store.getState().notices.filter((notice) => notice.sentence !== sentence);
    this.#show({ notices: [...others, { id: newId(), kind, sentence }].slice(-MAX_NOTICES) });
  }

  #show(change: Partial<JamView>): void {
    this.store.setState(change);
  }
}
