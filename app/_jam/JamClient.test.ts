import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyOp } from '#server/contract/applyOp';
import { accepted, refused } from '#server/contract/errors';
import type { ClientToServer, Joined, ServerToClient } from '#server/contract/events';
import { ana, ben, exampleStem, newExampleJam, STARTED_AT } from '#server/contract/exampleJam';
import type { JamId, MemberId, OpId, TrackId } from '#server/contract/ids';
import { launchBarFor } from '#server/contract/launchBarFor';
import type { CommittedOp, MemberOp } from '#server/contract/op';
import { serverMs } from '#server/contract/units';
import { addStem } from './intents';
import { JamClient } from './JamClient';
import type { JamView } from './jamStore';

/** A fake room behind a real Socket.IO server, which can swallow answers, skip facts and cut lines. */
class FakeServer {
  state = newExampleJam();
  log: CommittedOp[] = [];
  joins: { lastRevision?: number }[] = [];
  presence: unknown[] = [];
  /** Ops are done, but nobody is told. */
  swallowsAnswers = false;
  skipsFacts = false;
  refusesHandshake = false;
  private startedMs = performance.now();
  private constructor(
    private readonly http: HttpServer,
    readonly io: Server<ClientToServer, ServerToClient>,
  ) {}

  static async start(): Promise<FakeServer> {
    const http = createServer();
    const io = new Server<ClientToServer, ServerToClient>(http, { transports: ['websocket'] });
    const server = new FakeServer(http, io);
    io.use((_socket, next) =>
      next(
        server.refusesHandshake
          ? Object.assign(new Error('no'), { data: refused('not_signed_in', 'Choose a name first.').error })
          : undefined,
      ),
    );
    io.on('connection', (socket) => server.serve(socket));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }
  now = () => serverMs(STARTED_AT + performance.now() - this.startedMs);

  commit(memberId: MemberId, opId: string, op: MemberOp, facts = {}) {
    const before = this.log.find((line) => line.opId === opId);
    if (before) return accepted(before);
    const at = this.now();
    const launchBar = launchBarFor(this.state, { op, memberId, serverMs: at });
    const applied = { opId: opId as OpId, memberId, serverMs: at, launchBar, op, facts };
    const next = applyOp(this.state, applied);
    if (!next.ok) return next;
    this.state = next.value;
    const committed = { ...applied, revision: this.log.length + 1 };
    this.log.push(committed);
    if (!this.skipsFacts && !this.swallowsAnswers) this.io.emit('op:committed', committed);
    return accepted(committed);
  }

  cutLines(): void {
    for (const socket of this.io.sockets.sockets.values()) socket.conn.close();
  }

  async close(): Promise<void> {
    await this.io.close();
  }

  private serve(socket: Socket<ClientToServer, ServerToClient>): void {
    socket.on('clock:ping', ({ clientMs }, ack) => ack(accepted({ clientMs, serverMs: this.now() })));
    socket.on('presence:set', (message, ack) => {
      this.presence.push(message);
      ack(accepted(null));
    });
    socket.on('audition:set', (_message, ack) => ack(accepted(null)));
    socket.on('op:submit', ({ opId, op }, ack) => {
      const stem = op.type === 'clip.add' ? exampleStem(op.stemId) : undefined;
      const result = this.commit(ana, opId, op, { stem });
      if (!this.swallowsAnswers) ack(result);
    });
    socket.on('jam:join', (command, ack) => {
      this.joins.push(command);
      if (command.jamId !== 'jam') return ack(refused('unknown_jam', 'There is no jam at this address.'));
      const joined: Joined = {
        memberId: ana,
        catchUp:
          command.lastRevision === undefined
            ? { kind: 'snapshot', snapshot: { revision: this.log.length, state: this.state } }
            : { kind: 'ops', ops: this.log.slice(command.lastRevision) },
        people: [],
        suggestions: null,
        suggestionStatus: { state: 'ready' },
        serverMs: this.now(),
      };
      ack(accepted(joined));
    });
  }
}

let server: FakeServer;
let client: JamClient;

const start = (jamId = 'jam') =>
  (client = new JamClient({
    jamId: jamId as JamId,
    url: server.url,
    socketOptions: { reconnectionDelay: 20, reconnectionDelayMax: 50 },
  }));

/** Waits until what a page sees fulfils a condition. */
const until = (isSo: (view: JamView) => boolean): Promise<JamView> =>
  new Promise((resolve, reject) => {
    const give = () => {
      clearTimeout(timer);
      stop();
    };
    const check = (view: JamView) => {
      if (!isSo(view)) return;
      give();
      resolve(view);
    };
    const timer = setTimeout(() => {
      give();
      reject(new Error(`It did not happen: ${JSON.stringify(client.store.getState())}`));
    }, 8_000);
    const stop = client.store.subscribe(check);
    check(client.store.getState());
  });
const isLive = (view: JamView) => view.connection === 'live' && view.jam !== null;
const isSettled = (view: JamView) => isLive(view) && view.pendingOps.length === 0;
const stem = exampleStem('s1');

beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(async () => {
  client.close();
  await server.close();
});

