import { createServer } from './createServer';
import { readConfig } from './config';

try {
  const server = await createServer(readConfig(process.env));
  console.log(`\n  Stemjam is playing at ${server.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
} catch (error) {
  // What stops a start is for the person who starts it: a sentence, not a stack trace.
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
