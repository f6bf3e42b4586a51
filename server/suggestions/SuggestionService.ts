import type { Proposal } from '#server/contract/ballot';
import type { JamId, SuggestionId } from '#server/contract/ids';
import type { SuggestionSet, SuggestionStatus } from '#server/contract/suggestion';
import { serverMs } from '#server/contract/units';
import { EmbedderUnavailable } from '#server/embedding/EmbedQueue';
import type { Logger } from '#server/platform/createLogger';
import type { MixRanker, Offer } from './MixRanker';
import { offerKey } from './offerKey';
import type { FindStem, MixEmbedder, SetTimer } from './ports';
import { rebuildProposal } from './rebuildProposal';
import { newRoom, type JamChange, type Room } from './Room';

/** Rankings at a time: while the model thinks about one mix, the database ranks another. */
const AT_ONCE = 2;
/** After a change, before the tracks that suggestions answer are looked for: someone who turns knobs goes on turning. */
const QUIET_MS = 700;
const RETRY_MS = { first: 2_000, longest: 30_000 } as const;
/** An import adds stems one by one; rooms look again this often while it lasts. */
const LIBRARY_SETTLES_MS = 1_500;

const systemTimer: SetTimer = (callback, ms) => {
  const timer = setTimeout(callback, ms).unref();
  return () => clearTimeout(timer);
};

/** Ranks stems for every jam after each change: newest revision only, rooms in turn. The jam never waits for it (SG8). */
export class SuggestionService {
  private readonly rooms = new Map<JamId, Room>();
  private readonly waiting: JamId[] = [];
  private readonly rankedListeners = new Set<(jamId: JamId, set: SuggestionSet) => void>();
  private readonly statusListeners = new Set<(jamId: JamId, status: SuggestionStatus) => void>();
  private readonly ranker: Pick<MixRanker, 'rank' | 'withAnswers'>;
  private readonly findStem: FindStem;
  private readonly now: () => number;
  private readonly setTimer: SetTimer;
  private readonly logger: Logger;
  private readonly stopListening: () => void;
  private readonly running = new Set<Promise<void>>();
  private cancelLibrary: (() => void) | null = null;
  private library = 0;
  private closed = false;

  constructor(options: {
    ranker: Pick<MixRanker, 'rank' | 'withAnswers'>;
    embedder: Pick<MixEmbedder, 'onReady'>;
    findStem: FindStem;
    /** Milliseconds since the epoch. */
    now: () => number;
    logger: Logger;
    setTimer?: SetTimer;
  }) {
    this.ranker = options.ranker;
    this.findStem = options.findStem;
    this.now = options.now;
    this.logger = options.logger;
    this.setTimer = options.setTimer ?? systemTimer;
    this.stopListening = options.embedder.onReady(() => this.retryUnavailable());
  }

  /** A jam was opened, or an op was committed. Older news than already known is ignored. */
  changed(jamId: JamId, change: JamChange): void {
    if (this.closed) return;
    const room = this.rooms.get(jamId);
    if (!room) this.rooms.set(jamId, newRoom(change));
    else if (change.revision > room.newest.revision) room.newest = change;
    else return;
    if (room?.set && this.isAnswered(room)) this.tellAgain(jamId, room, room.set);
    else this.enqueue(jamId);
  }

  /** Stems came in or were taken down. */
  libraryChanged(): void {
    if (this.closed || this.cancelLibrary) return;
    this.cancelLibrary = this.setTimer(() => {
      this.cancelLibrary = null;
      this.library += 1;
      for (const jamId of this.rooms.keys()) this.enqueue(jamId);
    }, LIBRARY_SETTLES_MS);
  }

  latest(jamId: JamId): SuggestionSet | null {
    return this.rooms.get(jamId)?.set ?? null;
  }

  status(jamId: JamId): SuggestionStatus {
    return this.rooms.get(jamId)?.status ?? { state: 'ready' };
  }

  /**
   * What a suggestion proposes: as one of this jam's recent sets has it or, after a restart, as its id says.
   *
   * @returns null when no suggestion can have this id, or its stem was taken down meanwhile
   */
  async proposal(jamId: JamId, suggestionId: SuggestionId): Promise<Proposal | null> {
    const recent = this.rooms.get(jamId)?.proposals.get(suggestionId);
    return recent ?? rebuildProposal(suggestionId, this.findStem);
  }

  onRanked(listener: (jamId: JamId, set: SuggestionSet) => void): () => void {
    this.rankedListeners.add(listener);
    return () => this.rankedListeners.delete(listener);
  }

  onStatus(listener: (jamId: JamId, status: SuggestionStatus) => void): () => void {
    this.statusListeners.add(listener);
    return () => this.statusListeners.delete(listener);
  }

  /** The jam was put away. */
  forget(jamId: JamId): void {
    const room = this.rooms.get(jamId);
    room?.cancelRetry();
    room?.cancelAnswers();
    this.rooms.delete(jamId);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.stopListening();
    this.cancelLibrary?.();
    for (const jamId of [...this.rooms.keys()]) this.forget(jamId);
    await Promise.all(this.running);
  }

