import { accepted, refused, type Result } from '#server/contract/errors';
import {
  AuditionCommand,
  JoinCommand,
  PingCommand,
  PresenceCommand,
  SubmitCommand,
  type Joined,
} from '#server/contract/events';
import { JAM_LIMITS } from '#server/contract/jam';
import type { JamRoom } from '#server/jam/JamRoom';
import type { JamServer, JamSocket, SocketPorts } from './attachSockets';
import type { CommandLimits, CommandName } from './commandLimits';
import { handleCommand } from './handleCommand';

const NOT_IN_A_JAM = refused('not_a_member', 'Join the jam before you change it.');

/** Connections one member may have to a jam. */
const MOST_TABS = 8;

/** Everything one connection may ask for. A connection is in one jam at a time. */
export function serveMember(
  io: JamServer,
  socket: JamSocket,
  ports: SocketPorts & { limits: CommandLimits },
): void {
  const { memberId } = socket.data.me;
  const { logger, registry, suggestions, now, limits } = ports;
  const command = (name: CommandName) => ({
    socket,
    logger,
    name,
    mayGoOn: () => limits[name].take(memberId),
  });
  let room: JamRoom | null = null;

  const tellPresence = (of: JamRoom) => {
    io.to(of.jamId).emit('presence:changed', of.presence.people());
    registry.presenceChanged(of);
  };
  const leave = () => {
    if (!room) return;
    const left = room;
    room = null;
    void socket.leave(left.jamId);
    left.presence.disconnect(memberId, socket.id);
    tellPresence(left);
  };

  const join = async ({ jamId, lastRevision }: JoinCommand): Promise<Result<Joined>> => {
    const next = await registry.open(jamId);
    if (!next) return refused('unknown_jam', 'There is no jam at this address. Check the link.');
    if (!next.presence.has(memberId) && next.presence.memberCount >= JAM_LIMITS.members)
      return refused(
        'room_full',
        `This jam has its ${JAM_LIMITS.members} people. Try again when somebody leaves.`,
      );
    if (room !== next && next.presence.connectionsOf(memberId) >= MOST_TABS)
      return refused('limit_reached', `You have this jam open in ${MOST_TABS} places. Close one of them.`);
    if (!socket.connected) return refused('not_a_member', 'The connection was closed.');
    leave();
    ports.opLog.addMember(jamId, memberId).catch((cause) => {
      logger.warn({ jamId, err: cause }, 'a membership could not be written');
    });

    // From here to the return nothing waits: no op can fall between the state that is sent and the facts that follow.
    room = next;
    void socket.join(jamId);
    next.presence.connect(socket.data.me, socket.id);
    tellPresence(next);
    const missing = lastRevision === undefined ? null : next.opsSince(lastRevision);
    return accepted({
      memberId: memberId,
      catchUp: missing
        ? { kind: 'ops' as const, ops: missing }
        : { kind: 'snapshot' as const, snapshot: { revision: next.revision, state: next.state } },
      people: next.presence.people(),
      suggestions: suggestions.latest(jamId),
      suggestionStatus: suggestions.status(jamId),
      serverMs: now(),
    });
  };

  const changePresence = (change: Parameters<JamRoom['presence']['update']>[2]): Result<null> => {
    if (!room) return NOT_IN_A_JAM;
    room.presence.update(memberId, socket.id, change);
    tellPresence(room);
    return accepted(null);
  };

  handleCommand({
    ...command('jam:join'),
    schema: JoinCommand,
    answer: join,
  });
  handleCommand({
    ...command('op:submit'),
    schema: SubmitCommand,
    answer: ({ opId, op }) => room?.submit(memberId, opId, op) ?? NOT_IN_A_JAM,
  });
  handleCommand({
    ...command('audition:set'),
    schema: AuditionCommand,
    answer: ({ stemId }) => changePresence({ auditioning: stemId }),
  });
  handleCommand({
    ...command('presence:set'),
    schema: PresenceCommand,
    answer: ({ listening, clockErrorMs }) =>
      changePresence({
        ...(listening === undefined ? {} : { listening }),
        ...(clockErrorMs === undefined ? {} : { clockErrorMs }),
      }),
  });
  handleCommand({
    ...command('clock:ping'),
    schema: PingCommand,
    answer: ({ clientMs }) => accepted({ clientMs, serverMs: now() }),
  });
  socket.on('disconnect', leave);
}
