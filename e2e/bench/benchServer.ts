import { fork } from 'node:child_process';
import path from 'node:path';
import type { FromServer, ToServer } from './serverProcess';

export interface BenchServer {
  url: string;
  echoUrl: string;
  resetDelay(): void;
  /** The event loop's delay since the last reset. */
  delay(): Promise<{ p99Ms: number; maxMs: number }>;
  stop(): Promise<void>;
}

/** Starts `serverProcess.ts` on a data folder. */
export async function benchServer(dataDir: string): Promise<BenchServer> {
  const root = path.resolve(import.meta.dirname, '../..');
  const child = fork(path.join(import.meta.dirname, 'serverProcess.ts'), {
    cwd: root,
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: dataDir,
      LOG_LEVEL: 'warn',
    },
    // Standard output is for the table.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const answer = <Kind extends FromServer['is']>(kind: Kind) =>
    new Promise<Extract<FromServer, { is: Kind }>>((resolve, reject) => {
      const listener = (message: FromServer) => {
        if (message.is !== kind) return;
        child.off('message', listener);
        resolve(message as Extract<FromServer, { is: Kind }>);
      };
      child.on('message', listener);
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
    });
  const ask = (question: ToServer) => void child.send(question);
  const { url, echoUrl } = await answer('ready');
  return {
    url,
    echoUrl,
    resetDelay: () => ask('delay:reset'),
    delay: () => {
      const told = answer('delay');
      ask('delay:read');
      return told;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
