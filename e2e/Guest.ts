import { JamClient } from '#app/_jam/JamClient';
import { addStem, type Placement } from '#app/_jam/intents';
import { JamCard, LibraryPage, Me } from '#server/contract/http';
import type { Instrument } from '#server/contract/instruments';
import type { JamId } from '#server/contract/ids';
import type { MemberColour } from '#server/contract/presence';
import type { StemSummary } from '#server/contract/stem';

/** Somebody without a browser: signs in, starts jams and plays in them with the real client. */
export class Guest {
  private constructor(
    readonly url: string,
    readonly cookie: string,
    readonly me: Me,
  ) {}

  static async signIn(url: string, name: string, colour: MemberColour = 'mint'): Promise<Guest> {
    const response = await fetch(`${url}/api/me`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, colour }),
    });
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(';')[0]!)
      .join('; ');
    return new Guest(url, cookie, Me.parse(await json(response)));
  }

  async startJam(name: string): Promise<JamCard> {
    const response = await fetch(`${this.url}/api/jams`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.cookie },
      body: JSON.stringify({ name }),
    });
    return JamCard.parse(await json(response));
  }

  /** Resolves when the jam is here. Close it. */
  async join(jamId: JamId): Promise<JamClient> {
    const client = new JamClient({
      jamId,
      url: this.url,
      socketOptions: { forceNew: true, extraHeaders: { cookie: this.cookie } },
    });
    await until(() => client.store.getState().jam !== null, `${this.me.name} could not join ${jamId}`);
    return client;
  }
}

/** Adds a stem and waits until the room has confirmed it. */
export async function play(client: JamClient, stem: StemSummary, placement: Placement = {}): Promise<void> {
  const { op, facts } = addStem(client.store.getState().jam!, stem, placement);
  client.submit(op, facts);
  await settled(client);
}

/** Waits until the room has answered everything. */
export async function settled(client: JamClient): Promise<void> {
  await until(() => client.store.getState().pendingOps.length === 0, 'the room did not answer');
  const [notice] = client.store.getState().notices;
  if (notice) throw new Error(notice.sentence);
}

/** Stems of the library, in its own order. */
export async function stemsOf(
  url: string,
  query: { instrument?: Instrument; text?: string } = {},
): Promise<StemSummary[]> {
  const parameters = new URLSearchParams({ limit: '100', ...query });
  return LibraryPage.parse(await json(await fetch(`${url}/api/library?${parameters}`))).stems;
}

export async function until(holds: () => boolean, otherwise: string, withinMs = 30_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`After ${withinMs} ms: ${otherwise}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function json(response: Response): Promise<unknown> {
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${JSON.stringify(body)}`);
  return body;
}
