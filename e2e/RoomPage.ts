import { expect, type Locator, type Page } from '@playwright/test';

/** The page of a jam, by what a person sees and reaches on it. */
export class RoomPage {
  readonly transport: Locator;
  readonly listenButton: Locator;
  readonly tracks: Locator;
  readonly fits: Locator;
  readonly fitCards: Locator;
  readonly votes: Locator;
  readonly library: Locator;

  constructor(readonly page: Page) {
    this.transport = page.getByRole('group', { name: 'Transport' });
    this.listenButton = this.transport.getByRole('button', { name: /^(Listen|Starting|Pause)/ });
    this.tracks = page.locator('[data-track-row]');
    this.fits = page.getByRole('region', { name: 'Fits now' });
    this.fitCards = this.fits.locator('[data-card]');
    this.votes = page.getByRole('list', { name: 'Votes' });
    this.library = page.getByRole('region', { name: 'Library' });
  }

  async isOpen(): Promise<void> {
    await expect(this.listenButton).toBeVisible({ timeout: 60_000 });
  }

  track(name: string): Locator {
    return this.tracks.filter({ hasText: name });
  }

  /** What the test runner does on a page counts as a tap to the browser, so the page may sound without one. */
  async listen(): Promise<void> {
    await this.isOpen();
    if ((await this.listenButton.innerText()).includes('Listen')) await this.listenButton.click();
    await this.isListening();
  }

  async isListening(): Promise<void> {
    await expect(this.listenButton).toHaveText(/Pause/, { timeout: 60_000 });
  }

  /** Every clip's audio is here. */
  async hasAudio(): Promise<void> {
    await expect(this.tracks.getByText('Loading')).toHaveCount(0, { timeout: 60_000 });
    await expect(this.tracks.getByText('could not be loaded')).toHaveCount(0);
  }

  async openLibrary(): Promise<void> {
    await this.page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Library' }).click();
  }

  async addFromLibrary(name: string): Promise<void> {
    await this.openLibrary();
    await this.library.getByRole('searchbox').fill(name);
    await this.library
      .getByRole('button', { name: `Add ${name} at the next bar` })
      .first()
      .click();
    await expect(this.track(name)).toBeVisible();
  }

  async openFits(): Promise<void> {
    await this.page.getByRole('group', { name: 'Show' }).getByRole('button', { name: 'Fits now' }).click();
    await expect(this.fits).toBeVisible();
  }

  fitCard(name: string): Locator {
    return this.fitCards.filter({ hasText: name });
  }

  muteButton(track: string): Locator {
    return this.page.getByRole('button', { name: `Mute ${track}`, exact: true });
  }

  soloButton(track: string): Locator {
    return this.page.getByRole('button', { name: `Solo ${track}`, exact: true });
  }

  get reconnecting(): Locator {
    return this.page.getByText(/^Reconnecting\./);
  }
}
