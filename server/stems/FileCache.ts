import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';

/** A bounded folder of files that can be made again. The ones not read for longest go first. */
export class FileCache {
  /** In the order of last use, oldest first: a Map keeps insertion order. */
  private readonly sizes = new Map<string, number>();
  private totalBytes = 0;

  private constructor(
    private readonly folder: string,
    private readonly mostBytes: number,
  ) {}

  /** Takes over what an earlier run left, and removes its unfinished files. */
  static async open(folder: string, mostBytes: number): Promise<FileCache> {
    await mkdir(folder, { recursive: true });
    const cache = new FileCache(folder, mostBytes);
    const found: { name: string; bytes: number; usedMs: number }[] = [];
    for (const name of await readdir(folder)) {
      const file = path.join(folder, name);
      if (name.endsWith('.part')) await rm(file, { force: true });
      else {
        const { size, mtimeMs } = await stat(file);
        found.push({ name, bytes: size, usedMs: mtimeMs });
      }
    }
    found.sort((a, b) => a.usedMs - b.usedMs);
    for (const { name, bytes } of found) cache.remember(name, bytes);
    await cache.shrink();
    return cache;
  }

  pathOf(name: string): string {
    return path.join(this.folder, name);
  }

  /** Whether the file is there; if so it counts as used now. */
  async use(name: string): Promise<boolean> {
    const bytes = this.sizes.get(name);
    if (bytes === undefined) return false;
    try {
      // The time on disk carries the order over a restart.
      const now = new Date();
      await utimes(this.pathOf(name), now, now);
      this.remember(name, bytes);
      return true;
    } catch {
      // Somebody emptied the folder.
      this.forget(name);
      return false;
    }
  }

  /** Takes in a file that has just been written to `pathOf(name)`. */
  async add(name: string, bytes: number): Promise<void> {
    this.remember(name, bytes);
    await this.shrink();
  }

  private remember(name: string, bytes: number): void {
    this.forget(name);
    this.sizes.set(name, bytes);
    this.totalBytes += bytes;
  }

  private forget(name: string): void {
    this.totalBytes -= this.sizes.get(name) ?? 0;
    this.sizes.delete(name);
  }

  private async shrink(): Promise<void> {
    for (const name of this.sizes.keys()) {
      // The newest stays in any case: somebody is about to read it.
      if (this.totalBytes <= this.mostBytes || this.sizes.size === 1) return;
      this.forget(name);
      await rm(this.pathOf(name), { force: true });
    }
  }
}
