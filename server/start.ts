import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** `npm start`: prepares what a fresh clone lacks (database client, built pages), then runs the server. */

const root = path.resolve(import.meta.dirname, '..');
const development = process.argv.includes('--dev');
const environment = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' } as Record<string, string>;

const run = (says: string, script: string, ...args: string[]) => {
  if (says) console.log(says);
  const { status } = spawnSync(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    env: { ...environment, NODE_ENV: 'production' },
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
};

run('', 'server/platform/generatePrismaClient.mjs');
if (!development && pagesAreStale())
  run('Building the pages (about a minute, once) …', 'node_modules/next/dist/bin/next', 'build');

Object.assign(process.env, {
  NODE_ENV: development ? 'development' : 'production',
  NEXT_TELEMETRY_DISABLED: '1',
});
process.chdir(root);
if (existsSync('.env')) process.loadEnvFile('.env');
await import('./index');

/** Whether something the pages are made of is newer than the last build. */
function pagesAreStale(): boolean {
  const built = path.join(root, '.next/BUILD_ID');
  if (!existsSync(built)) return true;
  const sources = ['app', 'server/contract', 'next.config.js', 'package-lock.json'];
  const newest = Math.max(...sources.map((source) => newestMs(path.join(root, source))));
  return newest > statSync(built).mtimeMs;
}

function newestMs(file: string): number {
  const { mtimeMs } = statSync(file);
  if (!statSync(file).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(file).map((name) => newestMs(path.join(file, name))));
}
