import { testBreakableLine } from '#server/sockets/testBreakableLine';
import { serverMs } from '#server/contract/units';
import { expect, importedFolder, openPlayground, test } from './fixtures';
import { Guest, play, stemsOf, until } from './Guest';
import { loopsOf } from './hearing/expectedMix';
import { levelDb, placeInTime } from './hearing/placeInTime';
import { recordPage } from './hearing/recordPage';
import { copyOfData, removeData } from './importedData';
import { RoomPage } from './RoomPage';
import { startServer } from './startServer';

test('OP6 whoever was cut off gets what was missed, and what they changed meanwhile arrives', async ({
  server,
  browser,
  aJam,
  stagehand,
}) => {
  const [drums] = await stemsOf(server.url, { instrument: 'drums' });
  const [bass] = await stemsOf(server.url, { instrument: 'bass' });
  const [keys] = await stemsOf(server.url, { instrument: 'keys' });
  await play(stagehand, drums!);
  await play(stagehand, bass!);

  const line = await testBreakableLine(server.url);
  const context = await browser.newContext({ baseURL: line.url });
  const { page } = await openPlayground(async () => context).member('Ana', aJam);
  const room = new RoomPage(page);
  await room.listen();
  await room.hasAudio();
  await page.waitForTimeout(4_000);

  line.cut();
  await expect(room.reconnecting).toBeVisible();
  await play(stagehand, keys!);
  await room.muteButton(bass!.name).click();
  await expect(room.muteButton(bass!.name), 'shown at once').toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('your last change goes out when the room is back')).toBeVisible();
  expect(stagehand.store.getState().jam!.tracks[1]!.mute, 'not there yet').toBe(false);
  expect(levelDb(await recordPage(page, 2)), 'the loops play on').toBeGreaterThan(-50);

  line.mend();
  await expect(room.reconnecting).toHaveCount(0);
  await expect(room.track(keys!.name)).toBeVisible();
  await expect.poll(() => stagehand.store.getState().jam!.tracks[1]!.mute).toBe(true);
  await expect(room.muteButton(bass!.name)).toHaveAttribute('aria-pressed', 'true');
  await context.close();
  await line.close();
});

test('OP3 SV2 a server killed amid the jam comes back with everything that was acked, and the music goes on in time', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const dataDir = await copyOfData(importedFolder());
  let server = await startServer({ dataDir });
  const { port } = new URL(server.url);
  const contexts: { close(): Promise<void> }[] = [];
  const playground = openPlayground(async () => {
    const context = await browser.newContext({ baseURL: server.url });
    contexts.push(context);
    return context;
  });
  const guest = await Guest.signIn(server.url, 'Stagehand');
  const jam = await guest.startJam('Outlives its server');
  const stagehand = await guest.join(jam.jamId);
  try {
    const [drums] = await stemsOf(server.url, { instrument: 'drums' });
    const [keys] = await stemsOf(server.url, { instrument: 'keys' });
    await play(stagehand, drums!);
    const [ana, ben] = await playground.twoMembers(jam);
    const rooms = [new RoomPage(ana.page), new RoomPage(ben.page)];
    for (const room of rooms) {
      await room.listen();
      await room.hasAudio();
    }
    await play(stagehand, keys!);
    const acked = stagehand.store.getState();
    await server.kill();
    for (const room of rooms) await expect(room.reconnecting).toBeVisible();

    server = await startServer({ dataDir, port: Number(port) });
    for (const room of rooms) await expect(room.reconnecting).toHaveCount(0, { timeout: 60_000 });
    await until(() => stagehand.store.getState().connection === 'live', 'the stagehand did not come back');
    const after = await (await Guest.signIn(server.url, 'Witness')).join(jam.jamId);
    const witnessed = after.store.getState();
    after.close();
    expect(witnessed.confirmedRevision).toBe(acked.confirmedRevision);
    expect(witnessed.confirmed).toEqual(acked.confirmed);

    for (const room of rooms) await room.hasAudio();
    await ana.page.waitForTimeout(4_000);
    const recordings = await Promise.all([recordPage(ana.page, 6), recordPage(ben.page, 6)]);
    const state = stagehand.store.getState().confirmed!;
    const loops = await loopsOf(server.url, state);
    const places = recordings.map((recording) => placeInTime(recording, state, loops));
    console.log(
      `After the restart: ${places.map(({ ms }) => `${ms.toFixed(1)} ms`).join(' and ')} after the schedule.`,
    );
    for (const { ms, likeness } of places) {
      expect(likeness).toBeGreaterThan(0.3);
      expect(Math.abs(ms)).toBeLessThan(60_000 / state.transport.anchors.at(-1)!.bpm);
    }
    expect(stagehand.clock.serverNow()).toBeGreaterThan(serverMs(recordings[0]!.startMs));
  } finally {
    stagehand.close();
    for (const context of contexts) await context.close();
    await server.stop();
    await removeData(dataDir);
  }
});
