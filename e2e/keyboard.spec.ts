import { expect, test } from './fixtures';
import { play, stemsOf } from './Guest';
import { RoomPage } from './RoomPage';

test('everything is within reach of the keyboard', async ({ server, playground, aJam, stagehand }) => {
  const [drums] = await stemsOf(server.url, { instrument: 'drums' });
  const [bass] = await stemsOf(server.url, { instrument: 'bass' });
  await play(stagehand, drums!);
  await play(stagehand, bass!);
  const { page } = await playground.member('Ana', aJam);
  const room = new RoomPage(page);
  const { keyboard } = page;
  await room.isOpen();

  await test.step('Space listens and pauses', async () => {
    await room.listen();
    await page.mouse.click(5, 400);
    await keyboard.press('Space');
    await expect(room.listenButton).toHaveText(/Listen/);
    await keyboard.press('Space');
    await room.isListening();
  });

  await test.step('arrows select a track, M mutes it, S solos it, Ctrl+Z takes it back', async () => {
    await room.tracks.first().focus();
    await keyboard.press('ArrowDown');
    await expect(room.tracks.nth(1)).toBeFocused();
    await keyboard.press('m');
    await expect(room.muteButton(bass!.name)).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('s');
    await expect(room.soloButton(bass!.name)).toHaveAttribute('aria-pressed', 'true');
    await keyboard.press('Control+z');
    await expect(room.soloButton(bass!.name)).toHaveAttribute('aria-pressed', 'false');
    await keyboard.press('Control+z');
    await expect(room.muteButton(bass!.name)).toHaveAttribute('aria-pressed', 'false');
    await keyboard.press('Alt+ArrowUp');
    await expect(room.tracks.first()).toContainText(bass!.name);
  });

  await test.step('fits are browsed by arrows, tried on the way, stopped by Esc, voted for by Enter', async () => {
    await room.openFits();
    await expect(room.fitCards.nth(1)).toBeVisible();
    await page.getByRole('tab', { name: 'Any' }).focus();
    await keyboard.press('Tab');
    await expect(room.fitCards.first()).toBeFocused();
    await keyboard.press('ArrowDown');
    await expect(room.fitCards.nth(1)).toBeFocused();
    await expect(room.fitCards.nth(1).getByText('Only you hear this')).toBeVisible({ timeout: 60_000 });
    await keyboard.press('Escape');
    await expect(room.fits.getByText('Only you hear this')).toHaveCount(0);
    const before = stagehand.store.getState().confirmedRevision;
    await keyboard.press('Enter');
    await expect.poll(() => stagehand.store.getState().confirmedRevision).toBeGreaterThan(before);
    await expect(room.votes.getByText('Voted in').or(room.tracks.nth(2)).first()).toBeVisible();
  });

  await test.step('the page of shortcuts opens with ? and closes with Esc', async () => {
    await keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });
});
