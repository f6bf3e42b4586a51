import type { Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Joined } from '#server/contract/events';
import type { Result } from '#server/contract/errors';
import type { MemberId } from '#server/contract/ids';
import { JAM_LIMITS } from '#server/contract/jam';
import type { CommittedOp } from '#server/contract/op';
import { testJamServer, type TestJamServer, type TestSocket } from './testJamServer';

const eventOf = <Value>(socket: TestSocket, name: string): Promise<Value> =>
  new Promise((resolve) => socket.once(name as never, resolve as never));
/** Sends anything at all, as a hostile client would. */
const ask = (socket: TestSocket, name: string, message: unknown): Promise<Result<never>> =>
  (socket as Socket).timeout(5_000).emitWithAck(name, message);

describe('sockets, with a fake sign-in and library', () => {
  let server: TestJamServer;

  const join = async (member: string, more: object = {}) => {
    const socket = server.connect(member);
    const joined = (await ask(socket, 'jam:join', {
      jamId: server.jamId,
      protocol: 1,
      ...more,
    })) as Result<Joined>;
    if (!joined.ok) throw new Error(joined.error.sentence);
    return { socket, joined: joined.value };
  };
  const rename = (name: string, opId = name) => ({ opId, op: { type: 'jam.set', name } });

  beforeEach(async () => {
    server = await testJamServer();
  });
  afterEach(() => server.close());

  it('OP2 every member hears a committed op, its sender included', async () => {
    const [ana, ben] = [await join('ana'), await join('ben')];
    const heard = [ana, ben].map(({ socket }) => eventOf<CommittedOp>(socket, 'op:committed'));
    const ack = await ask(ana.socket, 'op:submit', rename('New'));
    expect(ack).toMatchObject({ ok: true, value: { revision: 1, memberId: 'ana' } });
    for (const committed of await Promise.all(heard))
      expect(committed).toMatchObject({ revision: 1, opId: 'New' });
  });

  it('OP6 somebody who comes back gets the missing ops, a newcomer the whole jam', async () => {
    const ana = await join('ana');
    for (const name of ['One', 'Two', 'Three']) await ask(ana.socket, 'op:submit', rename(name));
    const back = await join('ben', { lastRevision: 1 });
    expect(back.joined.catchUp).toMatchObject({ kind: 'ops', ops: [{ revision: 2 }, { revision: 3 }] });
    const newcomer = await join('cara');
    expect(newcomer.joined.catchUp).toMatchObject({
      kind: 'snapshot',
      snapshot: { revision: 3, state: { name: 'Three' } },
    });
  });

  it('OP8 an op before joining, or on a jam that is not there, is refused with a sentence', async () => {
    const socket = server.connect('ana');
    expect(await ask(socket, 'op:submit', rename('New'))).toMatchObject({ error: { code: 'not_a_member' } });
    expect(await ask(socket, 'jam:join', { jamId: 'none', protocol: 1 })).toMatchObject({
      error: { code: 'unknown_jam' },
    });
  });

  it('OP8 a stranger is not let in', async () => {
    const error = await eventOf<{ data?: { code: string } }>(server.connect(null), 'connect_error');
    expect(error.data?.code).toBe('not_signed_in');
  });

  it('OP8 whatever is sent is answered with a sentence, and the room goes on', async () => {
    const { socket } = await join('ana');
    const deep = JSON.parse('['.repeat(500) + ']'.repeat(500));
    const hostile = [
      undefined,
      null,
      0,
      'text',
      [],
      {},
      deep,
      { opId: 'x' },
      { opId: '../../etc', op: { type: 'undo' } },
      { opId: 'x', op: { type: 'vote.close', suggestionId: 's.0.0', listening: [] } },
      { opId: 'x', op: { type: 'jam.set', name: '' } },
      { opId: 'x', op: { type: '__proto__' } },
      { opId: 'x', op: { type: 'track.set', trackId: 't', settings: { gainDb: 1e9 } } },
      { opId: 'x', op: { type: 'track.set', trackId: 't', settings: { gainDb: Number.NaN } } },
      { opId: 'x', op: { type: 'transport.set', bpm: 1e6 } },
    ];
    for (const message of hostile) {
      const answer = await ask(socket, 'op:submit', message);
      expect(answer).toMatchObject({ ok: false, error: { code: 'bad_message' } });
      expect(JSON.stringify(answer)).not.toMatch(/at \w+ \(|node_modules/);
    }
    expect(await ask(socket, 'op:submit', rename('Alive'))).toMatchObject({ ok: true });
  });

  it('OP8 an oversized message is refused, a huge one ends only that connection', async () => {
    const [ana, ben] = [await join('ana'), await join('ben')];
    expect(await ask(ana.socket, 'op:submit', rename('x'.repeat(20_000), 'a'))).toMatchObject({
      error: { code: 'too_large' },
    });
    const gone = eventOf(ana.socket, 'disconnect');
    (ana.socket as Socket).emit('op:submit', rename('x'.repeat(400_000)), () => undefined);
    await gone;
    expect(await ask(ben.socket, 'op:submit', rename('Alive'))).toMatchObject({ ok: true });
  });

  it('OP8 too many ops at once are refused, not queued', async () => {
    const { socket } = await join('ana');
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => ask(socket, 'op:submit', rename(`N${index}`))),
    );
    const refusals = answers.filter((answer) => !answer.ok);
    expect(refusals.length).toBeGreaterThan(50);
    expect(refusals[0]).toMatchObject({ error: { code: 'too_fast' } });
    const room = await server.registry.open(server.jamId);
    expect(room?.revision).toBe(answers.length - refusals.length);
  });

  it('VT2 two tabs of one guest are one person', async () => {
    const one = await join('ana');
    const two = await join('ana');
    expect(two.joined.people).toHaveLength(1);
    await ask(one.socket, 'presence:set', { listening: true });
    await ask(two.socket, 'presence:set', { listening: false });
    const room = await server.registry.open(server.jamId);
    expect(room?.presence.people()).toMatchObject([{ name: 'ana', listening: true, connected: true }]);
    one.socket.disconnect();
    await expect.poll(() => room?.presence.people()).toMatchObject([{ listening: false, connected: true }]);
    two.socket.disconnect();
    await expect.poll(() => room?.presence.people()).toMatchObject([{ connected: false }]);
  });

  it('a new name is seen by everybody at once', async () => {
    const [ana, ben] = [await join('ana'), await join('ben')];
    const told = eventOf<{ name: string }[]>(ben.socket, 'presence:changed');
    server.rename({ memberId: 'ana' as MemberId, name: 'Ana B', colour: 'rose' });
    expect(await told).toContainEqual(expect.objectContaining({ name: 'Ana B', colour: 'rose' }));
    expect(ana.joined.people).toHaveLength(1);
  });

  it('OP8 a ninth tab of one guest is refused with a sentence', async () => {
    for (let tab = 0; tab < 8; tab += 1) await join('ana');
    const ninth = server.connect('ana');
    const answer = await ask(ninth, 'jam:join', { jamId: server.jamId, protocol: 1 });
    expect(answer).toMatchObject({ error: { code: 'limit_reached' } });
  });

  it('an audition is told to the others', async () => {
    const [ana, ben] = [await join('ana'), await join('ben')];
    const told = eventOf<{ name: string; auditioning: string | null }[]>(ben.socket, 'presence:changed');
    await ask(ana.socket, 'audition:set', { stemId: 'stem' });
    expect(await told).toContainEqual(expect.objectContaining({ name: 'ana', auditioning: 'stem' }));
  });

  it('TR1 the clock answers with the time of the server', async () => {
    const { socket } = await join('ana');
    const before = performance.timeOrigin + performance.now();
    const pong = (await ask(socket, 'clock:ping', { clientMs: 5 })) as unknown as {
      value: { serverMs: number; clientMs: number };
    };
    const after = performance.timeOrigin + performance.now();
    expect(pong.value.clientMs).toBe(5);
    expect(pong.value.serverMs).toBeGreaterThanOrEqual(before);
    expect(pong.value.serverMs).toBeLessThanOrEqual(after);
  });

  it('a full room refuses the next person and disturbs nobody inside', async () => {
    const room = (await server.registry.open(server.jamId))!;
    for (let index = 0; index < JAM_LIMITS.members; index += 1) {
      const memberId = `m${index}` as never;
      room.presence.connect({ memberId, name: `m${index}`, colour: 'sky' }, `fake-${index}`);
    }
    const late = server.connect('late');
    expect(await ask(late, 'jam:join', { jamId: server.jamId, protocol: 1 })).toMatchObject({
      error: { code: 'room_full' },
    });
    expect((await join('m1')).joined.people).toHaveLength(JAM_LIMITS.members);
  });
});
