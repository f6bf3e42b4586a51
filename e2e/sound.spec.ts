import type { Track } from '#server/contract/jam';
import { serverMsAtBar, targetBpm } from '#server/contract/transport';
import { testBreakableLine } from '#server/sockets/testBreakableLine';
import { expect, openPlayground, test } from './fixtures';
import { play, settled, stemsOf } from './Guest';
import { loopsOf } from './hearing/expectedMix';
import { levelDb, placeInTime } from './hearing/placeInTime';
import { recordPage } from './hearing/recordPage';
import { RoomPage } from './RoomPage';

const spreadText = (ms: readonly number[]) =>
  `${(Math.max(...ms) - Math.min(...ms)).toFixed(1)} ms apart, ${ms.map((lag) => `${lag.toFixed(1)} ms`).join(' and ')} after the schedule`;

test('TR1 TR4 two members hear the same loops on the bar grid', async ({
  server,
  playground,
  aJam,
  stagehand,
}) => {
  const [drums, bass] = [
    (await stemsOf(server.url, { instrument: 'drums' }))[0]!,
    (await stemsOf(server.url, { instrument: 'bass' }))[0]!,
  ];
  await play(stagehand, drums);
  await play(stagehand, bass);
  const [ana, ben] = await playground.twoMembers(aJam);
  for (const { page } of [ana, ben]) {
    const room = new RoomPage(page);
    await room.listen();
    await room.hasAudio();
  }
  // The first bar at least: nobody comes in amid one.
  await ana.page.waitForTimeout(5_000);
  const recordings = await Promise.all([recordPage(ana.page, 8), recordPage(ben.page, 8)]);

  const jam = stagehand.store.getState().confirmed!;
  const loops = await loopsOf(server.url, jam);
  const places = recordings.map((recording) => placeInTime(recording, jam, loops));
  console.log(`Two listeners: ${spreadText(places.map(({ ms }) => ms))}.`);
  const beatMs = 60_000 / targetBpm(jam.transport);
  for (const { ms, likeness } of places) {
    expect(likeness, 'it is the same music').toBeGreaterThan(0.4);
    expect(Math.abs(ms), 'within a beat of the schedule').toBeLessThan(beatMs);
  }
});

test('TR2 a stem comes in at the bar for both, out of silence', async ({
  server,
  playground,
  aJam,
  stagehand,
}) => {
  const drums = (await stemsOf(server.url, { instrument: 'drums' }))[0]!;
  // Everybody has had the audio before, so that it is on time and not a bar late (TR5), and the tempo stands.
  stagehand.submit({ type: 'transport.set', bpm: drums.bpm });
  await play(stagehand, drums);
  const rooms = (await playground.twoMembers(aJam)).map(({ page }) => new RoomPage(page));
  for (const room of rooms) {
    await room.listen();
    await room.hasAudio();
  }
  stagehand.submit({ type: 'track.remove', trackId: stagehand.store.getState().jam!.tracks[0]!.trackId });
  await settled(stagehand);
  for (const room of rooms) await expect(room.tracks).toHaveCount(0);
  await rooms[0]!.page.waitForTimeout(1_000);

  const recorded = Promise.all(rooms.map(({ page }) => recordPage(page, 10)));
  await rooms[0]!.page.waitForTimeout(2_000);
  await play(stagehand, drums);
  const recordings = await recorded;

  const jam = stagehand.store.getState().confirmed!;
  const [track] = jam.tracks as [Track];
  const loops = await loopsOf(server.url, jam);
  const barMs = serverMsAtBar(jam.transport, track.clips[0]!.launchBar);
  const oneBarMs = (60_000 * jam.transport.beatsPerBar) / targetBpm(jam.transport);
  const places = recordings.map((recording) => {
    expect(levelDb(recording, recording.startMs, barMs - 150), 'silence before the bar').toBeLessThan(-60);
    expect(levelDb(recording, barMs + oneBarMs), 'music after it').toBeGreaterThan(-50);
    return placeInTime(recording, jam, loops, Math.round(1.5 * oneBarMs));
  });
  console.log(`A launch: ${spreadText(places.map(({ ms }) => ms))}.`);
  for (const { ms, likeness } of places) {
    expect(likeness).toBeGreaterThan(0.4);
    expect(Math.abs(ms)).toBeLessThan(60_000 / targetBpm(jam.transport));
  }
});

test('TR1 whoever is far away, over a slow and uneven line, hears the same moment', async ({
  server,
  browser,
  playground,
  aJam,
  stagehand,
}) => {
  // Drums alone sound much the same a beat later.
  for (const instrument of ['drums', 'bass', 'keys'] as const)
    await play(stagehand, (await stemsOf(server.url, { instrument }))[0]!);
  const line = await testBreakableLine(server.url);
  line.slowDown(200, 30);
  const farContext = await browser.newContext({ baseURL: line.url });
  const far = await openPlayground(async () => farContext).member('Far', aJam);
  const near = await playground.member('Near', aJam);
  for (const { page } of [far, near]) {
    const room = new RoomPage(page);
    await room.listen();
    await room.hasAudio();
  }
  await far.page.waitForTimeout(8_000);
  const recordings = await Promise.all([recordPage(far.page, 8), recordPage(near.page, 8)]);
  const jam = stagehand.store.getState().confirmed!;
  const loops = await loopsOf(server.url, jam);
  const places = recordings.map((recording) => placeInTime(recording, jam, loops));
  console.log(`200 ms away and near: ${spreadText(places.map(({ ms }) => ms))}.`);
  for (const { ms, likeness } of places) {
    expect(likeness).toBeGreaterThan(0.4);
    expect(Math.abs(ms)).toBeLessThan(60_000 / targetBpm(jam.transport));
  }
  await farContext.close();
  await line.close();
});
