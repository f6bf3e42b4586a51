import type { OnnxGraph, OnnxNode, OnnxTensor } from './onnxFile';

const WIDTH = 768;
const LAYERS = 12;
const HEADS = 12;
const HIDDEN = 4 * WIDTH;
/** 8 s of an 80-band spectrogram with 100 frames a second, in patches of 16 x 16: 5 x 50. */
export const TOKENS = 250;
export const PATCH = 256;

/**
 * The encoder of the Stem-JEPA paper, ViT-Base (85 million weights), with random weights: the time of a pass does not
 * depend on what was learned.
 */
export function vitBaseGraph(): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const weights: OnnxTensor[] = [];
  const noise = Float32Array.from({ length: HIDDEN * WIDTH }, () => (Math.random() - 0.5) * 0.05);

  const weight = (name: string, ...dims: number[]): string => {
    const size = dims.reduce((product, dim) => product * dim, 1);
    weights.push({ name, dims, data: noise.subarray(0, size) });
    return name;
  };
  const shape = (name: string, ...dims: number[]): string => {
    weights.push({ name, dims: [dims.length], data: BigInt64Array.from(dims, BigInt) });
    return name;
  };
  const add = (op: string, output: string, inputs: string[], attributes?: OnnxNode['attributes']): string => {
    nodes.push({ op, output, inputs, attributes });
    return output;
  };
  const linear = (name: string, x: string, from: number, to: number): string =>
    add('Add', name, [
      add('MatMul', `${name}.product`, [x, weight(`${name}.w`, from, to)]),
      weight(`${name}.b`, to),
    ]);
  const norm = (name: string, x: string): string =>
    add('LayerNormalization', name, [x, weight(`${name}.g`, WIDTH), weight(`${name}.b`, WIDTH)]);

  const split = shape('split', 1, TOKENS, HEADS, WIDTH / HEADS);
  const merge = shape('merge', 1, TOKENS, WIDTH);
  weights.push({ name: 'scale', dims: [], data: Float32Array.of((WIDTH / HEADS) ** -0.5) });

  let x = add('Add', 'embedded', [
    linear('patch', 'patches', PATCH, WIDTH),
    weight('position', 1, TOKENS, WIDTH),
  ]);
  for (let layer = 0; layer < LAYERS; layer++) {
    const at = (name: string) => `${layer}.${name}`;
    const before = norm(at('norm1'), x);
    const heads = (name: string, perm: number[]) => {
      const projected = linear(at(name), before, WIDTH, WIDTH);
      return add('Transpose', at(`${name}.t`), [add('Reshape', at(`${name}.h`), [projected, split])], {
        perm,
      });
    };
    const [query, keys, values] = [
      heads('q', [0, 2, 1, 3]),
      heads('k', [0, 2, 3, 1]),
      heads('v', [0, 2, 1, 3]),
    ];
    const scores = add('Mul', at('scaled'), [add('MatMul', at('scores'), [query, keys]), 'scale']);
    const mixed = add('MatMul', at('mixed'), [
      add('Softmax', at('attention'), [scores], { axis: -1 }),
      values,
    ]);
    const joined = add('Reshape', at('joined'), [
      add('Transpose', at('back'), [mixed], { perm: [0, 2, 1, 3] }),
      merge,
    ]);
    x = add('Add', at('attended'), [x, linear(at('out'), joined, WIDTH, WIDTH)]);
    const hidden = add('Gelu', at('gelu'), [linear(at('up'), norm(at('norm2'), x), WIDTH, HIDDEN)]);
    x = add('Add', at('end'), [x, linear(at('down'), hidden, HIDDEN, WIDTH)]);
  }
  const output = norm('tokens', x);
  return {
    nodes,
    weights,
    input: { name: 'patches', dims: [1, TOKENS, PATCH] },
    output: { name: output, dims: [1, TOKENS, WIDTH] },
  };
}
