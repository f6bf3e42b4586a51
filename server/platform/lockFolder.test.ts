import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseUnavailable } from './DatabaseUnavailable';
import { lockFolder } from './lockFolder';

describe('lockFolder', () => {
  let folder: string;
  const children: ChildProcess[] = [];
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stemjam-lock-'))));
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** Another process that holds the lock. */
  async function holder(held: string): Promise<ChildProcess> {
    const source = new URL('./lockFolder.ts', import.meta.url).href;
    const script = `const { lockFolder } = await import(${JSON.stringify(source)});
      await lockFolder(${JSON.stringify(held)}); console.log('locked'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    await once(child.stdout!, 'data');
    return child;
  }

  it('a second process is told which process uses which folder', async () => {
    const child = await holder(folder);
    const refused = lockFolder(folder);
    await expect(refused).rejects.toThrow(DatabaseUnavailable);
    await expect(refused).rejects.toThrow(
      new RegExp(`process ${child.pid}\\) uses the data folder ${folder}`),
    );
  });

  it('the lock of a killed process is taken over', async () => {
    const child = await holder(folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(join(folder, 'server.lock'))).toBe(true);
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(/Another Stemjam server/);
    await lock.close();
  });

  it('of many that take over at once, one gets it', async () => {
    const child = await holder(folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const tries = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder)));
    const locks = tries.filter((attempt) => attempt.status === 'fulfilled');
    expect(locks).toHaveLength(1);
    await locks[0]!.value.close();
  });

  it('a closed lock can be taken again, and leaves nothing', async () => {
    await (await lockFolder(folder)).close();
    await (await lockFolder(folder)).close();
    expect(existsSync(join(folder, 'server.lock'))).toBe(false);
  });

  it.runIf(process.platform === 'linux')(
    'a folder too deep for the address of a socket is locked too',
    async () => {
      const deep = join(folder, 'd'.repeat(80), 'e'.repeat(80));
      mkdirSync(deep, { recursive: true });
      const lock = await lockFolder(deep);
      expect(existsSync(join(deep, 'server.lock'))).toBe(true);
      await expect(lockFolder(deep)).rejects.toThrow(/Another Stemjam server/);
      await lock.close();
    },
  );

  it('a folder that cannot be written says so', async () => {
    await expect(lockFolder('/proc')).rejects.toThrow(/cannot be locked|uses the data folder/);
  });
});
