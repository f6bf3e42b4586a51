import { test as base, type BrowserContext, type Page } from '@playwright/test';
import type { JamClient } from '#app/_jam/JamClient';
import { MEMBER_COLOURS } from '#server/contract/presence';
import type { JamCard } from '#server/contract/http';
import { Guest } from './Guest';
import { watchAudioClock } from './hearing/recordPage';
import { startServer, type ServerProcess } from './startServer';

/** A browser of its own: other cookies, another audio clock. */
export interface Visitor {
  page: Page;
  context: BrowserContext;
}

export interface Playground {
  /** Somebody who has never been here. */
  newcomer(): Promise<Visitor>;
  /** Somebody with a name, on the page of a jam. */
  member(name: string, jam: { jamId: string }): Promise<Visitor>;
  twoMembers(jam: { jamId: string }): Promise<[Visitor, Visitor]>;
}

interface TestFixtures {
  playground: Playground;
  /** A new, empty jam. */
  aJam: JamCard;
  /** Somebody without a browser who is in that jam, to set things up. */
  stagehand: JamClient;
}

interface WorkerFixtures {
  /** The server all specs share, with the starter library in it. */
  server: ServerProcess;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await startServer({ dataDir: importedFolder() });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  playground: async ({ browser, server, viewport, hasTouch }, use) => {
    const contexts: BrowserContext[] = [];
    const playground = openPlayground(async () => {
      const context = await browser.newContext({ baseURL: server.url, viewport, hasTouch });
      contexts.push(context);
      return context;
    });
    await use(playground);
    for (const context of contexts) await context.close();
  },
  aJam: async ({ server }, use, { title }) => {
    const host = await Guest.signIn(server.url, 'Host');
    await use(await host.startJam(title.slice(0, 60)));
  },
  stagehand: async ({ server, aJam }, use) => {
    const guest = await Guest.signIn(server.url, 'Stagehand', 'lime');
    const client = await guest.join(aJam.jamId);
    await use(client);
    client.close();
  },
});

export { expect } from '@playwright/test';

export function openPlayground(newContext: () => Promise<BrowserContext>): Playground {
  const newcomer = async (): Promise<Visitor> => {
    const context = await newContext();
    await watchAudioClock(context);
    // Tests measure what they hear; people's pages have no such door open.
    await context.addInitScript(() => localStorage.setItem('stemjam.probe', '1'));
    return { context, page: await context.newPage() };
  };
  const member = async (name: string, { jamId }: { jamId: string }): Promise<Visitor> => {
    const visitor = await newcomer();
    const colour = MEMBER_COLOURS[name.length % MEMBER_COLOURS.length];
    const answer = await visitor.context.request.put('/api/me', { data: { name, colour } });
    if (!answer.ok()) throw new Error(`${name} was not let in: ${await answer.text()}`);
    await visitor.page.goto(`/jam/${jamId}`);
    return visitor;
  };
  return {
    newcomer,
    member,
    twoMembers: async (jam) => [await member('Ana', jam), await member('Ben', jam)],
  };
}

/** The folder that `globalSetup` has prepared. */
export function importedFolder(): string {
  const folder = process.env.STEMJAM_E2E_IMPORTED;
  if (!folder)
    throw new Error('Run the specs with e2e/playwright.config.ts: its set-up imports the library.');
  return folder;
}
