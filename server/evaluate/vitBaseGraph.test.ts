import { describe, expect, it } from 'vitest';
import { onnxFile } from './onnxFile';
import { vitBaseGraph } from './vitBaseGraph';

describe('vitBaseGraph', () => {
  it("has the size of the paper's ViT-Base: 85 million weights", () => {
    const graph = vitBaseGraph();
    const weights = graph.weights.reduce((sum, { data }) => sum + data.length, 0);
    expect(weights / 1e6).toBeGreaterThan(85);
    expect(weights / 1e6).toBeLessThan(86);
    const bytes = onnxFile(graph).reduce((sum, piece) => sum + piece.length, 0);
    expect(bytes).toBeGreaterThan(4 * weights);
  });
});
