// `npm test`: everything that must hold, in the order in which it fails fastest. Ends with `N passed, N failed`.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const reports = mkdtempSync(path.join(tmpdir(), 'stemjam-test-'));
const isRoot = process.getuid?.() === 0;
const only = process.argv.slice(2);
let passed = 0;
let failed = 0;
const putUp = [];

process.chdir(root);
await step('types', () => count(node('node_modules/typescript/bin/tsc', '--noEmit')), prepareClient);
await step('lint', () => count(node('node_modules/eslint/bin/eslint.js', '.')));
await step('format', () =>
  count(node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.')),
);
await step('unit', () => vitest('unit'), prepareClient);
await step(
  'database',
  () => vitest('database', { TEST_DATABASE_URL: postgresUrl(), TEST_REDIS_URL: redisUrl() }),
  prepareClient,
);
await step('e2e', () => playwright(), prepareClient, preparePages, prepareBrowser);

for (const script of putUp) spawnSync('sh', [script, 'down'], { stdio: 'ignore' });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);

async function step(name, run, ...preparations) {
  if (only.length > 0 && !only.includes(name)) return;
  console.log(`\n== ${name}`);
  const startedAt = performance.now();
  try {
    for (const prepare of preparations) prepare();
    run();
  } catch (error) {
    failed += 1;
    console.error(error.message);
  }
  console.log(`== ${name}: ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
}

/** One check that either holds or does not. */
function count(ok) {
  if (ok) passed += 1;
  else failed += 1;
}

function node(script, ...args) {
  return spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' }).status === 0;
}

function prepareClient() {
  if (!node('server/platform/generatePrismaClient.mjs'))
    throw new Error('The database client could not be generated.');
}

function preparePages() {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  const { status } = spawnSync(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    stdio: 'inherit',
    env,
  });
  if (status !== 0) throw new Error('The pages could not be built.');
}

/** Debian's Chromium, installed if we may; elsewhere Playwright's own or any at CHROMIUM_PATH. */
function prepareBrowser() {
  const known = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  let found = known.find((file) => file && existsSync(file));
  if (!found && isRoot && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium for the browser tests …');
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore' });
    spawnSync('apt-get', ['install', '-yq', '--no-install-recommends', 'chromium'], { stdio: 'ignore' });
    found = known.find((file) => file && existsSync(file));
  }
  if (found) process.env.CHROMIUM_PATH = found;
  else
    throw new Error(
      'The browser tests need Chromium: install it (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or set CHROMIUM_PATH.',
    );
}

/** A real PostgreSQL with pgvector: TEST_DATABASE_URL, or one that .ci/postgres.sh puts up on a Debian machine. */
function postgresUrl() {
  return serviceUrl('TEST_DATABASE_URL', '.ci/postgres.sh', 'PostgreSQL with pgvector');
}

/** A real Redis: TEST_REDIS_URL, or one that .ci/redis.sh puts up. */
function redisUrl() {
  return serviceUrl('TEST_REDIS_URL', '.ci/redis.sh', 'Redis');
}

/** Where a service is; empty where it cannot be had, and the tests that need it are skipped. */
function serviceUrl(variable, script, name) {
  if (process.env[variable]) return process.env[variable];
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    console.log(`Without ${variable} the tests on a real ${name} are skipped.`);
    return '';
  }
  try {
    putUp.push(script);
    return execFileSync('sh', [script, 'up'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }).trim();
  } catch {
    failed += 1;
    console.error(`${name} could not be put up, so the tests on it did not run.`);
    return '';
  }
}

function vitest(project, env = {}) {
  const report = path.join(reports, `${project}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { status } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const failedBefore = failed;
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  const brokenFiles = result.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  failed += brokenFiles.length;
  // An error outside of any test, such as an unhandled rejection, is told by the exit status alone.
  if (status !== 0 && failed === failedBefore) failed += 1;
}

function playwright() {
  const report = path.join(reports, 'e2e.json');
  const args = [
    'node_modules/@playwright/test/cli.js',
    'test',
    '--config',
    'e2e/playwright.config.ts',
    '--reporter=list,json',
  ];
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  const { stats } = JSON.parse(readFileSync(report, 'utf8'));
  passed += stats.expected + stats.flaky;
  failed += stats.unexpected;
  if (stats.unexpected === 0 && (status !== 0 || stats.expected === 0)) failed += 1;
}
