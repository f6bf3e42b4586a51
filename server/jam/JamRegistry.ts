import { randomBytes } from 'node:crypto';
import { JamId } from '#server/contract/ids';
import { emptyJam } from '#server/contract/jam';
import { JamRoom, type JamRoomPorts } from './JamRoom';
import { VoteCloser } from './VoteCloser';

export interface JamRegistryPorts extends JamRoomPorts {
  setTimer: (callback: () => void, delayMs: number) => () => void;
}

interface OpenRoom {
  room: JamRoom;
  voteCloser: VoteCloser;
}

/** How long a room without people stays in memory: after they left, and if the lobby only looked. */
const IDLE_MS = { left: 5 * 60_000, looked: 60_000 } as const;

/** The rooms that are open in this process: one per jam, however many ask for it at once. */
export class JamRegistry {
  private readonly rooms = new Map<JamId, Promise<OpenRoom | null>>();
  private readonly idleTimers = new Map<JamId, () => void>();
  private readonly openedListeners = new Set<(room: JamRoom) => void>();
  private readonly closedListeners = new Set<(jamId: JamId) => void>();
  private readonly presenceListeners = new Set<(room: JamRoom) => void>();

  constructor(private readonly ports: JamRegistryPorts) {}

  /** Calls back when a room has been loaded, before anybody is in it. */
  onOpened(listener: (room: JamRoom) => void): void {
    this.openedListeners.add(listener);
  }

  onClosed(listener: (jamId: JamId) => void): void {
    this.closedListeners.add(listener);
  }

  /** Calls back when somebody on this node came, went or changed what the others see of them. */
  onPresenceChanged(listener: (room: JamRoom) => void): void {
    this.presenceListeners.add(listener);
  }

  /** A new jam with an unguessable id. */
  async create(name: string, options: { isOpen?: boolean } = {}): Promise<JamId> {
    const jamId = JamId.parse(randomBytes(9).toString('base64url'));
    const { opLog, now } = this.ports;
    await opLog.createJam({ jamId, name, isOpen: options.isOpen ?? false, startedAt: now() });
    return jamId;
  }

  /** The room of a jam, read from the log if nobody was in it. Null: there is no such jam. */
  async open(jamId: JamId): Promise<JamRoom | null> {
    const opened = await this.loaded(jamId);
    return opened?.room ?? null;
  }

  /** The room of a jam if it is in memory here; undefined otherwise. */
  ifOpen(jamId: JamId): Promise<JamRoom | null> | undefined {
    return this.rooms.get(jamId)?.then(
      (opened) => opened?.room ?? null,
      () => null,
    );
  }

  /** The rooms that are in memory now. */
  async live(): Promise<JamRoom[]> {
    // One that is being read, or cannot be, is nobody's yet.
    const opened = await Promise.all([...this.rooms.keys()].map((jamId) => this.ifOpen(jamId)));
    return opened.flatMap((room) => room ?? []);
  }

  /** To be told whenever somebody comes or goes: quorums change, and empty rooms are put away after a while. */
  presenceChanged(room: JamRoom): void {
    this.quorumChanged(room);
    for (const listener of this.presenceListeners) listener(room);
    this.putAwayIn(room, IDLE_MS.left);
  }

  /** Open votes are counted again. */
  quorumChanged(room: JamRoom): void {
    this.rooms.get(room.jamId)?.then(
      (opened) => opened?.voteCloser.review(),
      () => undefined,
    );
  }

  async close(): Promise<void> {
    for (const cancel of this.idleTimers.values()) cancel();
    const opened = await Promise.all([...this.rooms.values()].map((entry) => entry.catch(() => null)));
    await Promise.all(opened.map((entry) => entry && closeRoom(entry)));
    this.rooms.clear();
  }

  private loaded(jamId: JamId): Promise<OpenRoom | null> {
    const known = this.rooms.get(jamId);
    if (known) return known;
    const loading = this.load(jamId);
    this.rooms.set(jamId, loading);
    // Neither a jam that does not exist nor a failed read may be remembered.
    loading.then(
      (opened) => opened ?? this.rooms.delete(jamId),
      () => this.rooms.delete(jamId),
    );
    return loading;
  }

  private async load(jamId: JamId): Promise<OpenRoom | null> {
    const room = await JamRoom.load(jamId, this.ports, (name, startedAt) => emptyJam(jamId, name, startedAt));
    if (!room) return null;
    const voteCloser = new VoteCloser(room, this.ports);
    for (const listener of this.openedListeners) listener(room);
    this.putAwayIn(room, IDLE_MS.looked);
    return { room, voteCloser };
  }

  private putAwayIn(room: JamRoom, ms: number): void {
    this.idleTimers.get(room.jamId)?.();
    this.idleTimers.delete(room.jamId);
    if (room.presence.memberCount > 0) return;
    const putAway = () => {
      this.putAway(room).catch((cause) => {
        this.ports.logger.error({ jamId: room.jamId, err: cause }, 'a room could not be put away');
      });
    };
    this.idleTimers.set(room.jamId, this.ports.setTimer(putAway, ms));
  }

  private async putAway(room: JamRoom): Promise<void> {
    const entry = await this.rooms.get(room.jamId);
    if (!entry || room.presence.memberCount > 0) return;
    this.rooms.delete(room.jamId);
    this.idleTimers.delete(room.jamId);
    // At once: somebody who comes while the last snapshot is written gets a new room, which must not be forgotten.
    for (const listener of this.closedListeners) listener(room.jamId);
    await closeRoom(entry);
  }
}

async function closeRoom({ room, voteCloser }: OpenRoom): Promise<void> {
  voteCloser.close();
  await room.close();
}
