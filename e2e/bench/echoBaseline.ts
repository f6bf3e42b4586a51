import { io } from 'socket.io-client';

/** What the transport alone costs: an echo and its broadcast through a bare Socket.IO server. */
export async function echoBaseline(
  url: string,
  times: number,
): Promise<{ ackMs: number[]; fanoutMs: number[] }> {
  const options = { transports: ['websocket'], forceNew: true };
  const [writer, listener] = [io(url, options), io(url, options)];
  await Promise.all(
    [writer, listener].map((socket) => new Promise<void>((resolve) => socket.once('connect', resolve))),
  );
  const ackMs: number[] = [];
  const fanoutMs: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const told = new Promise<number>((resolve) => listener.once('echoed', () => resolve(performance.now())));
    const sentAt = performance.now();
    await writer.emitWithAck('echo', { round, text: 'x'.repeat(300) });
    ackMs.push(performance.now() - sentAt);
    fanoutMs.push((await told) - sentAt);
  }
  writer.disconnect();
  listener.disconnect();
  return { ackMs, fanoutMs };
}
