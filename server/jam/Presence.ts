import type { MemberId, StemId } from '#server/contract/ids';
import type { Person } from '#server/contract/presence';

export type Profile = Pick<Person, 'memberId' | 'name' | 'colour'>;

interface Connection {
  listening: boolean;
  auditioning: StemId | null;
  clockErrorMs: number | null;
}

/** Who is in one jam right now. A member with several tabs is one person (VT2 counts people, not tabs). */
export class Presence {
  private readonly profiles = new Map<MemberId, Profile>();
  private readonly connections = new Map<MemberId, Map<string, Connection>>();

  connect(profile: Profile, connectionId: string): void {
    this.profiles.set(profile.memberId, profile);
    const own = this.connections.get(profile.memberId) ?? new Map<string, Connection>();
    own.set(connectionId, { listening: false, auditioning: null, clockErrorMs: null });
    this.connections.set(profile.memberId, own);
  }

  disconnect(memberId: MemberId, connectionId: string): void {
    const own = this.connections.get(memberId);
    own?.delete(connectionId);
    if (own?.size === 0) this.connections.delete(memberId);
  }

  update(memberId: MemberId, connectionId: string, change: Partial<Connection>): void {
    const connection = this.connections.get(memberId)?.get(connectionId);
    if (connection) Object.assign(connection, change);
  }

  rename(profile: Profile): void {
    if (this.profiles.has(profile.memberId)) this.profiles.set(profile.memberId, profile);
  }

  /** Everybody seen since the room was opened, those present first, in order of arrival. */
  people(): Person[] {
    const everybody = [...this.profiles.values()].map((profile) => this.person(profile));
    return [
      ...everybody.filter((person) => person.connected),
      ...everybody.filter((person) => !person.connected),
    ];
  }

  listening(): MemberId[] {
    return this.people()
      .filter((person) => person.listening)
      .map((person) => person.memberId);
  }

  get memberCount(): number {
    return this.connections.size;
  }

  has(memberId: MemberId): boolean {
    return this.connections.has(memberId);
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
