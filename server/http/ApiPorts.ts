import type { HttpBindings } from '@hono/node-server';
import type { Auth } from '#server/auth/createAuth';
import type { Library } from '#server/stems/openLibrary';
import type { Health, Me } from '#server/contract/http';
import type { JamRegistry } from '#server/jam/JamRegistry';
import type { OpLog } from '#server/jam/OpLog';
import type { Logger } from '#server/platform/createLogger';

/** Node's own request is at hand as `context.env.incoming`. */
export type NodeEnvironment = { Bindings: HttpBindings };

/** What the HTTP edge needs from the rest of the server. */
export interface ApiPorts {
  registry: JamRegistry;
  opLog: OpLog;
  /** A proxy in front names the sender of each request. */
  isBehindProxy: boolean;
  /** Somebody has another name or colour now. */
  onRenamed(me: Me): void;
  auth: Pick<Auth, 'memberFromHeaders' | 'saveMe'>;
  library: Pick<Library, 'stem' | 'peaks' | 'search' | 'progress' | 'conformedFile'>;
  health(): Promise<Health>;
  logger: Logger;
}
