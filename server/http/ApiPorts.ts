import type { HttpBindings } from '@hono/node-server';
import type { Auth } from '#server/auth/createAuth';
import type { Health, ImportProgress, LibraryPage, LibraryQuery } from '#server/contract/http';
import type { StemId } from '#server/contract/ids';
import type { Result } from '#server/contract/errors';
import type { StemPeaks, StemSummary } from '#server/contract/stem';
import type { Bpm } from '#server/contract/units';
import type { JamRegistry } from '#server/jam/JamRegistry';
import type { OpLog } from '#server/jam/OpLog';
import type { Logger } from '#server/platform/createLogger';

/** Node's own request is at hand as `context.env.incoming`. */
export type NodeEnvironment = { Bindings: HttpBindings };

/** What the HTTP edge needs from the rest of the server. */
export interface ApiPorts {
  registry: JamRegistry;
  opLog: OpLog;
  auth: Pick<Auth, 'memberFromHeaders' | 'saveMe'>;
  library: {
    stem(stemId: StemId): Promise<StemSummary | null>;
    peaks(stemId: StemId): Promise<StemPeaks | null>;
    search(query: LibraryQuery): Promise<LibraryPage>;
    progress(): ImportProgress;
  };
  /** A file of the stem at a tempo and transposition; a refusal when the queue is full or the audio is gone. */
  conformedFile(
    stemId: StemId,
    bpm: Bpm,
    transposition: number,
  ): Promise<Result<{ path: string; contentType: string }>>;
  health(): Promise<Health>;
  logger: Logger;
}
