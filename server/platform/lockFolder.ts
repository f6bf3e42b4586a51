import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  linkSync,
  openSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { DatabaseUnavailable } from './DatabaseUnavailable';

export interface FolderLock {
  close(): Promise<void>;
}

interface Holder {
  pid: number;
}

/** Longest address of a local socket, less the ending zero byte; macOS has the shortest. */
const LONGEST_ADDRESS = 103;
const HELLO_MS = 2_000;

/**
 * Keeps every other process off a folder until this process closes the lock or dies.
 *
 * The lock is a listening local socket in the folder, not a file with a pid: the kernel lets go of it the moment the
 * process dies, however it dies, and a pid that is used again (in containers it is always 1) cannot be mistaken for
 * its holder.
 *
 * @throws DatabaseUnavailable naming the folder and the process that holds it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const address = addressIn(realpathSync(folder));
  try {
    for (;;) {
      const server = await listen(address.path);
      if (server) return { close: () => closed(server).finally(address.release) };
      const found = identityOf(address.path);
      const holder = await holderAt(address.path);
      if (holder !== null) throw inUse(folder, holder);
      removeDead(address.path, found);
    }
  } catch (cause) {
    address.release();
    if (cause instanceof DatabaseUnavailable) throw cause;
    throw new DatabaseUnavailable(
      `The data folder ${folder} cannot be locked: ${(cause as Error).message}.`,
      { cause },
    );
  }
}

const inUse = (folder: string, { pid }: Holder) =>
  new DatabaseUnavailable(
    `Another Stemjam server${pid > 0 ? ` (process ${pid})` : ''} uses the data folder ${folder}. ` +
      'Stop it, or give this one a folder of its own with DATA_DIR.',
  );

/** Where the socket is. `release` closes what the address needs for as long as the lock lives. */
function addressIn(folder: string): { path: string; release: () => void } {
  if (process.platform === 'win32') {
    const name = createHash('sha256').update(folder).digest('hex');
    return { path: `\\\\.\\pipe\\stemjam-${name}`, release: () => undefined };
  }
  const path = join(folder, 'server.lock');
  if (Buffer.byteLength(path) <= LONGEST_ADDRESS || process.platform !== 'linux')
    return { path, release: () => undefined };
  const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  let open = true;
  const release = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return { path: `/proc/self/fd/${descriptor}/server.lock`, release };
}

/** Which file is at a path; null: none. The inode alone would not do: it is used again at once. */
function identityOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  return found ? `${found.ino} ${found.mtimeNs}` : null;
}

/**
 * Takes a dead process's socket away. Others may do the same at the same moment and may already have a new one there:
 * moving it first tells the two apart, and what turns out to be alive is put back.
 */
function removeDead(path: string, dead: string | null): void {
  if (dead === null || identityOf(path) !== dead) return;
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw cause;
  }
  if (identityOf(aside) !== dead) linkSync(aside, path);
  unlinkSync(aside);
}

/** The listening socket, or null when the address is taken. It tells everyone who connects who holds the lock. */
function listen(path: string): Promise<Server | null> {
  const holder: Holder = { pid: process.pid };
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.on('error', () => undefined).end(JSON.stringify(holder)));
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    );
    server.listen(path, () => resolve(server.unref()));
  });
}

/** Who answers at the address; null when nobody does. A holder too busy to say its name still holds it. */
function holderAt(path: string): Promise<Holder | null> {
  return new Promise((resolve) => {
    let text = '';
    let connected = false;
    const answer = () => {
      socket.destroy();
      if (!connected) return resolve(null);
      try {
        resolve(JSON.parse(text) as Holder);
      } catch {
        resolve({ pid: 0 });
      }
    };
    const socket = connect(path, () => (connected = true));
    socket.setTimeout(HELLO_MS, answer);
    socket.on('data', (data) => (text += data.toString()));
    socket.on('error', answer);
    socket.on('end', answer);
  });
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
