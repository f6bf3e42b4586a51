import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Embedder } from '#server/embedding/Embedder';
import { createLogger } from '#server/platform/createLogger';
import type { PrismaClient } from '#server/platform/prismaClient/client';
import { openLibrary } from './openLibrary';

it('a library whose fake database failed once brings in the next time', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'library-'));
  const file = path.join(dataDir, 'library.json');
  await writeFile(file, JSON.stringify({ licence: 'CC0-1.0', maker: 'Stemjam', stems: [] }));
  let failures = 2;
  const findMany = async () => {
    if (failures-- > 0) throw new Error('The connection was lost.');
    return [];
  };
  const library = await openLibrary({
    dataDir,
    database: { prisma: { stem: { findMany } } as unknown as PrismaClient },
    embedder: {
      info: { provider: 'none', sentence: '', model: null },
      onReady: () => () => undefined,
    } as unknown as Embedder,
    logger: createLogger('silent'),
  });
  await library.bringIn(file);
  await library.bringIn(file);
  expect(await library.openingStems).toEqual([]);
  await library.close();
  await rm(dataDir, { recursive: true });
});
