import type { MemberId, StemId } from '#server/contract/ids';
import type { Person } from '#server/contract/presence';

export type Profile = Pick<Person, 'memberId' | 'name' | 'colour'>;

interface Connection {
  listening: boolean;
  auditioning: StemId | null;
  clockErrorMs: number | null;
}

/** People who left whose names are remembered. */
const MOST_GONE = 64;

/** Who is in one jam right now. A member with several tabs is one person (VT2 counts people, not tabs). */
export class Presence {
  private readonly profiles = new Map<MemberId, Profile>();
  private readonly connections = new Map<MemberId, Map<string, Connection>>();
  /** What other nodes have said of the people on them. */
  private readonly elsewhere = new Map<string, { people: Person[]; toldAtMs: number }>();

  connect(profile: Profile, connectionId: string): void {
    // The latest arrival last, so that the longest gone are first.
    if (!this.has(profile.memberId)) this.profiles.delete(profile.memberId);
    this.profiles.set(profile.memberId, profile);
    const own = this.connections.get(profile.memberId) ?? new Map<string, Connection>();
    own.set(connectionId, { listening: false, auditioning: null, clockErrorMs: null });
    this.connections.set(profile.memberId, own);
  }

  disconnect(memberId: MemberId, connectionId: string): void {
    const own = this.connections.get(memberId);
    own?.delete(connectionId);
    if (own?.size !== 0) return;
    this.connections.delete(memberId);
    this.forgetLongGone();
  }

  /** A member has another name or colour. False: they are not here. */
  rename(profile: Profile): boolean {
    if (!this.has(profile.memberId)) return false;
    this.profiles.set(profile.memberId, profile);
    return true;
  }

  connectionsOf(memberId: MemberId): number {
    return this.connections.get(memberId)?.size ?? 0;
  }

  update(memberId: MemberId, connectionId: string, change: Partial<Connection>): void {
    const connection = this.connections.get(memberId)?.get(connectionId);
    if (connection) Object.assign(connection, change);
  }

  /** What another node says of its people. False: nothing new. */
  setElsewhere(node: string, people: Person[], toldAtMs: number): boolean {
    const before = this.elsewhere.get(node)?.people ?? [];
    this.elsewhere.set(node, { people, toldAtMs });
    return JSON.stringify(before) !== JSON.stringify(people);
  }

  /** Forgets nodes that have been silent. True: there were some. */
  forgetElsewhere(silentSinceMs: number): boolean {
    const silent = [...this.elsewhere].filter(([, { toldAtMs }]) => toldAtMs < silentSinceMs);
    for (const [node] of silent) this.elsewhere.delete(node);
    return silent.some(([, { people }]) => people.length > 0);
  }

  /** Everybody seen on this node since the room was opened, in order of arrival. */
  ownPeople(): Person[] {
    return [...this.profiles.values()].map((profile) => this.person(profile));
  }

  /** Everybody, on whatever node: those present first, in order of arrival. */
  people(): Person[] {
    const everybody = new Map<MemberId, Person>();
    const told = [...this.elsewhere.values()].flatMap((node) => node.people);
    for (const person of [...this.ownPeople(), ...told]) {
      const known = everybody.get(person.memberId);
      everybody.set(person.memberId, known ? together(known, person) : person);
    }
    const people = [...everybody.values()];
    return [...people.filter((person) => person.connected), ...people.filter((person) => !person.connected)];
  }

  listening(): MemberId[] {
    return this.people()
      .filter((person) => person.listening)
      .map((person) => person.memberId);
  }

  /** Members with a connection to this node. */
  get memberCount(): number {
    return this.connections.size;
  }

  has(memberId: MemberId): boolean {
    return this.connections.has(memberId);
  }

  /** Names of people who left are kept for their votes, but not for ever. */
  private forgetLongGone(): void {
    const gone = [...this.profiles.keys()].filter((memberId) => !this.connections.has(memberId));
    for (const memberId of gone.slice(0, -MOST_GONE)) this.profiles.delete(memberId);
  }

  private person(profile: Profile): Person {
    const own = [...(this.connections.get(profile.memberId)?.values() ?? [])];
    const errors = own.flatMap(({ clockErrorMs }) => (clockErrorMs === null ? [] : [clockErrorMs]));
    return {
      ...profile,
      connected: own.length > 0,
      listening: own.some((connection) => connection.listening),
      auditioning: own.find((connection) => connection.auditioning)?.auditioning ?? null,
      clockErrorMs: errors.length > 0 ? Math.min(...errors) : null,
    };
  }
}

/** One person with tabs on two nodes. */
const together = (a: Person, b: Person): Person => ({
  ...(a.connected ? a : b),
  connected: a.connected || b.connected,
  listening: a.listening || b.listening,
  auditioning: a.auditioning ?? b.auditioning,
});
