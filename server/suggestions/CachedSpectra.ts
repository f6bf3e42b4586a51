import type { SpectraOf, WindowName } from '#server/mix/mixAnalysis';
import { LruMap } from '#server/platform/LruMap';
import type { Database } from '#server/platform/openDatabase';
import type { StemSpectra } from './ports';

/** 12 800 bytes each: 25 MB when full. */
const KEPT = 2_000;

/** Spectra from the database, kept: they never change. */
export class CachedSpectra implements StemSpectra {
  private readonly kept = new LruMap<string, Uint8Array>(KEPT);

  constructor(private readonly database: Pick<Database, 'prisma'>) {}

  async load(windows: readonly WindowName[]): Promise<SpectraOf> {
    const found = new Map<string, Uint8Array>();
    const missing = new Map<string, WindowName>();
    for (const name of windows) {
      const key = keyOf(name);
      const spectra = this.kept.get(key);
      if (spectra) found.set(key, spectra);
      else missing.set(key, name);
    }
    if (missing.size > 0)
      for (const row of await this.read([...missing.values()])) {
        const spectra = Buffer.from(row.base64, 'base64');
        this.kept.set(keyOf(row), spectra);
        found.set(keyOf(row), spectra);
      }
    return (stemId, window) => found.get(keyOf({ stemId, window }));
  }

  /** As text, because the embedded database's client reads bytes digit by digit: 100 stems would take 0.2 s. */
  private read(windows: readonly WindowName[]): Promise<(WindowName & { base64: string })[]> {
    const stemIds = windows.map(({ stemId }) => stemId);
    const numbers = windows.map(({ window }) => window);
    return this.database.prisma.$queryRaw`
      SELECT "stemId", "window", encode("spectra", 'base64') AS "base64" FROM "StemWindow"
      WHERE ("stemId", "window") IN (SELECT * FROM unnest(${stemIds}::text[], ${numbers}::int[]))`;
  }
}

const keyOf = ({ stemId, window }: WindowName): string => `${stemId} ${window}`;
