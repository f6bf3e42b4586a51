import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '#server/platform/createLogger';
import type { Database } from '#server/platform/openDatabase';
import { TEST_DATABASES } from '#server/platform/testDatabases';
import { createAuth, type Auth } from './createAuth';

describe.each(TEST_DATABASES)('guests on $name', ({ open, missing }) => {
  describe.skipIf(missing)(missing ?? '', () => {
    let database: Database;
    let auth: Auth;
    const secret = 'a secret that is long enough for cookies';
    const newAuth = (options: { secret: string }) =>
      createAuth({ database, publicUrl: 'http://localhost', logger: createLogger('silent'), ...options });

    beforeAll(async () => {
      database = await open();
      auth = newAuth({ secret });
    }, 60_000);
    afterAll(() => database.close());

    const host = { host: 'localhost:3000' };
    const withCookie = (setCookie: string[]): IncomingHttpHeaders => ({
      ...host,
      cookie: setCookie.map((line) => line.split(';')[0]).join('; '),
    });

    it('nobody is behind a request without a cookie', async () => {
      expect(await auth.memberFromHeaders(host)).toBeNull();
      expect(await auth.memberFromHeaders({ ...host, cookie: 'other=1' })).toBeNull();
    });

    it('the first change makes a guest, later ones change the same guest', async () => {
      const first = await auth.saveMe(host, { name: 'Ada', colour: 'mint' });
      expect(first.me).toMatchObject({ name: 'Ada', colour: 'mint' });
      expect(first.setCookie).toHaveLength(1);
      expect(first.setCookie[0]).toMatch(/HttpOnly/i);
      expect(first.setCookie[0]).toMatch(/SameSite=Lax/i);
      expect(first.setCookie[0]).not.toMatch(/Secure/i);

      const cookie = withCookie(first.setCookie);
      expect(await auth.memberFromHeaders(cookie)).toEqual(first.me);
      const second = await auth.saveMe(cookie, { name: 'Ada L', colour: 'rose' });
      expect(second).toEqual({ me: { ...first.me, name: 'Ada L', colour: 'rose' }, setCookie: [] });
      expect(await auth.memberFromHeaders(cookie)).toEqual(second.me);
    });

    it('two guests are two members', async () => {
      const [one, two] = [
        await auth.saveMe(host, { name: 'Bo', colour: 'sky' }),
        await auth.saveMe(host, { name: 'Bo', colour: 'sky' }),
      ];
      expect(one.me.memberId).not.toBe(two.me.memberId);
    });

    it('a cookie signed with another secret is nobody, and can start again', async () => {
      const { setCookie } = await newAuth({ secret: 'another secret that is long enough, too' }).saveMe(
        host,
        {
          name: 'Eve',
          colour: 'amber',
        },
      );
      expect(await auth.memberFromHeaders(withCookie(setCookie))).toBeNull();
      expect(
        (await auth.saveMe(withCookie(setCookie), { name: 'Eve', colour: 'amber' })).setCookie,
      ).toHaveLength(1);
    });

    it('a session that has run out is nobody', async () => {
      const { me, setCookie } = await auth.saveMe(host, { name: 'Old', colour: 'lime' });
      await database.prisma.session.updateMany({
        where: { userId: me.memberId },
        data: { expiresAt: new Date(0) },
      });
      expect(await auth.memberFromHeaders(withCookie(setCookie))).toBeNull();
    });
  });
});
