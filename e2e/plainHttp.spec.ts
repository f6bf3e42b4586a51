import { expect, openPlayground, test } from './fixtures';
import { play, stemsOf } from './Guest';
import { RoomPage } from './RoomPage';

/** A name for this machine that browsers do not take for a safe one, as with any address in a local network. */
const NAME = 'stemjam.test';

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${NAME} 127.0.0.1`],
    }),
});

test('over plain http, where browsers hide AudioWorklet and randomUUID, one hears the jam and changes it', async ({
  browser,
  server,
  aJam,
  stagehand,
}) => {
  const [drums] = await stemsOf(server.url, { instrument: 'drums' });
  await play(stagehand, drums!);
  const context = await browser.newContext({ baseURL: server.url.replace('127.0.0.1', NAME) });
  const { page } = await openPlayground(() => Promise.resolve(context)).newcomer();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`/jam/${aJam.jamId}`);
  await page.getByLabel('Name').fill('Ana');
  await page.getByRole('button', { name: 'Join the jam' }).click();
  const room = new RoomPage(page);
  await room.listen();
  expect(await page.evaluate(() => isSecureContext || 'randomUUID' in crypto)).toBe(false);
  await room.hasAudio();
  // The meters move by it: something is heard.
  await expect(room.tracks.first().locator('[style*="clip-path"]').first()).toBeAttached();

  await room.tracks.first().getByRole('button', { name: /Mute/ }).click();
  await expect.poll(() => stagehand.store.getState().confirmed!.tracks[0]!.mute).toBe(true);
  expect(problems).toEqual([]);
  await context.close();
});
