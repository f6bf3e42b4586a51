import { describe, expect, it } from 'vitest';
import { readConfig } from './config';

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      embedder: 'auto',
      databaseUrl: undefined,
    });
  });

  it('takes empty variables for missing ones, as compose files write them', () => {
    expect(readConfig({ DATABASE_URL: '', REDIS_URL: ' ', AUTH_SECRET: '', PORT: '' })).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
      redisUrl: undefined,
      authSecret: undefined,
    });
  });

  it('SV1 names every wrong variable at once', () => {
    const wrong = {
      PORT: 'abc',
      DATABASE_URL: 'mysql://x',
      EMBEDDER: 'gpu',
      AUTH_SECRET: 'short',
      PUBLIC_URL: 'jam',
    };
    for (const name of Object.keys(wrong)) expect(() => readConfig(wrong)).toThrow(name);
  });
});
