import type { Page } from '@playwright/test';
import type { JamClient } from '#app/_jam/JamClient';
import { currentClip } from '#server/contract/jam';
import { beatAt, serverMsAtBar, targetBpm } from '#server/contract/transport';
import { expect, test } from './fixtures';
import { play, settled, stemsOf } from './Guest';
import { loopsOf } from './hearing/expectedMix';
import { levelDb, placeInTime } from './hearing/placeInTime';
import { recordPage } from './hearing/recordPage';
import { RoomPage } from './RoomPage';

/** Countdowns come and go within a bar: everything that is shown is written down. */
async function noteCountdowns(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { __countdowns: seen });
    new MutationObserver(() => {
      for (const element of document.querySelectorAll('[data-track-row] [data-what]'))
        if (element.textContent) seen.add(element.textContent);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => [...(window as unknown as { __countdowns: Set<string> }).__countdowns]);
}

/** Beats since the bar began. */
const placeInBar = ({ store, clock }: JamClient): number => {
  const { transport } = store.getState().confirmed!;
  return beatAt(transport, clock.serverNow()!) % transport.beatsPerBar;
};

test('SG6 VT2 TR2 a change brings reasoned fits; one is tried in private, voted in by both, and launched at the bar', async ({
  server,
  playground,
  aJam,
  stagehand,
}) => {
  const [drums] = await stemsOf(server.url, { instrument: 'drums' });
  const [bass] = await stemsOf(server.url, { instrument: 'bass' });
  await play(stagehand, drums!);
  const [ana, ben] = await playground.twoMembers(aJam);
  const [anas, bens] = [new RoomPage(ana.page), new RoomPage(ben.page)];
  await anas.listen();
  await bens.listen();
  await anas.hasAudio();
  await bens.hasAudio();

  await play(stagehand, bass!);
  await expect.poll(() => stagehand.store.getState().suggestions?.source).toBe('model');
  await expect
    .poll(() => stagehand.store.getState().suggestions!.forRevision)
    .toBe(stagehand.store.getState().confirmedRevision);
  await anas.openFits();
  await expect(anas.fits.getByText(/^Fits Stagehand’s last change, (under )?[\d.]+ s$/)).toBeVisible();
  await anas.fits.getByRole('tab', { name: 'Percussion' }).click();
  const card = anas.fitCards.first();
  await expect(card).toBeVisible();
  await expect(card.getByRole('listitem').first(), 'it says why').toHaveText(/\S/);
  const { byInstrument } = stagehand.store.getState().suggestions!;
  const name = byInstrument.percussion![0]!.stem.name;
  await expect(card).toContainText(name);

  await test.step('only Ana hears what she tries', async () => {
    await card.getByText(name).click();
    await expect(card.getByText('Only you hear this')).toBeVisible({ timeout: 60_000 });
    await expect
      .poll(() => stagehand.store.getState().people.some(({ auditioning }) => auditioning))
      .toBe(true);
    for (const { trackId } of stagehand.store.getState().jam!.tracks)
      stagehand.submit({ type: 'track.set', trackId, settings: { mute: true } });
    await settled(stagehand);
    await expect(bens.muteButton(drums!.name)).toHaveAttribute('aria-pressed', 'true');
    await ana.page.waitForTimeout(1_000);
    const [heardByAna, heardByBen] = await Promise.all([recordPage(ana.page, 4), recordPage(ben.page, 4)]);
    expect(levelDb(heardByAna)).toBeGreaterThan(-60);
    expect(levelDb(heardByBen)).toBeLessThan(-70);
    await ana.page.keyboard.press('Escape');
    await expect(anas.fits.getByText('Only you hear this')).toHaveCount(0);
  });

  await test.step('both vote, and it comes in at the bar for both', async () => {
    const countdowns = await Promise.all([noteCountdowns(ana.page), noteCountdowns(ben.page)]);
    await anas.fits
      .getByRole('button', { name: `Vote for ${name}` })
      .first()
      .click();
    await expect(bens.votes.getByText(name)).toBeVisible();
    await expect(bens.votes.getByText('1 more')).toBeVisible();
    const recorded = Promise.all([recordPage(ana.page, 14), recordPage(ben.page, 14)]);
    await ben.page.waitForTimeout(1_500);
    // Just after a bar has begun, so that there is something to count down.
    await expect.poll(() => placeInBar(stagehand), { intervals: [20] }).toBeLessThan(0.5);
    await bens.votes.getByRole('button', { name: `Vote for ${name}` }).click();
    for (const room of [anas, bens]) await expect(room.track(name)).toBeVisible();
    const recordings = await recorded;
    for (const { page } of [ana, ben])
      await expect(page.getByText(new RegExp(`${name}.* comes in, in \\d+ beats?\\.`))).toBeAttached();
    for (const seen of countdowns)
      expect(await seen()).toContainEqual(expect.stringMatching(/^In \d+ beats?$/));

    const jam = stagehand.store.getState().confirmed!;
    const track = jam.tracks.at(-1)!;
    expect(currentClip(track)?.stem.name).toBe(name);
    const launchMs = serverMsAtBar(jam.transport, track.clips[0]!.launchBar);
    const barMs = (60_000 * jam.transport.beatsPerBar) / targetBpm(jam.transport);
    const loops = await loopsOf(server.url, jam);
    const places = recordings.map((recording) => {
      expect(levelDb(recording, recording.startMs, launchMs - 150), 'silence before the bar').toBeLessThan(
        -60,
      );
      expect(levelDb(recording, launchMs + barMs), 'the stem after it').toBeGreaterThan(-60);
      return placeInTime(recording, jam, loops, Math.round(barMs * 1.5));
    });
    console.log(
      `A voted launch: ${places.map(({ ms }) => `${ms.toFixed(1)} ms`).join(' and ')} after the bar.`,
    );
    for (const { ms } of places) expect(Math.abs(ms)).toBeLessThan(barMs / jam.transport.beatsPerBar);
  });
});

test('SG9 an empty jam is offered stems to begin with, and one vote is enough when one listens alone', async ({
  playground,
  aJam,
}) => {
  const { page } = await playground.member('Ana', aJam);
  const room = new RoomPage(page);
  await room.listen();
  await page.getByRole('button', { name: /Pick a groove/ }).click();
  await expect(room.fits.getByText('Good ones to begin with')).toBeVisible();
  await expect(room.fitCards.first()).toBeVisible();
  const offered = await room.fitCards.evaluateAll((cards) =>
    cards.map((card) => card.getAttribute('data-instrument')),
  );
  expect(new Set(offered).size).toBeGreaterThan(2);
  await room.fitCards
    .first()
    .getByRole('button', { name: /^Vote for/ })
    .click();
  await expect(room.tracks).toHaveCount(1);
});
