import { afterAll, beforeAll, describe } from 'vitest';
import type { Database } from '#server/platform/openDatabase';
import { TEST_DATABASES } from '#server/platform/testDatabases';
import { opLogSuite } from './opLogSuite';
import { PrismaOpLog } from './PrismaOpLog';

describe.each(TEST_DATABASES)('the op log in $name', ({ missing, open }) => {
  describe.skipIf(missing)('keeps what every op log promises', () => {
    let database: Database;
    beforeAll(async () => {
      database = await open();
    });
    afterAll(() => database.close());
    opLogSuite(async () => new PrismaOpLog(database.prisma));
  });
});
