import { spawn } from 'node:child_process';
import path from 'node:path';
import { Health } from '#server/contract/http';

export interface ServerProcess {
  url: string;
  pid: number;
  /** Everything it has printed. */
  output(): string;
  health(): Promise<Health>;
  /** Asks it to end, as Ctrl-C does. */
  stop(): Promise<void>;
  /** kill -9: it can save nothing. */
  kill(): Promise<void>;
}

const ROOT = path.resolve(import.meta.dirname, '..');
const START_MS = 120_000;

/** What the server is started with beside the tests' own environment. */
export interface ServerSetting {
  dataDir: string;
  /** 0: any free port. */
  port?: number;
  env?: Record<string, string>;
  /** A checkout other than this one, as with damaged files in it. */
  root?: string;
}

/** The real server as users start it, in a process of its own. Resolves when it says where it is. */
export async function startServer(setting: ServerSetting): Promise<ServerProcess> {
  const run = launch(setting);
  const deadline = performance.now() + START_MS;
  for (;;) {
    const url = /playing at (http:\/\/\S+)/.exec(run.output())?.[1];
    if (url) return { ...run, url, health: () => readHealth(url) };
    const code = run.exitCode();
    if (code !== null) throw new Error(`The server ended with ${code}:\n${run.output()}`);
    if (performance.now() > deadline) {
      await run.kill();
      throw new Error(`The server did not start in ${START_MS} ms:\n${run.output()}`);
    }
    await pause(100);
  }
}

/** Starts a server that is expected to refuse. @returns what it said and its exit code */
export async function startInVain(setting: ServerSetting): Promise<{ output: string; exitCode: number }> {
  const run = launch(setting);
  const deadline = performance.now() + START_MS;
  while (run.exitCode() === null) {
    if (performance.now() > deadline || run.output().includes('playing at')) {
      await run.kill();
      throw new Error(`The server should have refused to start:\n${run.output()}`);
    }
    await pause(50);
  }
  return { output: run.output(), exitCode: run.exitCode()! };
}

/** Waits until the starter library is in. */
export async function untilImported(server: ServerProcess, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const { library } = await server.health();
    if (library.total > 0 && library.done + library.failed >= library.total) {
      if (library.failed > 0)
        throw new Error(
          `${library.failed} of ${library.total} stems of the starter library could not be imported.`,
        );
      return;
    }
    if (performance.now() > deadline)
      throw new Error(
        `Only ${library.done} of ${library.total} stems are in after ${withinMs} ms:\n${server.output()}`,
      );
    await pause(500);
  }
}

function launch({ dataDir, port = 0, env = {}, root = ROOT }: ServerSetting) {
  let output = '';
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/index.ts'], {
    cwd: root,
    env: {
      ...ownEnvironment(),
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: dataDir,
      NEXT_TELEMETRY_DISABLED: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = (signal: NodeJS.Signals) => async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  const kill = end('SIGKILL');
  return {
    pid: child.pid!,
    output: () => output,
    exitCode: () => child.exitCode ?? (child.signalCode ? 128 : null),
    kill,
    stop: async () => {
      const patience = setTimeout(() => void kill(), 20_000);
      await end('SIGTERM')();
      clearTimeout(patience);
    },
  };
}

/** Without what the test runner or a developer's shell may have set for other servers. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, REDIS_URL: _redis, NODE_OPTIONS: _options, ...rest } = process.env;
  return rest;
}

async function readHealth(url: string): Promise<Health> {
  const response = await fetch(`${url}/api/health`);
  return Health.parse(await response.json());
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
