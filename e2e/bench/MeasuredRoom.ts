import { io, type Socket } from 'socket.io-client';
import { addStem } from '#app/_jam/intents';
import { newId } from '#app/_jam/newId';
import type { Result } from '#server/contract/errors';
import {
  PROTOCOL_VERSION,
  type ClientToServer,
  type Joined,
  type ServerToClient,
} from '#server/contract/events';
import type { ClipId, JamId, OpId, TrackId } from '#server/contract/ids';
import { isPitchedInstrument } from '#server/contract/instruments';
import { emptyJam } from '#server/contract/jam';
import type { CommittedOp, MemberOp } from '#server/contract/op';
import type { StemSummary } from '#server/contract/stem';
import { serverMs } from '#server/contract/units';
import { Guest } from '../Guest';

type BenchSocket = Socket<ServerToClient, ClientToServer>;

/** Milliseconds from sending an op. Null: it did not come in time. */
export interface Loop {
  ackMs: number;
  fanoutMs: number | null;
  suggestionsMs: number | null;
}

const WAIT_MS = 15_000;

/** Two members of one jam: one changes it, the other hears of it. Bare sockets, so that no client's work is measured. */
export class MeasuredRoom {
  private flips = 0;

  private constructor(
    private readonly writer: BenchSocket,
    private readonly listener: BenchSocket,
    private readonly clips: readonly { trackId: TrackId; clipId: ClipId; isPitched: boolean }[],
  ) {}

  static async open(url: string, name: string, stems: readonly StemSummary[]): Promise<MeasuredRoom> {
    const [ana, ben] = [await Guest.signIn(url, `${name} A`), await Guest.signIn(url, `${name} B`)];
    const { jamId } = await ana.startJam(name);
    const writer = await joined(ana, jamId);
    const listener = await joined(ben, jamId);
    const clips = [];
    for (const stem of stems) {
      const { op } = addStem(emptyJam(jamId, name, serverMs(0)), stem, { transposition: 0 });
      if (op.type !== 'clip.add') continue;
      await submit(writer, op);
      clips.push({ trackId: op.trackId, clipId: op.clipId, isPitched: isPitchedInstrument(stem.instrument) });
    }
    return new MeasuredRoom(writer, listener, clips);
  }

  /** One change of the mix, from the writer's op to the other member's fresh suggestions. */
  async change(): Promise<Loop> {
    const op = this.nextOp();
    const opId = newId() as OpId;
    let revision = Infinity;
    const sentAt = performance.now();
    const since = () => performance.now() - sentAt;
    const fanout = heard(this.listener, 'op:committed', (committed) => committed.opId === opId);
    const ranked = heard(this.listener, 'suggestions:ranked', (set) => set.forRevision >= revision);
    const committed = await submit(this.writer, op, opId);
    const ackMs = since();
    revision = committed.revision;
    const [fanoutAt, rankedAt] = await Promise.all([fanout, ranked]);
    return {
      ackMs,
      fanoutMs: fanoutAt === null ? null : fanoutAt - sentAt,
      suggestionsMs: rankedAt === null ? null : rankedAt - sentAt,
    };
  }

  close(): void {
    this.writer.disconnect();
    this.listener.disconnect();
  }

  /** Always another mix than before: gains wander, pitched clips move by semitones, tracks fall silent. */
  private nextOp(): MemberOp {
    const flip = (this.flips += 1);
    const { trackId, clipId, isPitched } = this.clips[flip % this.clips.length]!;
    if (isPitched && flip % 3 === 0)
      return { type: 'clip.set', trackId, clipId, transposition: (flip % 11) - 5 };
    return { type: 'track.set', trackId, settings: { gainDb: -(flip % 23) * 0.5 } };
  }
}

/** Resolves with the moment a fact arrives that `matches`, or null after a while. */
function heard<Name extends keyof ServerToClient>(
  socket: BenchSocket,
  name: Name,
  matches: (fact: Parameters<ServerToClient[Name]>[0]) => boolean,
): Promise<number | null> {
  return new Promise((resolve) => {
    const early: { fact: Parameters<ServerToClient[Name]>[0]; at: number }[] = [];
    const finish = (at: number | null) => {
      socket.off(name, listener as never);
      clearTimeout(timer);
      clearInterval(recheck);
      resolve(at);
    };
    const listener = (fact: Parameters<ServerToClient[Name]>[0]) => {
      const at = performance.now();
      if (matches(fact)) finish(at);
      // It may be the one, told before the ack said which revision to look for.
      else early.push({ fact, at });
    };
    socket.on(name, listener as never);
    const recheck = setInterval(() => {
      const found = early.find(({ fact }) => matches(fact));
      if (found) finish(found.at);
    }, 50);
    const timer = setTimeout(() => finish(null), WAIT_MS);
  });
}

async function joined(guest: Guest, jamId: JamId): Promise<BenchSocket> {
  const socket: BenchSocket = io(guest.url, {
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { cookie: guest.cookie },
  });
  const command = { jamId, protocol: PROTOCOL_VERSION } as const;
  const answer: Result<Joined> = await socket.timeout(WAIT_MS).emitWithAck('jam:join', command);
  if (!answer.ok) throw new Error(answer.error.sentence);
  const presence: Result<null> = await socket
    .timeout(WAIT_MS)
    .emitWithAck('presence:set', { listening: true });
  if (!presence.ok) throw new Error(presence.error.sentence);
  return socket;
}

async function submit(socket: BenchSocket, op: MemberOp, opId = newId() as OpId): Promise<CommittedOp> {
  const answer: Result<CommittedOp> = await socket.timeout(WAIT_MS).emitWithAck('op:submit', { opId, op });
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.value;
}
