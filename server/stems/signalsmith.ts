/**
 * Signalsmith Stretch is published as an AudioWorklet. Its processor only needs a base class and a place to register,
 * so it gets both here, and its WebAssembly functions are then called directly, faster than real time.
 */
export interface Stretcher {
  /** Reads `inputs` samples per channel from the buffers and writes `outputs`. */
  _process(inputs: number, outputs: number): void;
  /** @returns address of `channels` input buffers, followed by as many output buffers, each `length` floats long */
  _setBuffers(channels: number, length: number): number;
  _presetDefault(channels: number, sampleRate: number): void;
  _configure(channels: number, blockSamples: number, intervalSamples: number, splitComputation: number): void;
  _reset(): void;
  _inputLatency(): number;
  _outputLatency(): number;
  /** @param tonalityLimit as a fraction of the sample rate */
  _setTransposeSemitones(semitones: number, tonalityLimit: number): void;
  _setFormantSemitones(semitones: number, compensatePitch: number): void;
  HEAP8: Int8Array<ArrayBuffer>;
}

interface Processor {
  wasmReady: boolean;
  wasmModule: Stretcher;
}
type ProcessorClass = new (options: object) => Processor;

let loading: Promise<Stretcher> | undefined;

/** The one stretcher of this thread: it has state, so use it without awaiting in between. */
export const loadStretcher = (): Promise<Stretcher> => (loading ??= load());

async function load(): Promise<Stretcher> {
  const registered: ProcessorClass[] = [];
  const worklet = globalThis as unknown as Record<string, unknown>;
  worklet.AudioWorkletProcessor = class {
    port = { postMessage() {}, onmessage: null };
  };
  worklet.registerProcessor = (_name: string, processor: ProcessorClass) => void registered.push(processor);
  worklet.sampleRate = 48_000;
  // @ts-expect-error The package has no types.
  await import('signalsmith-stretch');
  const Processor = registered[0];
  if (!Processor) throw new Error('signalsmith-stretch did not register its processor.');
  const processor = new Processor({ numberOfOutputs: 1, outputChannelCount: [2] });
  // It says that it is ready to a port nobody listens to, in a microtask of its own.
  while (!processor.wasmReady) await new Promise((resolve) => setTimeout(resolve, 1));
  return processor.wasmModule;
}
