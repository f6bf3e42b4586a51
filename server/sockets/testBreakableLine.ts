import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface BreakableLine {
  /** What the client connects to instead of the server. */
  url: string;
  /** Ends the connection at once, in both directions, and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  /** What the server says from now on is lost, while it still hears the client: acks that never arrive. */
  loseAnswers(): void;
  /** From now on everything takes its time, each way half of a round trip and up to `jitterMs` more, in order. */
  slowDown(roundTripMs: number, jitterMs: number): void;
  /** The next connections go to another server. */
  leadTo(url: string): void;
  close(): Promise<void>;
}

/** A network cable to pull: a TCP proxy between one client and the server. */
export async function testBreakableLine(serverUrl: string): Promise<BreakableLine> {
  let port = portOf(serverUrl);
  let isWhole = true;
  let delayMs = () => 0;
  const ends = new Set<Socket>();
  const upstreams = new Set<Socket>();

  const proxy = createServer((client) => {
    if (!isWhole) return void client.destroy();
    const server = connect({ port, host: '127.0.0.1' });
    upstreams.add(server);
    for (const [end, other] of [
      [client, server],
      [server, client],
    ] as const) {
      end.setNoDelay(true);
      ends.add(end);
      let arrived = Promise.resolve();
      end.on('data', (bytes) => {
        const dueMs = performance.now() + delayMs();
        // One after the other: what was sent later never overtakes.
        arrived = arrived.then(() => until(dueMs)).then(() => void (other.destroyed || other.write(bytes)));
      });
      end.on('error', () => undefined);
      end.on('close', () => {
        ends.delete(end);
        upstreams.delete(end);
        // What is still on its way arrives first.
        void arrived.then(() => other.destroySoon());
      });
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    isWhole = false;
    for (const end of ends) end.destroy();
  };
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    cut,
    mend: () => {
      isWhole = true;
    },
    loseAnswers: () => {
      for (const server of upstreams) {
        server.removeAllListeners('data');
        server.resume();
      }
    },
    slowDown: (roundTripMs, jitterMs) => {
      delayMs = () => roundTripMs / 2 + Math.random() * jitterMs;
    },
    leadTo: (url) => {
      port = portOf(url);
    },
    close: () => {
      cut();
      return new Promise((resolve) => proxy.close(() => resolve()));
    },
  };
}

function until(dueMs: number): Promise<void> | void {
  const leftMs = dueMs - performance.now();
  if (leftMs > 0) return new Promise((resolve) => setTimeout(resolve, leftMs));
}

const portOf = (url: string): number => Number(new URL(url).port);
