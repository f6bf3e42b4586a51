import { FLACDecoder } from '@wasm-audio-decoders/flac';
import type { StemId } from '#server/contract/ids';
import { isAudible, loopBeatAt, type Clip, type JamState, type Track } from '#server/contract/jam';
import { CONFORMED_SAMPLE_RATE, conformedAudioPath } from '#server/contract/stem';
import { anchorAt, beatAt, targetBpm } from '#server/contract/transport';
import { dbToGain, serverMs } from '#server/contract/units';
import { Guest } from '../Guest';

/** One cycle of each clip that may be heard, mono, by stem and transposition. */
export type Loops = ReadonlyMap<string, Float32Array>;

const keyOf = ({ stem, transposition }: Pick<Clip, 'stem' | 'transposition'>) =>
  `${stem.stemId}/${transposition}`;
const clipsOf = (jam: JamState): Clip[] => jam.tracks.flatMap((track) => track.clips);

/** Fetches what the jam's clips sound like at its tempo, from the server's own files. */
export async function loopsOf(
  url: string,
  jam: JamState,
  ...more: Pick<Clip, 'stem' | 'transposition'>[]
): Promise<Loops> {
  const loops = new Map<string, Float32Array>();
  const { cookie } = await Guest.signIn(url, 'Measuring ear');
  for (const clip of [...clipsOf(jam), ...more]) {
    if (loops.has(keyOf(clip))) continue;
    loops.set(
      keyOf(clip),
      await loopOf(url, cookie, clip.stem.stemId, targetBpm(jam.transport), clip.transposition),
    );
  }
  return loops;
}

async function loopOf(
  url: string,
  cookie: string,
  stemId: StemId,
  bpm: number,
  transposition: number,
): Promise<Float32Array> {
  const response = await fetch(url + conformedAudioPath(stemId, bpm, transposition), { headers: { cookie } });
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}.`);
  const decoder = new FLACDecoder();
  await decoder.ready;
  const { channelData } = await decoder.decodeFile(new Uint8Array(await response.arrayBuffer()));
  decoder.free();
  const [left, right = left] = channelData;
  return left!.map((value, index) => (value + right![index]!) / 2);
}

/**
 * What a listener should hear, from the jam alone: the anchors, launch bars and levels, and nothing a page believes.
 *
 * @param fromServerMs the moment of the first sample
 */
export function expectedMix(
  jam: JamState,
  loops: Loops,
  fromServerMs: number,
  lengthMs: number,
): Float32Array {
  const { transport } = jam;
  const mix = new Float32Array(Math.round((lengthMs * CONFORMED_SAMPLE_RATE) / 1000));
  const { bpm } = anchorAt(transport, serverMs(fromServerMs));
  const beatsPerSample = bpm / 60 / CONFORMED_SAMPLE_RATE;
  const firstBeat = beatAt(transport, serverMs(fromServerMs));
  for (const track of jam.tracks) {
    const gain = isAudible(track, jam.tracks) ? dbToGain(track.gainDb) : 0;
    if (gain === 0) continue;
    for (const clip of track.clips) {
      const loop = loops.get(keyOf(clip));
      if (!loop) throw new Error(`The loop of ${clip.stem.name} was not fetched.`);
      const samplesPerBeat = loop.length / (clip.stem.bars * clip.stem.beatsPerBar);
      const [start, end] = boundsOf(track, clip, transport.beatsPerBar);
      for (let index = 0; index < mix.length; index += 1) {
        const beat = firstBeat + index * beatsPerSample;
        if (beat < start || beat >= end) continue;
        mix[index]! += gain * loop[Math.floor(loopBeatAt(clip, beat) * samplesPerBeat) % loop.length]!;
      }
    }
  }
  return mix;
}

const boundsOf = (track: Track, { launchBar, endBar }: Clip, beatsPerBar: number): [number, number] => [
  launchBar * beatsPerBar,
  Math.min(endBar ?? Infinity, track.endBar ?? Infinity) * beatsPerBar,
];
