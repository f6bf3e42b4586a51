import { Hono } from 'hono';
import { MeChange } from '#server/contract/http';
import type { ApiPorts, NodeEnvironment } from './ApiPorts';
import { ApiRefusal, parsed } from './ApiRefusal';
import { RateLimiterByKey } from '#server/platform/RateLimiterByKey';
import { clientAddress } from './clientAddress';
import { readJson } from './readJson';

/** Per address, which a whole household or school may share. */
const CHANGES = { burst: 60, perSecond: 1 };

/** Who the visitor is. The first PUT makes a guest; nobody needs an account to jam. */
export function accountRoutes({
  auth,
  isBehindProxy,
  onRenamed,
}: Pick<ApiPorts, 'auth' | 'isBehindProxy' | 'onRenamed'>): Hono<NodeEnvironment> {
  const routes = new Hono<NodeEnvironment>();
  const limiter = new RateLimiterByKey(CHANGES, () => performance.now());

  routes.get('/me', async (context) => {
    const me = await auth.memberFromHeaders(context.env.incoming.headers);
    if (!me) throw new ApiRefusal('not_signed_in', 'Choose a name and a colour first.');
    return context.json(me);
  });

  routes.put('/me', async (context) => {
    if (!limiter.take(clientAddress(context.env.incoming, isBehindProxy)))
      throw new ApiRefusal(
        'too_fast',
        'Too many names were chosen from your network just now. Wait a minute.',
      );
    const change = parsed(MeChange, await readJson(context));
    const { me, setCookie } = await auth.saveMe(context.env.incoming.headers, change);
    onRenamed(me);
    for (const cookie of setCookie) context.header('Set-Cookie', cookie, { append: true });
    return context.json(me);
  });

  return routes;
}
