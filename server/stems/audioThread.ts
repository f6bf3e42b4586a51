import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isPitchedInstrument } from '#server/contract/instruments';
import { CONFORMED_SAMPLE_RATE } from '#server/contract/stem';
import { serveRequests, type Answer } from '#server/platform/serveRequests';
import type { AudioRequest, PreparedStem } from './AudioWorkshop';
import { encodeFlac } from './encodeFlac';
import { mixToMono } from './mixToMono';
import { peaksOf } from './peaks';
import { readStem } from './readStem';
import { resampleLoop } from './resampleLoop';
import { stretchLoop } from './stretchLoop';

/** Everything that decodes, stretches or encodes sound happens on this thread, so that jams never wait for it. */
serveRequests(async (request: AudioRequest): Promise<Answer> => {
  return request.do === 'prepare' ? prepare(request) : conform(request);
});

async function prepare({
  bytes,
  shape,
  analysisRate,
}: Extract<AudioRequest, { do: 'prepare' }>): Promise<Answer> {
  const { channels, loudnessLufs } = await readStem(bytes, shape);
  const samples = channels[0].length;
  const [mono] = resampleLoop(
    [mixToMono(channels)],
    Math.round((samples * analysisRate) / CONFORMED_SAMPLE_RATE),
  );
  const value: PreparedStem = { samples, loudnessLufs, peaks: peaksOf(channels, shape.bars), mono: mono! };
  return { value, transfer: [value.peaks.buffer, value.mono.buffer as ArrayBuffer] };
}

async function conform({
  source,
  target,
  shape,
  samples,
  semitones,
}: Extract<AudioRequest, { do: 'conform' }>): Promise<Answer> {
  const { channels } = await readStem(await readFile(source), shape);
  const isUnchanged = samples === channels[0].length && semitones === 0;
  const conformed = isUnchanged
    ? channels
    : await stretchLoop(channels, {
        samples,
        semitones,
        isPercussive: !isPitchedInstrument(shape.instrument),
      });
  const file = encodeFlac({ sampleRate: CONFORMED_SAMPLE_RATE, channels: withinFullScale(conformed) });
  await writeWhole(target, file);
  return { value: { bytes: file.length } };
}

/** Whoever finds the file finds all of it; a full disk leaves nothing behind. */
async function writeWhole(target: string, file: Uint8Array): Promise<void> {
  const unfinished = `${target}.${process.pid}.part`;
  try {
    await writeFile(unfinished, file);
    await rename(unfinished, target);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
}

/** Stretching moves peaks: a loop that would clip is turned down as a whole. */
function withinFullScale(channels: readonly Float32Array[]): Float32Array[] {
  let peak = 0;
  for (const channel of channels) for (const sample of channel) peak = Math.max(peak, Math.abs(sample));
  return peak <= 1 ? [...channels] : channels.map((channel) => channel.map((sample) => sample / peak));
}
