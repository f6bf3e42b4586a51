import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node';
import { anonymous } from 'better-auth/plugins/anonymous';
import { Me, type MeChange } from '#server/contract/http';
import type { Database } from '#server/platform/openDatabase';
import type { Logger } from '#server/platform/createLogger';

export interface Auth {
  /** Who is behind a request's or a handshake's cookie; null: nobody yet, or the cookie has run out. */
  memberFromHeaders(headers: IncomingHttpHeaders): Promise<Me | null>;
  /** Changes name and colour. The first time it makes a guest, whose cookie is in `setCookie`. */
  saveMe(headers: IncomingHttpHeaders, change: MeChange): Promise<{ me: Me; setCookie: string[] }>;
  /** Answers the part of /api/auth that is open. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const DAY_SECONDS = 86_400;

/**
 * What /api/auth answers. The rest of Better Auth stays shut: its own routes would accept names that the contract
 * refuses, and make users who never introduced themselves.
 */
const OPEN_PATHS = new Set(['/api/auth/get-session', '/api/auth/sign-out']);

/** @param secret at least 32 characters; every node of one service has the same */
export function createAuth(options: {
  database: Database;
  secret: string;
  /** Where people reach the service; over https, cookies insist on it. */
  publicUrl: string;
  logger: Logger;
}): Auth {
  const { database, secret, publicUrl, logger } = options;
  const { prisma } = database;
  const auth = betterAuth({
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    plugins: [anonymous()],
    user: { additionalFields: { colour: { type: 'string', required: false, input: false } } },
    // A guest has nothing but the cookie: it lasts as long as browsers keep one.
    session: { expiresIn: 400 * DAY_SECONDS, updateAge: 7 * DAY_SECONDS },
    advanced: {
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
    },
    telemetry: { enabled: false },
    logger: { log: (level, message, ...details) => logger[level]({ details }, message) },
  });
  const answer = toNodeHandler(auth);

  const memberFromHeaders: Auth['memberFromHeaders'] = async (headers) => {
    if (!headers.cookie) return null;
    const session = await auth.api.getSession({ headers: fromNodeHeaders(headers) });
    return session && meOf(session.user);
  };

  const makeGuest = async (headers: IncomingHttpHeaders) => {
    // The old cookie, if there is one, has run out; it must not be read again.
    const { cookie: _outdated, ...others } = headers;
    const made = await auth.api.signInAnonymous({ headers: fromNodeHeaders(others), returnHeaders: true });
    return { userId: made.response!.user.id, setCookie: made.headers.getSetCookie() };
  };

  return {
    memberFromHeaders,
    saveMe: async (headers, change) => {
      const known = await memberFromHeaders(headers);
      const { userId, setCookie } = known
        ? { userId: known.memberId, setCookie: [] }
        : await makeGuest(headers);
      const user = await prisma.user.update({
        where: { id: userId },
        data: { name: change.name, colour: change.colour },
      });
      return { me: meOf(user), setCookie };
    },
    handle: async (request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      if (OPEN_PATHS.has(path)) return answer(request, response);
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ error: { code: 'not_found', sentence: 'There is nothing at this address.' } }),
      );
    },
  };
}

const meOf = (user: { id: string; name: string; colour?: string | null }): Me =>
  Me.parse({ memberId: user.id, name: user.name, colour: user.colour });
