"""Stem-JEPA on the beat grid: data, training, evaluation and export of the three ONNX files."""
