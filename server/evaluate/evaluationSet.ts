import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { INSTRUMENTS } from '#server/contract/instruments';
import { WINDOW_BYTES } from '#server/embedding/grid';
import { toPower, type LinearSpectra } from '#server/embedding/spectra';

/** Stems whose songs are known, to ask of each: would it have been found from the rest of its song? */
export interface EvaluationSet {
  name: string;
  stems: EvaluationStem[];
}

export interface EvaluationStem {
  /** Stems of one song never compete with each other. */
  song: number;
  /** Stems that sound together: a song's window. Context is made within it. */
  group: number;
  classId: number;
  /** In canonical key, 16 beats, in phase with its group. */
  spectra: LinearSpectra;
}

const CommittedSet = z.object({
  name: z.string(),
  windowBytes: z.literal(WINDOW_BYTES),
  stems: z.array(
    z.object({
      song: z.number().int().min(0),
      class: z
        .number()
        .int()
        .min(0)
        .max(INSTRUMENTS.length - 1),
      offset: z.number().int().min(0),
    }),
  ),
});

/** The sets that come with the model: `NAME.json` beside `NAME.bin`, spectra as bytes, already in canonical key. */
export async function readCommittedSets(folder: string): Promise<EvaluationSet[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => {
      const { stems, ...set } = CommittedSet.parse(
        JSON.parse(await readFile(path.join(folder, name), 'utf8')),
      );
      const bytes = await readFile(path.join(folder, name.replace(/\.json$/, '.bin')));
      return {
        name: set.name,
        stems: stems.map(({ song, class: classId, offset }) => ({
          song,
          group: song,
          classId,
          spectra: toPower(bytes.subarray(offset, offset + WINDOW_BYTES)),
        })),
      };
    }),
  );
}
