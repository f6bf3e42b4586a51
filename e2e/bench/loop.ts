import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { copyOfData, importedData, removeData } from '../importedData';
import { stemsOf } from '../Guest';
import { benchServer, type BenchServer } from './benchServer';
import { echoBaseline } from './echoBaseline';
import { forwardPasses } from './forwardPasses';
import { MeasuredRoom, type Loop } from './MeasuredRoom';
import { loopTable, type LoopFigures } from './loopTable';
import { spreadOf } from './statistics';

/**
 * `npm run bench:loop [-- --json] [-- --data FOLDER]`: what a change costs, from the op to everybody's fresh
 * suggestions. FOLDER keeps the imported library from run to run.
 */
const ALONE_CHANGES = 60;
const ALONE_PAUSE_MS = 250;
const BUSY_ROOMS = 20;
const BUSY_PERIOD_MS = 2_000;
const BUSY_CHANGES = 12;
const STEMS_PER_ROOM = 5;
const WARM_UP = 5;

const { values: options } = parseArgs({ options: { json: { type: 'boolean' }, data: { type: 'string' } } });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const inHundredths = (_key: string, value: unknown) =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;
const note = (sentence: string) => console.error(sentence);

const figuresOf = (loops: readonly Loop[]): LoopFigures => ({
  ackMs: spreadOf(loops.map(({ ackMs }) => ackMs)),
  fanoutMs: spreadOf(loops.flatMap(({ fanoutMs }) => fanoutMs ?? [])),
  suggestionsMs: spreadOf(loops.flatMap(({ suggestionsMs }) => suggestionsMs ?? [])),
  unanswered: loops.filter(({ suggestionsMs }) => suggestionsMs === null).length,
});

async function alone(server: BenchServer): Promise<LoopFigures> {
  const stems = (await stemsOf(server.url)).slice(0, STEMS_PER_ROOM);
  const room = await MeasuredRoom.open(server.url, 'Alone', stems);
  for (let round = 0; round < WARM_UP; round += 1) await room.change();
  const loops: Loop[] = [];
  for (let round = 0; round < ALONE_CHANGES; round += 1) {
    await pause(ALONE_PAUSE_MS);
    loops.push(await room.change());
  }
  room.close();
  return figuresOf(loops);
}

/** Every room gets a change every two seconds, each at its own moment, whether or not the one before is answered. */
async function busy(server: BenchServer): Promise<LoopFigures> {
  const library = await stemsOf(server.url);
  const rooms: MeasuredRoom[] = [];
  for (let index = 0; index < BUSY_ROOMS; index += 1) {
    const stems = Array.from(
      { length: STEMS_PER_ROOM },
      (_, nth) => library[(index * 7 + nth * 3) % library.length]!,
    );
    rooms.push(await MeasuredRoom.open(server.url, `Room ${index + 1}`, [...new Set(stems)]));
  }
  server.resetDelay();
  const changes = rooms.map(async (room, index) => {
    await pause((index * BUSY_PERIOD_MS) / BUSY_ROOMS);
    const loops: Promise<Loop>[] = [];
    for (let round = 0; round < BUSY_CHANGES; round += 1) {
      loops.push(room.change());
      await pause(BUSY_PERIOD_MS);
    }
    return Promise.all(loops);
  });
  const loops = (await Promise.all(changes)).flat();
  for (const room of rooms) room.close();
  return figuresOf(loops);
}

note('Starting a server with the starter library …');
const imported = await importedData(options.data);
const folder = imported.isKept ? await copyOfData(imported.folder) : imported.folder;
const server = await benchServer(folder);
try {
  note('Measuring an echo …');
  const echo = await echoBaseline(server.echoUrl, 200);
  note(`Measuring one room: ${ALONE_CHANGES} changes …`);
  const one = await alone(server);
  note(`Measuring ${BUSY_ROOMS} busy rooms: ${BUSY_CHANGES * BUSY_ROOMS} changes …`);
  const many = await busy(server);
  const delay = await server.delay();
  await server.stop();
  note('Measuring the encoder beside the published one …');
  const forward = await forwardPasses();

  const figures = {
    alone: one,
    busy: many,
    echo: { ackMs: spreadOf(echo.ackMs), fanoutMs: spreadOf(echo.fanoutMs) },
  };
  console.log(loopTable({ ...figures, ...forward, delay, cores: availableParallelism(), rooms: BUSY_ROOMS }));
  if (options.json) {
    const { unanswered: _one, ...first } = one;
    const { unanswered: _many, ...second } = many;
    console.log(
      JSON.stringify(
        {
          ...first,
          busy: second,
          echo: figures.echo,
          unanswered: one.unanswered + many.unanswered,
          ...forward,
          eventLoopDelayMs: { p99: delay.p99Ms, max: delay.maxMs },
        },
        inHundredths,
      ),
    );
  }
} finally {
  await server.stop();
  await removeData(folder);
}
process.exit(0);
