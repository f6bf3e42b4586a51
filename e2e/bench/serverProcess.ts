import { createServer as createHttpServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { readConfig } from '#server/config';
import { createServer } from '#server/createServer';

/**
 * The server under measurement, alone in its process: what is measured from outside includes no client's work. Its
 * event loop is watched from inside and asked for by messages. A bare Socket.IO echo on another port of the same
 * process is the baseline.
 */
export type FromServer =
  { is: 'ready'; url: string; echoUrl: string } | { is: 'delay'; p99Ms: number; maxMs: number };
export type ToServer = 'delay:reset' | 'delay:read';

const server = await createServer(readConfig(process.env), { pages: false });

const echoServer = createHttpServer();
const echo = new Server(echoServer, { transports: ['websocket'], serveClient: false });
echo.on('connection', (socket) => {
  socket.on('echo', (message: unknown, ack: (answer: unknown) => void) => {
    ack(message);
    socket.broadcast.emit('echoed', message);
  });
});
await new Promise<void>((resolve) => echoServer.listen(0, '127.0.0.1', resolve));

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const tell = (message: FromServer) => process.send!(message);
process.on('message', (message: ToServer) => {
  if (message === 'delay:reset') delay.reset();
  else tell({ is: 'delay', p99Ms: delay.percentile(99) / 1e6, maxMs: delay.max / 1e6 });
});
tell({
  is: 'ready',
  url: server.url,
  echoUrl: `http://127.0.0.1:${(echoServer.address() as AddressInfo).port}`,
});
process.once('SIGTERM', () => {
  void echo.close();
  void server.close().then(() => process.exit(0));
});
