import path from 'node:path';
import { z } from 'zod';
import { LOG_LEVELS } from '#server/platform/createLogger';

const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must begin with redis://')
    .optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  AUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  EMBEDDER: z.enum(['auto', 'cuda', 'webgpu', 'cpu']).default('auto'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

export interface Config {
  development: boolean;
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  /** Where people reach the server when that is not where it listens, as behind a proxy. */
  publicUrl: string | undefined;
  /** Signs cookies. Several nodes need the same; undefined: one is made and kept in `dataDir`. */
  authSecret: string | undefined;
  embedder: 'auto' | 'cuda' | 'webgpu' | 'cpu';
  logLevel: (typeof LOG_LEVELS)[number];
}

/** The only reader of the environment. Throws one readable error that names every wrong variable. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // Compose files and panels write an empty text where nothing is meant.
  const given = Object.entries(environment).filter(([, text]) => text?.trim());
  const parsed = Environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(
      `The configuration cannot be used:\n${lines.join('\n')}\nThe README lists every variable.`,
    );
  }
  const env = parsed.data;
  return {
    development: env.NODE_ENV === 'development',
    port: env.PORT,
    host: env.HOST,
    dataDir: path.resolve(env.DATA_DIR),
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    publicUrl: env.PUBLIC_URL,
    authSecret: env.AUTH_SECRET,
    embedder: env.EMBEDDER,
    logLevel: env.LOG_LEVEL,
  };
}
