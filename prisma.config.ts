import { defineConfig } from 'prisma/config';

/** For Prisma's own command line. The server applies the migrations itself when it starts. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? '' },
});
