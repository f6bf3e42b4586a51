import { z } from 'zod';
import { JamId } from '#server/contract/ids';
import { Person } from '#server/contract/presence';
import type { Logger } from '#server/platform/createLogger';
import type { NodeBus } from '#server/platform/NodeBus';
import type { JamRegistry } from './JamRegistry';
import type { JamRoom } from './JamRoom';

const Committed = z.object({ jamId: JamId, revision: z.number().int() });
const Opened = z.object({ jamId: JamId });
const People = z.object({ jamId: JamId, people: z.array(Person) });

/** Presence is repeated, so that a node that died is forgotten and one that came later learns of everybody. */
const REPEAT_MS = 5_000;
export const FORGET_NODE_MS = 3 * REPEAT_MS;

/**
 * Lets the nodes of one service serve the same jam. The database orders the ops; a node that has written one only says
 * so, and the others read it there. A message that was lost is made good by the next, at the latest by the repeat.
 *
 * @param tellPeople sends a room's people to this node's sockets
 */
export function shareRooms(
  registry: JamRegistry,
  bus: NodeBus,
  tellPeople: (room: JamRoom) => void,
  logger: Logger,
): { close(): void } {
  const tellOthers = (room: JamRoom) => {
    bus.publish('people', { jamId: room.jamId, people: room.presence.ownPeople() });
    bus.publish('committed', { jamId: room.jamId, revision: room.revision });
  };
  registry.onOpened((room) => {
    room.onCommitted(({ revision }) => bus.publish('committed', { jamId: room.jamId, revision }));
    // Who is there elsewhere must be known before a vote is counted here.
    bus.publish('opened', { jamId: room.jamId });
    tellOthers(room);
  });
  registry.onPresenceChanged(tellOthers);

  bus.subscribe('opened', (message) => {
    const told = Opened.safeParse(message);
    if (!told.success) return;
    void registry.ifOpen(told.data.jamId)?.then((room) => room && tellOthers(room));
  });
  bus.subscribe('committed', (message) => {
    const told = Committed.safeParse(message);
    if (!told.success) return;
    const { jamId, revision } = told.data;
    registry
      .ifOpen(jamId)
      ?.then((room) => (room && room.revision < revision ? room.catchUp() : undefined))
      // The next nudge, or the repeat, asks again.
      .catch((cause) => logger.warn({ jamId, err: cause }, 'what another node wrote could not be read'));
  });
  bus.subscribe('people', (message, fromNode) => {
    const told = People.safeParse(message);
    if (!told.success) return;
    void registry.ifOpen(told.data.jamId)?.then((room) => {
      if (!room?.presence.setElsewhere(fromNode, told.data.people, performance.now())) return;
      tellPeople(room);
      registry.quorumChanged(room);
    });
  });

  const repeat = setInterval(() => {
    void registry.live().then((rooms) => {
      for (const room of rooms) {
        if (room.presence.memberCount > 0) tellOthers(room);
        if (!room.presence.forgetElsewhere(performance.now() - FORGET_NODE_MS)) continue;
        tellPeople(room);
        registry.quorumChanged(room);
      }
    });
  }, REPEAT_MS);
  return { close: () => clearInterval(repeat) };
}
