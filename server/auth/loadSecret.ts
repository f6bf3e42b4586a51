import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The secret that signs cookies: made once for a data folder, readable by its owner alone. */
export function loadSecret(dataDir: string): string {
  const file = join(dataDir, 'auth.secret');
  mkdirSync(dataDir, { recursive: true });
  try {
    // Exclusive: of two processes that start together, one writes and both read the same.
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32)
    throw new Error(`${file} is damaged. Remove it; everybody then has to introduce themselves again.`);
  return secret;
}
