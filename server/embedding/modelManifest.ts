import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { INSTRUMENTS } from '#server/contract/instruments';
import {
  BAND_FRAMES_PER_BEAT,
  BANDS,
  FRAMES_PER_BEAT,
  LOWEST_MIDI,
  ROWS,
  VECTOR_SIZE,
  WINDOW_BEATS,
} from './grid';
import { FLOOR_DB, STEP_DB } from './spectra';

const ModelFile = z.object({
  path: z.string().regex(/^[\w.-]+$/),
  sha256: z.string().length(64),
  bytes: z.number().int(),
});

/** `models/manifest.json`. The server is built for one shape of window: a manifest with another one is refused. */
const ModelManifest = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  sampleRate: z.literal(16_000),
  window: z.object({
    beats: z.literal(WINDOW_BEATS),
    framesPerBeat: z.literal(FRAMES_PER_BEAT),
    rows: z.literal(ROWS),
    lowestMidi: z.literal(LOWEST_MIDI),
    bandFramesPerBeat: z.literal(BAND_FRAMES_PER_BEAT),
    bands: z.literal(BANDS),
  }),
  quantisation: z.object({ floorDb: z.literal(FLOOR_DB), stepDb: z.literal(STEP_DB) }),
  classes: z.tuple(
    INSTRUMENTS.map((name) => z.literal(name)) as [z.ZodLiteral<string>, ...z.ZodLiteral<string>[]],
  ),
  anyClass: z.literal(INSTRUMENTS.length),
  vector: z.object({ size: z.literal(VECTOR_SIZE) }),
  files: z.object({ analysis: ModelFile, encoder: ModelFile, predictor: ModelFile }),
});
export type ModelManifest = z.infer<typeof ModelManifest>;

export const MODEL_PARTS = ['analysis', 'encoder', 'predictor'] as const;
export type ModelPart = (typeof MODEL_PARTS)[number];

/** There is no usable model. The message says which file and what would help. */
export class ModelUnusable extends Error {
  override name = 'ModelUnusable';
}

export interface Model {
  manifest: ModelManifest;
  /** The checked content of each file. */
  files: Record<ModelPart, Uint8Array>;
}

/**
 * Reads the model and checks that its files are the ones the manifest was written for.
 *
 * @throws ModelUnusable
 */
export async function readModel(modelsDir: string): Promise<Model> {
  const manifest = await readManifest(path.join(modelsDir, 'manifest.json'));
  const entries = MODEL_PARTS.map(
    async (part) => [part, await readPart(modelsDir, manifest.files[part])] as const,
  );
  return { manifest, files: Object.fromEntries(await Promise.all(entries)) as Model['files'] };
}

async function readManifest(file: string): Promise<ModelManifest> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new ModelUnusable(`There is no model: ${file} cannot be read. Restore the models folder.`, {
      cause,
    });
  });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new ModelUnusable(`The model's manifest ${file} is not JSON. Restore the models folder.`, {
      cause,
    });
  }
  const parsed = ModelManifest.safeParse(content);
  if (parsed.success) return parsed.data;
  const { path: where, message } = parsed.error.issues[0]!;
  throw new ModelUnusable(
    `The model's manifest ${file} does not fit this server (${where.join('.')}: ${message}).`,
  );
}

async function readPart(
  modelsDir: string,
  { path: name, sha256 }: z.infer<typeof ModelFile>,
): Promise<Uint8Array> {
  const file = path.join(modelsDir, name);
  const bytes = await readFile(file).catch((cause) => {
    throw new ModelUnusable(`The model file ${file} cannot be read. Restore the models folder.`, { cause });
  });
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new ModelUnusable(
      `The model file ${file} is damaged or belongs to another version. Restore the models folder.`,
    );
  }
  return bytes;
}