  private enqueue(jamId: JamId): void {
    const room = this.rooms.get(jamId);
    if (!room || room.isWaiting || room.isRunning || this.closed) return;
    room.cancelRetry();
    room.cancelAnswers();
    room.isWaiting = true;
    this.waiting.push(jamId);
    if (room.status.state !== 'unavailable')
      this.setStatus(jamId, room, { state: 'working', forRevision: room.newest.revision });
    this.startNext();
  }

  private startNext(): void {
    while (this.running.size < AT_ONCE) {
      const jamId = this.waiting.shift();
      if (jamId === undefined) return;
      const room = this.rooms.get(jamId);
      if (!room?.isWaiting) continue;
      room.isWaiting = false;
      if (this.isAnswered(room)) continue;
      room.isRunning = true;
      const work = this.rank(jamId, room).finally(() => {
        room.isRunning = false;
        this.running.delete(work);
        // What changed meanwhile waits behind the other rooms.
        if (room.failures === 0 && this.rooms.get(jamId) === room && !this.isAnswered(room))
          this.enqueue(jamId);
        this.startNext();
      });
      this.running.add(work);
    }
  }

  /** What is asked: the same for states that deserve the same suggestions from the same library. */
  private questionOf = ({ newest }: Room): string => `${this.library} ${offerKey(newest.state)}`;

  private isAnswered = (room: Room): boolean => room.setKey === this.questionOf(room);

  private async rank(jamId: JamId, room: Room): Promise<void> {
    const question = this.questionOf(room);
    const isStale = () => this.rooms.get(jamId) !== room || this.questionOf(room) !== question;
    try {
      const offer = await this.ranker.rank(room.newest.state, isStale);
      room.failures = 0;
      if (!offer || isStale()) return;
      room.setKey = question;
      this.tell(jamId, room, offer);
      this.setStatus(jamId, room, { state: 'ready' });
      this.lookForAnswers(jamId, room, offer, question);
    } catch (error) {
      if (this.rooms.get(jamId) === room) this.failed(jamId, room, error);
    }
  }

  /** In a quiet moment, and only while no other room waits: it takes a pass of the model for every track. */
  private lookForAnswers(jamId: JamId, room: Room, offer: Offer, question: string): void {
    const isStale = () =>
      this.rooms.get(jamId) !== room || this.waiting.length > 0 || this.questionOf(room) !== question;
    room.cancelAnswers = this.setTimer(() => {
      if (isStale() || this.running.size >= AT_ONCE) return;
      const work = this.ranker
        .withAnswers(room.newest.state, offer, isStale)
        .then((answered) => {
          if (answered && !isStale()) this.tell(jamId, room, answered);
        })
        .catch((error: unknown) => this.logger.debug({ jamId, err: error }, 'No answered tracks.'))
        .finally(() => {
          this.running.delete(work);
          this.startNext();
        });
      this.running.add(work);
    }, QUIET_MS);
  }

  /** The newest revision sounds like the one the set answers: a vote, a name, an undone change. */
  private tellAgain(jamId: JamId, room: Room, offer: Offer): void {
    room.cancelRetry();
    room.failures = 0;
    this.tell(jamId, room, offer);
    this.setStatus(jamId, room, { state: 'ready' });
  }

  /** Says to everyone what is offered for the newest revision. */
  private tell(jamId: JamId, room: Room, { any, byInstrument, source }: Offer): void {
    const { revision, committedAt } = room.newest;
    const set: SuggestionSet = {
      forRevision: revision,
      committedAt,
      rankedAt: serverMs(this.now()),
      any,
      byInstrument,
      source,
    };
    room.set = set;
    for (const suggestion of [...any, ...Object.values(byInstrument).flat()]) {
      const { suggestionId, stem, transposition, barOffset } = suggestion;
      room.proposals.set(suggestionId, { suggestionId, stem, transposition, barOffset });
    }
    for (const listener of this.rankedListeners) listener(jamId, set);
  }

  private failed(jamId: JamId, room: Room, error: unknown): void {
    const isModel = error instanceof EmbedderUnavailable;
    room.failures += 1;
    const delay = Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** (room.failures - 1));
    this.logger[isModel ? 'warn' : 'error']({ jamId, err: error, retryMs: delay }, 'No suggestions for now.');
    const reason = isModel ? error.message : 'The library gave no answer.';
    this.setStatus(jamId, room, {
      state: 'unavailable',
      sentence: `Suggestions pause, the jam goes on. ${reason}`,
    });
    room.cancelRetry = this.setTimer(() => this.retry(jamId, room), delay);
  }

  private retryUnavailable(): void {
    for (const [jamId, room] of this.rooms) if (room.failures > 0) this.retry(jamId, room);
  }

  private retry(jamId: JamId, room: Room): void {
    if (this.rooms.get(jamId) === room) this.enqueue(jamId);
  }

  private setStatus(jamId: JamId, room: Room, status: SuggestionStatus): void {
    if (JSON.stringify(status) === JSON.stringify(room.status)) return;
    room.status = status;
    for (const listener of this.statusListeners) listener(jamId, status);
  }
}