describe('JamClient with a fake room behind a real socket', () => {
  it('joins, learns the time and says how sure it is', async () => {
    start();
    const view = await until((view) => isLive(view) && (view.clock?.errorMs ?? 99) < 3);
    expect(view.memberId).toBe(ana);
    expect(Math.abs((client.clock.serverNow() ?? 0) - server.now())).toBeLessThan(20);
  });

  it('shows an op at once and knows when the room has confirmed it', async () => {
    start();
    const { jam } = await until(isLive);
    const { op, facts } = addStem(jam!, stem);
    client.submit(op, facts);
    const shown = client.store.getState();
    expect(shown.jam!.tracks).toHaveLength(1);
    expect(shown.confirmed!.tracks).toHaveLength(0);
    expect(shown.pendingOps).toHaveLength(1);
    const settled = await until((view) => isSettled(view) && view.confirmedRevision === 1);
    expect(settled.confirmed).toEqual(server.state);
  });

  it('knows who changed what sounds last: whoever undid, not whose change is left', async () => {
    server.commit(ana, 'a1', { type: 'track.add', trackId: 't' as TrackId, name: 'T', instrument: 'bass' });
    start();
    expect((await until(isLive)).lastChangeBy).toBeNull();
    server.commit(ana, 'a2', { type: 'track.set', trackId: 't' as TrackId, settings: { gainDb: -6 } });
    server.commit(ben, 'b1', { type: 'track.set', trackId: 't' as TrackId, settings: { mute: true } });
    server.commit(ben, 'b2', { type: 'undo' });
    server.commit(ana, 'a3', { type: 'jam.set', name: 'Renamed' });
    expect((await until((view) => view.confirmedRevision === 5)).lastChangeBy).toBe(ben);
  });

  it('OP5 a refusal takes the change back and says why', async () => {
    server.commit(ben, 'b1', { type: 'track.add', trackId: 't' as TrackId, name: 'T', instrument: 'bass' });
    start();
    await until(isLive);
    server.skipsFacts = true;
    server.commit(ben, 'b2', { type: 'track.remove', trackId: 't' as TrackId });
    client.submit({ type: 'track.set', trackId: 't' as TrackId, settings: { mute: true } });
    expect(client.store.getState().jam!.tracks[0]!.mute).toBe(true);
    const view = await until((view) => view.notices.length > 0);
    expect(view.notices[0]).toMatchObject({
      kind: 'refused',
      sentence: 'That track is not in this jam any more.',
    });
    expect(view.pendingOps).toEqual([]);
    client.dismissNotice(view.notices[0]!.id);
    expect(client.store.getState().notices).toEqual([]);
  });

  it('OP4 an op whose answer was lost is recognised after the reconnect, not done twice', async () => {
    start();
    const { jam } = await until(isLive);
    server.swallowsAnswers = true;
    const { op, facts } = addStem(jam!, stem);
    client.submit(op, facts);
    await expect.poll(() => server.log.length).toBe(1);
    server.swallowsAnswers = false;
    server.cutLines();
    await until((view) => isSettled(view) && view.confirmedRevision === 1);
    expect(server.log).toHaveLength(1);
    expect(server.joins.at(-1)).toMatchObject({ lastRevision: 0 });
    expect(client.store.getState().confirmed).toEqual(server.state);
  });

  it('keeps what is done offline, shows it as pending and sends it when the room is back', async () => {
    start();
    const { jam } = await until(isLive);
    server.cutLines();
    await until((view) => view.connection === 'reconnecting');
    const { op, facts } = addStem(jam!, stem);
    client.submit(op, facts);
    client.submit({ type: 'jam.set', name: 'Offline' });
    expect(client.store.getState().jam).toMatchObject({ name: 'Offline' });
    expect(client.store.getState().pendingOps).toHaveLength(2);
    await until(isSettled);
    expect(server.log.map((line) => line.op.type)).toEqual(['clip.add', 'jam.set']);
  });

  it('OP6 fetches ops it has missed', async () => {
    start();
    await until(isLive);
    server.skipsFacts = true;
    server.commit(ben, 'b1', { type: 'jam.set', name: 'Missed' });
    server.skipsFacts = false;
    server.commit(ben, 'b2', { type: 'track.add', trackId: 't' as TrackId, name: 'T', instrument: 'bass' });
    const view = await until((view) => view.confirmedRevision === 2);
    expect(view.confirmed).toEqual(server.state);
    expect(server.joins).toHaveLength(2);
  });

  it('says who cannot come in, and stops asking', async () => {
    start('elsewhere');
    const view = await until((view) => view.refusal !== null);
    expect(view).toMatchObject({ connection: 'closed', refusal: { code: 'unknown_jam' } });
  });

  it('a guest without a name is told so', async () => {
    server.refusesHandshake = true;
    start();
    const view = await until((view) => view.refusal !== null);
    expect(view.refusal).toEqual({ code: 'not_signed_in', sentence: 'Choose a name first.' });
  });

  it('shows a new name as soon as the room tells it, without joining again', async () => {
    start();
    await until(isLive);
    const me = { memberId: ana, name: 'Ana', colour: 'sky', connected: true, listening: false } as const;
    server.io.emit('presence:changed', [{ ...me, auditioning: null, clockErrorMs: null }]);
    await until((view) => view.people[0]?.name === 'Ana');
    server.io.emit('presence:changed', [{ ...me, name: 'Anna', auditioning: null, clockErrorMs: null }]);
    expect((await until((view) => view.people[0]?.name === 'Anna')).people).toHaveLength(1);
    expect(server.joins).toHaveLength(1);
  });

  it('tells the room again after a reconnect that we listen', async () => {
    start();
    await until(isLive);
    client.setListening(true);
    await expect.poll(() => server.presence.at(-1)).toMatchObject({ listening: true });
    server.presence = [];
    server.cutLines();
    await until((view) => view.connection === 'reconnecting');
    await until(isLive);
    await expect.poll(() => server.presence[0]).toMatchObject({ listening: true });
  });
});
