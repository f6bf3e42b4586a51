import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSecret } from './loadSecret';

describe('loadSecret', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stemjam-secret-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes a secret that only its owner can read, and finds it again', () => {
    const first = loadSecret(join(folder, 'data'));
    expect(first).toHaveLength(43);
    expect(statSync(join(folder, 'data', 'auth.secret')).mode & 0o777).toBe(0o600);
    expect(loadSecret(join(folder, 'data'))).toBe(first);
    expect(loadSecret(join(folder, 'other'))).not.toBe(first);
  });

  it('refuses a damaged file instead of signing with next to nothing', () => {
    writeFileSync(join(folder, 'auth.secret'), 'short');
    expect(() => loadSecret(folder)).toThrow(/damaged/);
  });
});
