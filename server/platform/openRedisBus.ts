import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import { z } from 'zod';
import type { Logger } from './createLogger';
import type { NodeBus } from './NodeBus';

const Envelope = z.object({ from: z.string(), message: z.unknown() });
const PREFIX = 'stemjam:';

/**
 * Redis publish and subscribe between the nodes of one service. While Redis is away each node goes on by itself, and
 * they find together again when it is back.
 *
 * @throws when Redis cannot be reached at start: a wrong address should not go unnoticed
 */
export async function openRedisBus(url: string, logger: Logger): Promise<NodeBus> {
  const node = randomUUID();
  const publisher = createClient({ url, disableOfflineQueue: true });
  const subscriber = publisher.duplicate();
  for (const client of [publisher, subscriber]) {
    client.on('error', (cause: Error) => logger.warn({ err: cause.message }, 'Redis is away.'));
  }
  try {
    await withTimeout(Promise.all([publisher.connect(), subscriber.connect()]));
  } catch (cause) {
    publisher.destroy();
    subscriber.destroy();
    throw new Error(
      'Redis at REDIS_URL cannot be reached. Start it, or leave REDIS_URL out to run one server.',
      { cause },
    );
  }
  return {
    publish: (topic, message) => {
      if (!publisher.isReady) return;
      publisher.publish(PREFIX + topic, JSON.stringify({ from: node, message })).catch(() => undefined);
    },
    subscribe: (topic, listener) => {
      void subscriber.subscribe(PREFIX + topic, (text) => {
        const envelope = Envelope.safeParse(JSON.parse(text));
        if (envelope.success && envelope.data.from !== node)
          listener(envelope.data.message, envelope.data.from);
      });
    },
    close: async () => {
      subscriber.destroy();
      publisher.destroy();
    },
  };
}

/** The client itself tries for ever. */
function withTimeout<Value>(promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Redis did not answer within 5 s.')), 5_000);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
