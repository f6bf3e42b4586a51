import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Originals, kept byte for byte (UP3) under the SHA-256 of their content. */
export class AudioFiles {
  private constructor(private readonly folder: string) {}

  /** @param dataDir the folder `originals` is made in it */
  static async open(dataDir: string): Promise<AudioFiles> {
    const folder = path.join(dataDir, 'originals');
    await mkdir(folder, { recursive: true });
    return new AudioFiles(folder);
  }

  /** Where an original is, or would be. Two letters of folder keep listings short. */
  pathOf(sha256: string): string {
    return path.join(this.folder, sha256.slice(0, 2), sha256);
  }

  read(sha256: string): Promise<Buffer> {
    return readFile(this.pathOf(sha256));
  }

  async has(sha256: string): Promise<boolean> {
    return access(this.pathOf(sha256)).then(
      () => true,
      () => false,
    );
  }

  /** Writing the same content twice is harmless; a file under its name is always whole. */
  async write(sha256: string, bytes: Uint8Array): Promise<void> {
    const target = this.pathOf(sha256);
    const unfinished = `${target}.${randomUUID()}.part`;
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(unfinished, bytes);
    await rename(unfinished, target);
  }
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
