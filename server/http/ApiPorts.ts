import type { Health, ImportProgress, LibraryPage, LibraryQuery, Me, MeChange } from '#server/contract/http';
import type { StemId } from '#server/contract/ids';
import type { Result } from '#server/contract/errors';
import type { StemPeaks, StemSummary } from '#server/contract/stem';
import type { Bpm } from '#server/contract/units';
import type { JamRegistry } from '#server/jam/JamRegistry';
import type { OpLog } from '#server/jam/OpLog';
import type { Logger } from '#server/platform/createLogger';

/** What the HTTP edge needs from the rest of the server. */
export interface ApiPorts {
  registry: JamRegistry;
  opLog: OpLog;
  accounts: {
    memberFromHeaders(headers: Headers): Promise<Me | null>;
    /** Changes the visitor's name and colour; a visitor without an account becomes a guest (`setCookies`). */
    changeMe(headers: Headers, change: MeChange): Promise<Result<{ me: Me; setCookies: string[] }>>;
    handler(request: Request): Promise<Response>;
  };
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
