import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededRandom } from '#server/platform/seededRandom';
import { readModel } from '#server/embedding/modelManifest';

/**
 * A copy of the model that has learned nothing: the same network, but the numbers inside each of its weight tensors are
 * shuffled. What it scores is owed to the network's shape and the features, not to training.
 *
 * @returns a models folder, to be removed by the caller
 */
export async function untrainedModel(modelsDir: string): Promise<string> {
  const { manifest, files } = await readModel(modelsDir);
  const folder = await mkdtemp(path.join(tmpdir(), 'untrained-'));
  const encoder = Uint8Array.from(files.encoder);
  shuffleWeights(encoder, seededRandom(1));
  await writeFile(path.join(folder, manifest.files.analysis.path), files.analysis);
  await writeFile(path.join(folder, manifest.files.predictor.path), files.predictor);
  await writeFile(path.join(folder, manifest.files.encoder.path), encoder);
  const sha256 = createHash('sha256').update(encoder).digest('hex');
  const shuffled = {
    ...manifest,
    files: { ...manifest.files, encoder: { ...manifest.files.encoder, sha256 } },
  };
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(shuffled));
  return folder;
}

// Field numbers of the ONNX format: model.graph, graph.initializer, tensor.data_type, tensor.raw_data.
const [GRAPH, INITIALIZER, DATA_TYPE, RAW_DATA] = [7, 5, 2, 9];
const FLOAT = 1;

/** @returns how many numbers were moved */
export function shuffleWeights(model: Uint8Array, random: () => number): number {
  let moved = 0;
  for (const graph of fieldsOf(model).filter(({ id }) => id === GRAPH)) {
    for (const tensor of fieldsOf(graph.content).filter(({ id }) => id === INITIALIZER)) {
      const fields = fieldsOf(tensor.content);
      const isFloat = fields.some(({ id, value }) => id === DATA_TYPE && value === FLOAT);
      const data = fields.find(({ id }) => id === RAW_DATA)?.content;
      if (isFloat && data) moved += shuffleFloats(data, random);
    }
  }
  return moved;
}

function shuffleFloats(bytes: Uint8Array, random: () => number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.byteLength / 4;
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    const value = view.getUint32(4 * i);
    view.setUint32(4 * i, view.getUint32(4 * other));
    view.setUint32(4 * other, value);
  }
  return count > 1 ? count : 0;
}

interface Field {
  id: number;
  /** Of whole numbers. */
  value: number;
  /** Of everything else: a view into the message. */
  content: Uint8Array;
}

/** The fields of one protocol buffer message. */
function fieldsOf(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const [id, type] = [Math.floor(tag / 8), tag % 8];
    const value = type === 0 ? varint() : 0;
    const length = type === 2 ? varint() : type === 1 ? 8 : type === 5 ? 4 : 0;
    fields.push({ id, value, content: message.subarray(at, at + length) });
    at += length;
  }
  return fields;
}
