import { readdirSync } from 'node:fs';
import type { InferenceSession } from 'onnxruntime-node';
import type { EmbedderInfo, Provider } from './embedProtocol';
import { inferenceThreads, loadOrt, type Ort } from './loadOrt';
import { MODEL_PARTS, type Model, type ModelPart } from './modelManifest';
import { providerProbe } from './providerProbe';

export type Sessions = Record<ModelPart, InferenceSession>;

/** Graphics processors give 3 or 4 right digits; a wrong kernel gives none. */
const MOST_DIFFERENCE = 5e-3;

/**
 * Opens the model's three sessions on the best provider that is there: cuda, webgpu, cpu. A graphics processor is
 * taken only when its answers agree with the CPU's.
 */
export async function openSessions(
  model: Model,
  wanted: Provider | 'auto',
): Promise<{ ort: Ort; sessions: Sessions; info: EmbedderInfo }> {
  const ort = await loadOrt();
  const onCpu = await openOn(ort, model, 'cpu');
  const failures: string[] = [];
  for (const provider of candidates(wanted)) {
    try {
      const sessions = await openOn(ort, model, provider);
      const difference = await providerProbe(ort, sessions, onCpu);
      if (difference > MOST_DIFFERENCE)
        throw new Error(`its answers differ from the CPU's by ${difference.toFixed(3)}`);
      await closeAll(onCpu);
      return { ort, sessions, info: { provider, sentence: `The model runs on ${NAMES[provider]}.` } };
    } catch (error) {
      failures.push(`${NAMES[provider]} cannot be used (${firstLine(error)})`);
    }
  }
  const sentence = ['The model runs on the CPU', ...failures].join('; ') + '.';
  return { ort, sessions: onCpu, info: { provider: 'cpu', sentence } };
}

const NAMES: Record<Provider, string> = {
  cuda: 'the GPU (CUDA)',
  webgpu: 'the GPU (WebGPU)',
  cpu: 'the CPU',
};

async function openOn(ort: Ort, { files }: Model, provider: Provider): Promise<Sessions> {
  const sessions: Partial<Sessions> = {};
  for (const part of MODEL_PARTS) {
    sessions[part] = await ort.InferenceSession.create(files[part], {
      executionProviders: [provider],
      intraOpNumThreads: inferenceThreads(),
      interOpNumThreads: 1,
      logSeverityLevel: 4,
    });
  }
  return sessions as Sessions;
}

const closeAll = async (sessions: Sessions): Promise<void> => {
  for (const part of MODEL_PARTS) await sessions[part].release();
};

/** Left to itself, the server does not try a graphics library on a machine without a graphics device. */
function candidates(wanted: Provider | 'auto'): Provider[] {
  if (wanted === 'cpu') return [];
  if (wanted !== 'auto') return [wanted];
  const isLinux = process.platform === 'linux';
  const devices = isLinux ? [...filesIn('/dev', /^nvidia\d/), ...filesIn('/dev/dri', /^renderD/)] : [];
  const hasNvidia = devices.some((name) => name.startsWith('nvidia'));
  return [
    ...(hasNvidia ? (['cuda'] as const) : []),
    ...(devices.length || !isLinux ? (['webgpu'] as const) : []),
  ];
}

function filesIn(folder: string, pattern: RegExp): string[] {
  try {
    return readdirSync(folder).filter((name) => pattern.test(name));
  } catch {
    return [];
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 160);
