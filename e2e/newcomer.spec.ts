import { expect, test } from './fixtures';
import { stemsOf } from './Guest';
import { levelDb } from './hearing/placeInTime';
import { recordPage } from './hearing/recordPage';
import { RoomPage } from './RoomPage';

test('a newcomer opens the lobby, says a name, starts a jam, adds stems and hears them', async ({
  server,
  playground,
}) => {
  const { page } = await playground.newcomer();
  const room = new RoomPage(page);
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'The open jam' })).toBeVisible();
  await page.getByRole('button', { name: 'Start a jam' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Ana');
  await page.getByRole('dialog').getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Name of the jam').fill('Sunday basement');
  await page.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForURL(/\/jam\/[\w-]+$/);
  await expect(page.getByRole('heading', { name: 'Sunday basement' })).toBeVisible();
  await expect(page.getByText('Nothing plays yet')).toBeVisible();

  const [drums] = await stemsOf(server.url, { instrument: 'drums' });
  const [bass] = await stemsOf(server.url, { instrument: 'bass' });
  await room.addFromLibrary(drums!.name);
  await room.addFromLibrary(bass!.name);
  await expect(room.tracks).toHaveCount(2);
  await room.listen();
  await room.hasAudio();
  await page.waitForTimeout(5_000);
  expect(levelDb(await recordPage(page, 3))).toBeGreaterThan(-50);

  await room
    .track(bass!.name)
    .getByRole('button', { name: `More about ${bass!.name}` })
    .click();
  await page.getByRole('button', { name: 'Remove the track' }).click();
  await expect(room.tracks).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo your last change' }).click();
  await expect(room.tracks).toHaveCount(2);
  await page.getByRole('link', { name: 'Stemjam, to the lobby' }).click();
  await expect(page.getByRole('link', { name: /Sunday basement/ })).toBeVisible();
});

test('the open jam sounds for whoever taps Listen in the lobby', async ({ playground }) => {
  const { page } = await playground.newcomer();
  await page.goto('/');
  const openJam = page.getByRole('region', { name: 'The open jam' });
  await openJam.getByRole('link', { name: 'Listen' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Cleo');
  await page.getByRole('button', { name: 'Join the jam' }).click();
  const room = new RoomPage(page);
  await room.isListening();
  await room.hasAudio();
  await expect(room.tracks.first()).toBeVisible();
  await page.waitForTimeout(5_000);
  expect(levelDb(await recordPage(page, 3))).toBeGreaterThan(-50);
});
