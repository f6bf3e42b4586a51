import { z } from 'zod';
import { JamId, MemberId, OpId, StemId } from './ids';
import { JamError, type Result } from './errors';
import { JamState } from './jam';
import { CommittedOp, MemberOp } from './op';
import { Person } from './presence';
import { SuggestionSet, SuggestionStatus } from './suggestion';
import { ServerMs } from './units';

/** The whole wire of a jam. Commands are asked (`noun:verb`) and always acked; facts are told (`noun:past`). */

export const PROTOCOL_VERSION = 1;

/** Largest socket message the server reads, in bytes. */
export const MAX_MESSAGE_BYTES = 16_384;

export const JoinCommand = z.object({
  jamId: JamId,
  protocol: z.literal(PROTOCOL_VERSION, 'This page is older than the server. Reload it.'),
  /** The revision the client has; it gets what is missing, or a snapshot if that is shorter (OP6). */
  lastRevision: z.number().int().min(0).optional(),
});
export type JoinCommand = z.infer<typeof JoinCommand>;

export const Snapshot = z.object({ revision: z.number().int().min(0), state: JamState });
export type Snapshot = z.infer<typeof Snapshot>;

export const Joined = z.object({
  memberId: MemberId,
  catchUp: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('snapshot'), snapshot: Snapshot }),
    z.object({ kind: z.literal('ops'), ops: z.array(CommittedOp) }),
  ]),
  people: z.array(Person),
  suggestions: SuggestionSet.nullable(),
  suggestionStatus: SuggestionStatus,
  serverMs: ServerMs,
});
export type Joined = z.infer<typeof Joined>;

export const SubmitCommand = z.object({ opId: OpId, op: MemberOp });
export type SubmitCommand = z.infer<typeof SubmitCommand>;

export const AuditionCommand = z.object({ stemId: StemId.nullable() });
export type AuditionCommand = z.infer<typeof AuditionCommand>;

export const PresenceCommand = z.object({
  listening: z.boolean().optional(),
  clockErrorMs: z.number().min(0).max(10_000).nullable().optional(),
});
export type PresenceCommand = z.infer<typeof PresenceCommand>;

export const PingCommand = z.object({ clientMs: z.number().finite() });
export type PingCommand = z.infer<typeof PingCommand>;

/** The server's clock when the probe came in; the client takes half of the round trip off. */
export const Pong = z.object({ clientMs: z.number(), serverMs: ServerMs });
export type Pong = z.infer<typeof Pong>;

export type Ack<Value> = (result: Result<Value>) => void;

export interface ClientToServer {
  'jam:join': (command: JoinCommand, ack: Ack<Joined>) => void;
  'op:submit': (command: SubmitCommand, ack: Ack<CommittedOp>) => void;
  'audition:set': (command: AuditionCommand, ack: Ack<null>) => void;
  'presence:set': (command: PresenceCommand, ack: Ack<null>) => void;
  'clock:ping': (command: PingCommand, ack: Ack<Pong>) => void;
}

export interface ServerToClient {
  'op:committed': (committed: CommittedOp) => void;
  'suggestions:ranked': (set: SuggestionSet) => void;
  'suggestions:status': (status: SuggestionStatus) => void;
  'presence:changed': (people: Person[]) => void;
  /** The server goes away on purpose, or refuses to go on with this socket. */
  'jam:closed': (error: JamError) => void;
}
