import { INSTRUMENTS } from '#server/contract/instruments';
import { expect, test } from './fixtures';
import { stemsOf } from './Guest';
import { levelDb } from './hearing/placeInTime';
import { recordPage } from './hearing/recordPage';
import { RoomPage } from './RoomPage';

test('two members see and hear the same change', async ({ server, playground, aJam, stagehand }) => {
  const [drums] = await stemsOf(server.url, { instrument: 'drums' });
  const [ana, ben] = await playground.twoMembers(aJam);
  const [anas, bens] = [new RoomPage(ana.page), new RoomPage(ben.page)];
  await anas.isOpen();
  await expect(ana.page.getByRole('button', { name: '3 people here' })).toBeVisible();

  await anas.addFromLibrary(drums!.name);
  await expect(bens.track(drums!.name)).toBeVisible();
  await anas.listen();
  await bens.listen();
  await bens.hasAudio();
  await ben.page.waitForTimeout(4_000);
  expect(levelDb(await recordPage(ben.page, 3))).toBeGreaterThan(-50);

  await anas.muteButton(drums!.name).click();
  await expect(bens.muteButton(drums!.name)).toHaveAttribute('aria-pressed', 'true');
  await ben.page.waitForTimeout(500);
  const muted = await Promise.all([recordPage(ana.page, 2), recordPage(ben.page, 2)]);
  for (const recording of muted) expect(levelDb(recording)).toBeLessThan(-70);
  await bens.muteButton(drums!.name).click();
  await expect(anas.muteButton(drums!.name)).toHaveAttribute('aria-pressed', 'false');

  await ana.page
    .getByRole('slider', { name: `Gain of ${drums!.name}` })
    .first()
    .focus();
  await ana.page.keyboard.press('ArrowLeft');
  await expect.poll(() => stagehand.store.getState().jam!.tracks[0]!.gainDb).toBe(-0.5);
  const heardByBen = () =>
    ben.page
      .getByRole('slider', { name: `Gain of ${drums!.name}` })
      .first()
      .getAttribute('aria-valuetext');
  await expect.poll(heardByBen).toMatch(/^-0\.5/);
});

test('VT2 two tabs of one guest are one person who sees the same in both', async ({
  playground,
  aJam,
  stagehand,
}) => {
  const { page, context } = await playground.member('Ana', aJam);
  const tab = await context.newPage();
  await tab.goto(`/jam/${aJam.jamId}`);
  await new RoomPage(tab).isOpen();
  await expect(page.getByRole('button', { name: '2 people here' })).toBeVisible();
  expect(stagehand.store.getState().people.filter(({ connected }) => connected)).toHaveLength(2);
  await page.getByRole('button', { name: aJam.name }).click();
  await page.getByLabel('Jam name').fill('One name in both');
  await page.keyboard.press('Enter');
  await expect(tab.getByRole('heading', { name: 'One name in both' })).toBeVisible();
  await page.close();
  await expect(tab.getByRole('button', { name: '2 people here' })).toBeVisible();
});

test('a link to a jam that is not there says so and leads back', async ({ playground, aJam }) => {
  const { page } = await playground.member('Ana', aJam);
  await page.goto('/jam/thereIsNoSuchJam');
  await expect(page.getByText('There is no jam here')).toBeVisible();
  await page.getByRole('link', { name: /lobby/i }).click();
  await expect(page.getByRole('button', { name: 'Start a jam' })).toBeVisible();
  const answer = await page.goto('/jam/not!an!address');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('link', { name: /lobby/i })).toBeVisible();
});

test('the starter library has stems of every instrument', async ({ server }) => {
  const { library } = await server.health();
  expect(library.done).toBeGreaterThanOrEqual(120);
  for (const instrument of INSTRUMENTS)
    expect((await stemsOf(server.url, { instrument })).length, instrument).toBeGreaterThan(0);
});
