/** The mean of the channels. */
export function mixToMono(channels: readonly Float32Array[]): Float32Array {
  const [left, right] = channels;
  if (!right) return left!;
  return left!.map((sample, i) => (sample + right[i]!) / 2);
}
