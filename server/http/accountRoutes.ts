import { Hono } from 'hono';
import { MeChange } from '#server/contract/http';
import type { ApiPorts } from './ApiPorts';
import { ApiRefusal, parsed } from './ApiRefusal';
import { readJson } from './readJson';

/** Who the visitor is. */
export function accountRoutes({ accounts }: Pick<ApiPorts, 'accounts'>): Hono {
  const routes = new Hono();

  routes.get('/me', async (context) => {
    const me = await accounts.memberFromHeaders(context.req.raw.headers);
    if (!me) throw new ApiRefusal('not_signed_in', 'Choose a name and a colour first.');
    return context.json(me);
  });

  routes.put('/me', async (context) => {
    const change = parsed(MeChange, await readJson(context));
    const result = await accounts.changeMe(context.req.raw.headers, change);
    if (!result.ok) throw new ApiRefusal(result.error.code, result.error.sentence);
    for (const cookie of result.value.setCookies) context.header('Set-Cookie', cookie, { append: true });
    return context.json(result.value.me);
  });

  routes.all('/auth/*', (context) => accounts.handler(context.req.raw));
  return routes;
}
