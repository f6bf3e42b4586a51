import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { play, stemsOf } from './Guest';
import { RoomPage } from './RoomPage';

/** Names, roles, contrast: what a program can judge of being usable by everybody. */
async function expectNoBarriers(page: Page, where: string): Promise<void> {
  // Colours on their way from one to another are nobody's choice.
  await page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map((transition) => transition.finished),
    ),
  );
  const { violations } = await new AxeBuilder({ page })
    // People's initials are pictures of them, not a label that their button's name would have to repeat.
    .disableRules('label-content-name-mismatch')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}, ${target.join(' ')}: ${failureSummary}`),
  );
  expect(found, where).toEqual([]);
}

test('the lobby and every part of a room are without barriers', async ({
  server,
  playground,
  aJam,
  stagehand,
}) => {
  const [drums] = await stemsOf(server.url, { instrument: 'drums' });
  const { page } = await playground.member('Ana', aJam);
  const room = new RoomPage(page);
  await room.listen();
  await expectNoBarriers(page, 'an empty jam');
  await play(stagehand, drums!);
  await expect(room.tracks).toHaveCount(1);
  await room.openFits();
  await expect(room.fitCards.first()).toBeVisible();
  await expectNoBarriers(page, 'fits');
  await room.openLibrary();
  await expect(room.library.locator('[data-stem-row]').first()).toBeVisible();
  await expectNoBarriers(page, 'library');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoBarriers(page, 'shortcuts');
  await page.goto('/');
  await expect(page.getByRole('region', { name: 'The open jam' })).toBeVisible();
  await expectNoBarriers(page, 'lobby');
  await page.getByRole('button', { name: 'Start a jam' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoBarriers(page, 'a new jam');
});

test.describe('on a screen of 390 px', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('one can listen, browse fits and vote by thumb', async ({ server, playground, aJam, stagehand }) => {
    const [drums] = await stemsOf(server.url, { instrument: 'drums' });
    await play(stagehand, drums!);
    const { page } = await playground.member('Ana', aJam);
    const room = new RoomPage(page);
    const tabs = page.getByRole('navigation', { name: 'Parts of the room' });
    await room.isOpen();
    await room.listen();
    await expectNoSidewaysScroll(page);

    await tabs.getByRole('button', { name: /Fits/ }).tap();
    const card = room.fitCards.first();
    await expect(card).toBeVisible();
    await expectNoSidewaysScroll(page);
    await card.locator('p').first().tap();
    await expect(card.getByText('Only you hear this')).toBeVisible({ timeout: 60_000 });
    const before = stagehand.store.getState().confirmedRevision;
    await card.locator('p').first().tap();
    await expect.poll(() => stagehand.store.getState().confirmedRevision).toBeGreaterThan(before);
    await tabs.getByRole('button', { name: 'Jam' }).tap();
    await expect(room.tracks).toHaveCount(2);
    await tabs.getByRole('button', { name: /Library/ }).tap();
    await expect(room.library.locator('[data-stem-row]').first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectThumbSized(page, tabs.getByRole('button'));
    await page.goto('/');
    await expectNoSidewaysScroll(page);
  });
});

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { content, screen } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));
  expect(content, 'nothing is wider than the screen').toBeLessThanOrEqual(screen);
}

async function expectThumbSized(page: Page, buttons: ReturnType<Page['getByRole']>): Promise<void> {
  for (const button of await buttons.all()) {
    const box = await button.boundingBox();
    expect(Math.min(box!.width, box!.height), await button.innerText()).toBeGreaterThanOrEqual(44);
  }
  await expect(page.locator('body')).toBeVisible();
}
