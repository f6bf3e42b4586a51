import type { AudioClock } from './AudioClock';
import type { ToneOutput } from './ToneOutput';
import type { ScheduledEvent, VoiceScheduler } from './VoiceScheduler';

/** A recording of what went to the loudspeaker. */
export interface ProbeRecording {
  sampleRate: number;
  /** Server time at which the first sample is heard. */
  startServerMs: number;
  startAudioSec: number;
  /** Left and right mixed, base64 of little-endian Float32 samples: tests fetch it over a text protocol. */
  samplesBase64: string;
}

/** What end-to-end tests measure by: `window.__stemjam`. */
export interface Probe {
  /** Everything scheduled lately, with the server time at which it is heard. */
  events(): (ScheduledEvent & { serverMs: number })[];
  /** The decided bars: when each is heard. */
  bars(): { bar: number; serverMs: number }[];
  record(seconds: number): Promise<ProbeRecording>;
}

interface Measured {
  output: ToneOutput;
  scheduler: VoiceScheduler<AudioBuffer>;
  audioClock: AudioClock;
}

const isWanted = (): boolean => {
  try {
    return (
      new URLSearchParams(location.search).get('probe') === '1' ||
      localStorage.getItem('stemjam.probe') === '1'
    );
  } catch {
    return false;
  }
};

/** Lets tests measure, on pages opened with `?probe=1` or with `stemjam.probe` set to 1 in localStorage. */
export function exposeProbe({ output, scheduler, audioClock }: Measured): void {
  if (!isWanted()) return;
  const heardAt = (scheduledSec: number) => audioClock.toServer((scheduledSec + output.latencySec) as never);
  const probe: Probe = {
    events: () => scheduler.events.map((event) => ({ ...event, serverMs: heardAt(event.at) })),
    bars: () => scheduler.grid.bars.map(({ bar, at }) => ({ bar, serverMs: heardAt(at) })),
    record: async (seconds) => {
      const { samples, startFrame } = await record(output, seconds);
      const startAudioSec = startFrame / output.sampleRate;
      return {
        sampleRate: output.sampleRate,
        startServerMs: audioClock.toServer(startAudioSec as never),
        startAudioSec,
        samplesBase64: base64(new Uint8Array(samples.buffer)),
      };
    },
  };
  Object.assign(window, { __stemjam: probe });
}

const RECORDER = `registerProcessor('probe-recorder', class extends AudioWorkletProcessor {
  process([input]) {
    const [left, right] = input;
    if (left) this.port.postMessage({ frame: currentFrame, samples: left.map((s, i) => (s + (right ? right[i] : s)) / 2) });
    return true;
  }
});`;

/** A processor's name can be given once per context. */
const prepared = new WeakSet<AudioContext>();

async function prepare(context: AudioContext): Promise<void> {
  if (prepared.has(context)) return;
  prepared.add(context);
  const url = URL.createObjectURL(new Blob([RECORDER], { type: 'text/javascript' }));
  await context.audioWorklet.addModule(url);
  URL.revokeObjectURL(url);
}

async function record(
  output: ToneOutput,
  seconds: number,
): Promise<{ samples: Float32Array; startFrame: number }> {
  const { context } = output;
  await prepare(context);
  const recorder = new AudioWorkletNode(context, 'probe-recorder', { numberOfOutputs: 0 });
  const samples = new Float32Array(Math.round(seconds * context.sampleRate));
  return new Promise((resolve) => {
    let startFrame = -1;
    recorder.port.onmessage = ({ data }: MessageEvent<{ frame: number; samples: Float32Array }>) => {
      if (startFrame < 0) startFrame = data.frame;
      const from = data.frame - startFrame;
      samples.set(
        data.samples.subarray(0, Math.max(0, samples.length - from)),
        Math.min(from, samples.length),
      );
      if (from + data.samples.length < samples.length) return;
      recorder.port.onmessage = null;
      recorder.disconnect();
      resolve({ samples, startFrame });
    };
    output.tap(recorder);
  });
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += 8_192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8_192));
  return btoa(text);
}
