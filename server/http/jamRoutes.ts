import { Hono } from 'hono';
import { JamList, NewJam, type JamCard } from '#server/contract/http';
import { JamId } from '#server/contract/ids';
import { emptyJam, isAudible, stayingTracks } from '#server/contract/jam';
import { targetBpm } from '#server/contract/transport';
import type { JamRecord } from '#server/jam/OpLog';
import type { JamRoom } from '#server/jam/JamRoom';
import type { ApiPorts, NodeEnvironment } from './ApiPorts';
import { ApiRefusal, parsed } from './ApiRefusal';
import { readJson } from './readJson';
import { RateLimiterByKey } from '#server/platform/RateLimiterByKey';

const LOBBY_LENGTH = 30;
const NEW_JAMS = { burst: 5, perSecond: 1 / 30 };

/** The lobby: which jams there are, and a new one. */
export function jamRoutes({
  registry,
  opLog,
  auth,
}: Pick<ApiPorts, 'registry' | 'opLog' | 'auth'>): Hono<NodeEnvironment> {
  const routes = new Hono<NodeEnvironment>();
  const limiter = new RateLimiterByKey(NEW_JAMS, () => performance.now());

  const cardOf = async (record: JamRecord): Promise<JamCard> => {
    const room = await registry.open(record.jamId);
    return jamCard(record, room);
  };

  routes.get('/jams', async (context) => {
    const records = await opLog.listJams(LOBBY_LENGTH);
    // One jam that cannot be read must not close the lobby.
    const cards = await Promise.all(records.map((record) => cardOf(record).catch(() => null)));
    return context.json(JamList.parse({ jams: cards.filter((card) => card !== null) }));
  });

  routes.post('/jams', async (context) => {
    const me = await auth.memberFromHeaders(context.env.incoming.headers);
    if (!me) throw new ApiRefusal('not_signed_in', 'Choose a name and a colour first.');
    const { name } = parsed(NewJam, await readJson(context));
    if (!limiter.take(me.memberId))
      throw new ApiRefusal('too_fast', 'You have started several jams just now. Wait a minute.');
    const jamId = await registry.create(name);
    const record = await opLog.findJam(jamId);
    return context.json(await cardOf(record!), 201);
  });

  routes.get('/jams/:jamId', async (context) => {
    const jamId = JamId.safeParse(context.req.param('jamId'));
    const record = jamId.success ? await opLog.findJam(jamId.data) : null;
    if (!record) throw new ApiRefusal('unknown_jam', 'There is no jam at this address. Check the link.');
    return context.json(await cardOf(record));
  });

  return routes;
}

function jamCard(record: JamRecord, room: JamRoom | null): JamCard {
  const state = room?.state ?? emptyJam(record.jamId, record.name, record.startedAt);
  const tracks = stayingTracks(state);
  const connected = room?.presence.people().filter((person) => person.connected) ?? [];
  return {
    jamId: record.jamId,
    name: state.name,
    bpm: targetBpm(state.transport),
    key: state.transport.key,
    instruments: tracks
      .filter((track) => track.clips.length > 0 && isAudible(track, tracks))
      .map((track) => track.instrument),
    people: connected.slice(0, 8).map(({ name, colour }) => ({ name, colour })),
    connectedCount: connected.length,
    changedAt: record.changedAt,
    isOpenJam: record.isOpen,
  };
}
