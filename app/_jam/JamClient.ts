import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { JamError, type Result } from '#server/contract/errors';
import {
  PROTOCOL_VERSION,
  type ClientToServer,
  type Joined,
  type ServerToClient,
} from '#server/contract/events';
import type { JamId, MemberId, OpId, StemId } from '#server/contract/ids';
import type { CommittedOp, MemberOp, OpFacts } from '#server/contract/op';
import { serverMs, type ServerMs } from '#server/contract/units';
import { createJamStore, type JamStore, type JamView, type Notice } from './jamStore';
import { newId } from './newId';
import {
  predicting,
  startReplica,
  withCommitted,
  withoutPending,
  withPending,
  withSnapshot,
  type Replica,
} from './Replica';
import { ServerClock } from './ServerClock';

export interface JamClientOptions {
  jamId: JamId;
  /** Address of the server; the page's own by default. */
  url?: string;
  /** As for a program that is not a browser and has to bring its own cookie. */
  socketOptions?: Partial<ManagerOptions & SocketOptions>;
  now?: () => number;
}

/** An answer that takes longer than this is not waited for. */
const ANSWER_MS = 10_000;
const PROBE_ANSWER_MS = 3_000;
/** A missing revision usually is a moment late; after this it is asked for. */
const GAP_MS = 500;
const RETRY_MS = 1_500;
const PREDICT_AGAIN_MS = 1_000;
const PRESENCE_PAUSE_MS = 1_000;
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
  readonly #socket: Socket<ServerToClient, ClientToServer>;
  #replica: Replica | null = null;
  /** The ops that came before their predecessors. */
  #early = new Map<number, CommittedOp>();
  /** Ops on their way over the present connection. */
  #inFlight = new Set<OpId>();
  #isJoined = false;
  #isJoining = false;
  #isClosed = false;
  #auditioning: StemId | null = null;
  #isListening = false;
  #toldClockErrorMs: number | null = null;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor({ jamId, url, socketOptions, now = () => performance.now() }: JamClientOptions) {
    this.#jamId = jamId;
    this.#now = now;
    const options = {
      transports: ['websocket'],
      reconnectionDelay: 250,
      reconnectionDelayMax: 2_500,
      ...socketOptions,
    };
    this.#socket = url === undefined ? io(options) : io(url, options);
    this.clock = new ServerClock({
      now,
      askServer: () => this.#askTime(),
      setTimer: (run, ms) => setTimeout(run, ms),
      clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
      onChanged: (fit) => {
        this.#show({ clock: { errorMs: fit.errorMs, roundTripMs: fit.roundTripMs } });
        this.#tellClockError(fit.errorMs);
      },
    });
    this.#listenToServer();
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
    if (stemId === this.#auditioning) return;
    this.#auditioning = stemId;
    this.#later('audition', 120, () => this.#tellAudition());
  }

  /** Tells the room whether we hear the jam: only listeners count for votes. */
  setListening(listening: boolean): void {
    if (listening === this.#isListening) return;
    this.#isListening = listening;
    this.#later('presence', 0, () => this.#tellPresence());
  }

  dismissNotice(id: string): void {
    this.#show({ notices: this.store.getState().notices.filter((notice) => notice.id !== id) });
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.clock.close();
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
    this.#show({ connection: 'closed' });
  }

  #listenToServer(): void {
    const socket = this.#socket;
    socket.on('connect', () => void this.#join());
    socket.on('connect_error', (error) => {
      const told = JamError.safeParse((error as { data?: unknown }).data);
      if (told.success && told.data.code === 'not_signed_in') return this.#giveUp(told.data);
      this.#show({ connection: this.#replica ? 'reconnecting' : 'connecting' });
      // A refused handshake, unlike a lost line, is not tried again by itself.
      if (!socket.active) this.#later('connect', RETRY_MS, () => socket.connect());
    });
    socket.on('disconnect', () => {
      this.#isJoined = false;
      this.#inFlight.clear();
      this.#early.clear();
      this.#show({ connection: 'reconnecting' });
      if (!socket.active) this.#later('connect', RETRY_MS, () => socket.connect());
    });
    socket.on('op:committed', (committed) => this.#commit(committed));
    socket.on('presence:changed', (people) => this.#show({ people }));
    socket.on('suggestions:status', (suggestionStatus) => this.#show({ suggestionStatus }));
    socket.on('suggestions:ranked', (suggestions) => {
      const shown = this.store.getState().suggestions;
      // SG1: an answer to an older question never replaces a newer one.
      if (!shown || suggestions.forRevision >= shown.forRevision) this.#show({ suggestions });
    });
    socket.on('jam:closed', (error) => this.#notice('info', error.sentence));
  }

  async #join(isFresh = false): Promise<void> {
    if (this.#isJoining || this.#isClosed || !this.#socket.connected) return;
    this.#isJoining = true;
    this.#isJoined = false;
    const sentMs = this.#now();
    const answer = await this.#ask<Joined>('jam:join', {
      jamId: this.#jamId,
      protocol: PROTOCOL_VERSION,
      ...(this.#replica && !isFresh ? { lastRevision: this.#replica.revision } : {}),
    });
    this.#isJoining = false;
    if (this.#isClosed) return;
    if (!answer) return this.#later('join', RETRY_MS, () => void this.#join(isFresh));
    if (!answer.ok) {
      if (isPassing(answer.error) || answer.error.code === 'internal')
        return this.#later('join', RETRY_MS, () => void this.#join(isFresh));
      return this.#giveUp(answer.error);
    }
    this.clock.observe({ sentMs, receivedMs: this.#now(), serverMs: answer.value.serverMs });
    this.#enter(answer.value);
  }

  #enter({ memberId, catchUp, people, suggestions, suggestionStatus }: Joined): void {
    this.#isJoined = true;
    this.#inFlight.clear();
    this.#show({ connection: 'live', refusal: null, memberId, people, suggestions, suggestionStatus });
    if (catchUp.kind === 'snapshot') {
      const { snapshot } = catchUp;
      this.#hold(
        this.#replica
          ? withSnapshot(this.#replica, snapshot, this.#expectedArrival())
          : startReplica(snapshot),
      );
    } else for (const committed of catchUp.ops) this.#commit(committed);
    this.#takeEarly();
    this.#toldClockErrorMs = null;
    this.clock.start();
    this.#tellPresence();
    if (this.#auditioning) this.#tellAudition();
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
      return this.#later('gap', GAP_MS, () => void this.#join());
    }
    if (next === 'diverged') return void this.#join(true);
    this.#inFlight.delete(committed.opId);
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
    } else if (this.#early.size === 0) this.#cancel('gap');
    else this.#later('gap', GAP_MS, () => void this.#join());
  }

  /** Sends what has not been sent over this connection, in order; the room answers in order. */
  #send(): void {
    if (!this.#isJoined || !this.#replica || this.#timers.has('resend')) return;
    for (const { opId, op } of this.#replica.pending) {
      if (this.#inFlight.has(opId)) continue;
      this.#inFlight.add(opId);
      void this.#ask<CommittedOp>('op:submit', { opId, op }).then((answer) => this.#answered(opId, answer));
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
    else this.#later('resend', RETRY_MS, () => this.#send());
  }

  #hold(replica: Replica): void {
    this.#replica = replica;
    this.#show({
      jam: replica.predicted,
      confirmed: replica.confirmed,
      confirmedRevision: replica.revision,
      pendingOps: replica.pending,
    });
    if (replica.pending.length === 0) this.#cancel('predict');
    else this.#later('predict', PREDICT_AGAIN_MS, () => this.#predictAgain());
  }

  #predictAgain(): void {
    if (this.#replica) this.#hold(predicting(this.#replica, this.#expectedArrival()));
  }

  /** When an op sent now will reach the room. */
  #expectedArrival(): ServerMs {
    const now = this.clock.serverNow() ?? 0;
    return serverMs(now + (this.clock.fit?.roundTripMs ?? 0) / 2);
  }

  #tellAudition(): void {
    if (this.#isJoined) void this.#ask('audition:set', { stemId: this.#auditioning });
  }

  #tellPresence(): void {
    if (!this.#isJoined) return;
    const errorMs = this.clock.errorMs;
    this.#toldClockErrorMs = errorMs;
    void this.#ask('presence:set', {
      listening: this.#isListening,
      clockErrorMs: errorMs === null ? null : Math.min(10_000, Math.round(errorMs * 10) / 10),
    });
  }

  /** The others see our sync lamp; they need to hear of it only when it has changed visibly. */
  #tellClockError(errorMs: number): void {
    const told = this.#toldClockErrorMs;
    const isVisible = told === null || errorMs > told * 1.5 + 1 || errorMs < told / 1.5 - 1;
    if (isVisible && !this.#timers.has('presence'))
      this.#later('presence', PRESENCE_PAUSE_MS, () => this.#tellPresence());
  }

  async #askTime(): Promise<ServerMs> {
    const answer = await this.#ask<{ serverMs: ServerMs }>(
      'clock:ping',
      { clientMs: this.#now() },
      PROBE_ANSWER_MS,
    );
    if (!answer?.ok) throw new Error('The server did not tell the time.');
    return answer.value.serverMs;
  }

  /** Null: no answer in time, or no connection. Nothing is kept for a later connection. */
  async #ask<Value>(
    command: keyof ClientToServer,
    message: unknown,
    withinMs = ANSWER_MS,
  ): Promise<Result<Value> | null> {
    if (!this.#socket.connected) return null;
    try {
      return (await this.#socket.timeout(withinMs).emitWithAck(command, message as never)) as Result<Value>;
    } catch {
      return null;
    }
  }

  #giveUp(refusal: JamError): void {
    this.clock.close();
    this.#socket.disconnect();
    this.#show({ connection: 'closed', refusal });
  }

  #notice(kind: Notice['kind'], sentence: string): void {
    const others = this.store.getState().notices.filter((notice) => notice.sentence !== sentence);
    this.#show({ notices: [...others, { id: newId(), kind, sentence }].slice(-MAX_NOTICES) });
  }

  #show(change: Partial<JamView>): void {
    this.store.setState(change);
  }

  /** One timer per purpose; a new one replaces the one that runs. */
  #later(purpose: string, ms: number, run: () => void): void {
    this.#cancel(purpose);
    if (this.#isClosed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(purpose);
      run();
    }, ms);
    this.#timers.set(purpose, timer);
  }

  #cancel(purpose: string): void {
    clearTimeout(this.#timers.get(purpose));
    this.#timers.delete(purpose);
  }
}
