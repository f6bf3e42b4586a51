/** Just enough of the ONNX file format (protocol buffers) to write a graph of float operations. */

export interface OnnxNode {
  op: string;
  inputs: readonly string[];
  output: string;
  /** Whole numbers or lists of them. */
  attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface OnnxTensor {
  name: string;
  dims: readonly number[];
  /** Float32, or BigInt64 for shapes. */
  data: Float32Array | BigInt64Array;
}

export interface OnnxGraph {
  nodes: readonly OnnxNode[];
  weights: readonly OnnxTensor[];
  /** The one input and output, both float. */
  input: { name: string; dims: readonly number[] };
  output: { name: string; dims: readonly number[] };
}

const IR_VERSION = 9;
const OPSET = 20;
const FLOAT = 1;
const INT64 = 7;

/** The file as pieces, to be written one after the other: large weights are not copied. */
export function onnxFile({ nodes, weights, input, output }: OnnxGraph): Uint8Array[] {
  const graph = [
    ...nodes.flatMap((node) => field(1, nodeBytes(node))),
    ...field(2, [text('graph')]),
    ...weights.flatMap((tensor) => field(5, tensorBytes(tensor))),
    ...field(11, valueInfo(input)),
    ...field(12, valueInfo(output)),
  ];
  return [...number(1, IR_VERSION), ...field(7, graph), ...field(8, [...number(2, OPSET)])];
}

const nodeBytes = ({ op, inputs, output, attributes = {} }: OnnxNode): Uint8Array[] => [
  ...inputs.flatMap((name) => field(1, [text(name)])),
  ...field(2, [text(output)]),
  ...field(4, [text(op)]),
  ...Object.entries(attributes).flatMap(([name, value]) => field(5, attributeBytes(name, value))),
];

function attributeBytes(name: string, value: number | readonly number[]): Uint8Array[] {
  const [INT, INTS] = [2, 7];
  const named = field(1, [text(name)]);
  if (typeof value === 'number') return [...named, ...number(3, value), ...number(20, INT)];
  return [...named, ...value.flatMap((one) => number(8, one)), ...number(20, INTS)];
}

const tensorBytes = ({ name, dims, data }: OnnxTensor): Uint8Array[] => [
  ...dims.flatMap((dim) => number(1, dim)),
  ...number(2, data instanceof Float32Array ? FLOAT : INT64),
  ...field(8, [text(name)]),
  ...field(9, [new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]),
];

function valueInfo({ name, dims }: { name: string; dims: readonly number[] }): Uint8Array[] {
  const shape = dims.flatMap((dim) => field(1, number(1, dim)));
  const tensorType = field(1, [...number(1, FLOAT), ...field(2, shape)]);
  return [...field(1, [text(name)]), ...field(2, tensorType)];
}

/** A length-delimited field. */
function field(id: number, content: readonly Uint8Array[]): Uint8Array[] {
  const length = content.reduce((sum, piece) => sum + piece.length, 0);
  return [varint(id * 8 + 2), varint(length), ...content];
}

const number = (id: number, value: number): Uint8Array[] => [varint(id * 8), varint(value)];

const text = (value: string): Uint8Array => Buffer.from(value);

/** @param value not negative, or -1 */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
