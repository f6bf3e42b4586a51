import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const alias = [
  { find: /^#server\//, replacement: folder('./server/') },
  { find: /^#app\//, replacement: folder('./app/') },
];

export default defineConfig({
  test: {
    pool: 'forks',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['{server,app}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.database.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        resolve: { alias },
        test: { name: 'database', include: ['server/**/*.database.test.ts'], maxWorkers: 1 },
      },
    ],
  },
});
