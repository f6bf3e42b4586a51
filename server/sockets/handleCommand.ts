import type { Socket } from 'socket.io';
import type { ZodType } from 'zod';
import { refused, type Result } from '#server/contract/errors';
import { MAX_MESSAGE_BYTES } from '#server/contract/events';
import type { Logger } from '#server/platform/createLogger';

interface CommandOptions<Command, Answer> {
  socket: Socket;
  name: string;
  schema: ZodType<Command>;
  /** False: too fast. */
  mayGoOn: () => boolean;
  logger: Logger;
  answer: (command: Command) => Promise<Result<Answer>> | Result<Answer>;
}

/**
 * Every command passes here: size, rate and shape are checked, the answer goes into the ack, and whatever throws
 * becomes a sentence without a stack trace. The process survives any message.
 */
export function handleCommand<Command, Answer>(options: CommandOptions<Command, Answer>): void {
  const { socket, name, schema, mayGoOn, logger, answer } = options;

  const answerTo = async (message: unknown): Promise<Result<Answer>> => {
    if (!mayGoOn()) return refused('too_fast', 'That was too many at once. Wait a second and go on.');
    if (byteLength(message) > MAX_MESSAGE_BYTES)
      return refused('too_large', `A message may have at most ${MAX_MESSAGE_BYTES} bytes.`);
    const command = schema.safeParse(message);
    if (!command.success) return refused('bad_message', sentenceOf(command.error.issues[0]));
    return answer(command.data);
  };

  socket.on(name, async (message: unknown, ack: unknown) => {
    // A message without an ack cannot be answered, so it is not acted on either.
    if (typeof ack !== 'function') return;
    try {
      ack(await answerTo(message));
    } catch (cause) {
      logger.error({ command: name, err: cause }, 'a command failed');
      ack(refused('internal', 'Something went wrong on the server. Nothing was changed; try again.'));
    }
  });
}

const byteLength = (message: unknown): number => Buffer.byteLength(JSON.stringify(message) ?? '');

function sentenceOf(issue: { path: PropertyKey[]; message: string } | undefined): string {
  if (!issue) return 'The message cannot be read.';
  const where = issue.path.map(String).join('.');
  return where ? `${where}: ${issue.message}` : issue.message;
}
