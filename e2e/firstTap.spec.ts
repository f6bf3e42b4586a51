import { expect, test } from './fixtures';
import { RoomPage } from './RoomPage';

test('a bare address is silent until the first tap', async ({ playground, aJam }) => {
  const { page, context } = await playground.member('Ana', { jamId: 'elsewhere' });
  const debug = await context.newCDPSession(page);
  // The runner's own ways of looking at a page count as taps; this one does not.
  const glance = async (expression: string): Promise<unknown> => {
    const { result } = await debug.send('Runtime.evaluate', { expression, userGesture: false });
    return result.value;
  };
  await debug.send('Page.navigate', { url: new URL(`/jam/${aJam.jamId}`, page.url()).href });
  const listenButton = `document.querySelector('[aria-label=Transport] button')`;
  await expect.poll(() => glance(`${listenButton}?.innerText`), { timeout: 60_000 }).toMatch(/Listen/);
  await page.waitForTimeout(2_000);
  expect(await glance(`${listenButton}.innerText`)).toMatch(/Listen/);
  expect(await glance('__audioContexts.filter(({ state }) => state === "running").length')).toBe(0);
  await new RoomPage(page).listen();
});
