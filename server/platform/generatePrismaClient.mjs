import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Writes the database client into server/platform/prismaClient, unless it is there for this schema and this Prisma. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const client = join(root, 'server/platform/prismaClient');
const stamp = join(client, 'generatedFor');
const require = createRequire(import.meta.url);

const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'prisma/schema.prisma')))
  .update(require('prisma/package.json').version)
  .digest('hex');

const isUpToDate = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
if (!isUpToDate) {
  const cli = join(root, 'node_modules/prisma/build/index.js');
  const run = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    // `generate` needs no engine, but Prisma would download one. False, never true: with true, other commands
    // would report success having done nothing.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: '/bin/false', CHECKPOINT_DISABLE: '1' },
  });
  if (run.status !== 0) {
    process.stderr.write(
      `The database client could not be generated:\n${run.stdout ?? ''}${run.stderr ?? ''}${run.error ?? ''}\n`,
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
