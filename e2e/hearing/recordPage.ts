import type { BrowserContext, Page } from '@playwright/test';

/** What a page sent to its loudspeaker. */
export interface Recording {
  /** Mono. */
  samples: Float32Array;
  sampleRate: number;
  /** When the first sample left the loudspeaker, by the machine's own clock, which the server reads too. */
  startMs: number;
  /** The same as the page believes it, by its estimate of the server's clock. */
  believedStartMs: number;
}

interface ProbeWindow {
  __stemjam?: {
    record(
      seconds: number,
    ): Promise<{ sampleRate: number; startServerMs: number; startAudioSec: number; samplesBase64: string }>;
  };
  __audioContexts?: AudioContext[];
}

/** Must be called before the page is opened: keeps hold of the page's audio clock, so that nothing rests on its word. */
export async function watchAudioClock(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const contexts: AudioContext[] = [];
    Object.assign(window, { __audioContexts: contexts });
    window.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        contexts.push(this);
      }
    };
  });
}

/** Records a page opened with `?probe=1` that is listening. */
export async function recordPage(page: Page, seconds: number): Promise<Recording> {
  const told = await page.evaluate(async (length) => {
    const { __stemjam: probe, __audioContexts: contexts } = window as unknown as ProbeWindow;
    const audio = contexts?.at(-1);
    if (!probe || !audio) throw new Error('The page does not sound yet, or was opened without ?probe=1.');
    // Wall clock in ms at which the audio clock would have been 0; the median of many pairs, each off by up to a buffer.
    const zeros: number[] = [];
    const watching = setInterval(() => {
      const { contextTime, performanceTime } = audio.getOutputTimestamp();
      if (contextTime && performanceTime)
        zeros.push(performance.timeOrigin + performanceTime - contextTime * 1000);
    }, 20);
    const recording = await probe.record(length);
    clearInterval(watching);
    const zeroMs = zeros.sort((a, b) => a - b)[zeros.length >> 1];
    if (zeroMs === undefined) throw new Error('The browser does not say when it sounds.');
    return { ...recording, startMs: zeroMs + recording.startAudioSec * 1000 };
  }, seconds);
  const bytes = Buffer.from(told.samplesBase64, 'base64');
  return {
    samples: new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)),
    sampleRate: told.sampleRate,
    startMs: told.startMs,
    believedStartMs: told.startServerMs,
  };
}
