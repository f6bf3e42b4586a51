import { expect, test } from '@playwright/test';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { removeData } from '../importedData';
import { startInVain } from '../startServer';

test('SV1 a wrong configuration is a sentence that names every wrong variable', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'stemjam-config-'));
  const env = { PORT: 'many', EMBEDDER: 'abacus', DATABASE_URL: 'mysql://elsewhere' };
  const { output, exitCode } = await startInVain({ dataDir, env });
  await removeData(dataDir);
  expect(exitCode).toBe(1);
  for (const name of ['PORT', 'EMBEDDER', 'DATABASE_URL']) expect(output).toContain(name);
  expect(output).not.toMatch(/^\s+at /m);
});
