"""Checkpoint -> models/{analysis,encoder,predictor}.onnx, manifest.json and fixtures.

python -m stemjepa.export [--checkpoint work/last.pt] [--version 2026.11.22-1] [--metrics work/metrics.json]
Without a checkpoint the weights are untrained (seed 0) and the manifest says so.
"""

import argparse
import hashlib
import json
from pathlib import Path

import onnx
import torch
from torch import nn

from . import grid
from .analysis import Analysis
from .checkpoint import load
from .fixtures import write_fixtures
from .model import ModelConfig, StemJepa

MODELS = Path(__file__).resolve().parents[2]
OPSET = 18


def export_onnx(module: nn.Module, args: tuple, path: Path, inputs: list[str], outputs: list[str], dynamic: tuple) -> None:
    """One self-contained file, checked by ONNX's own checker."""
    program = torch.onnx.export(
        module.eval(), args, dynamo=True, input_names=inputs, output_names=outputs, dynamic_shapes=dynamic,
        opset_version=OPSET, verbose=False,
    )
    model = program.model_proto
    for node in model.graph.node:  # traces of where each node came from: half a megabyte nobody reads
        del node.metadata_props[:]
        node.doc_string = ""
    for value in (*model.graph.value_info, *model.graph.input, *model.graph.output, *model.graph.initializer):
        del value.metadata_props[:]
    del model.graph.metadata_props[:]
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def export_all(model: StemJepa, folder: Path) -> None:
    """The three files, with dynamic batch (encoder, predictor) and dynamic lengths (analysis)."""
    dim = torch.export.Dim
    batch = dim("B", min=1, max=4096)
    export_onnx(
        Analysis(), (torch.randn(40_000), torch.arange(0, 40_000, 400), torch.arange(0, 40_000, 200)),
        folder / "analysis.onnx", ["audio", "frameCenters", "bandCenters"], ["cqt", "bands"],
        ({0: dim("S", min=1, max=2**26)}, {0: dim("F", min=1, max=2**16)}, {0: dim("G", min=1, max=2**17)}),
    )
    export_onnx(
        model.encoder, (torch.rand(3, grid.FRAMES, grid.ROWS), torch.rand(3, grid.BAND_FRAMES, grid.BANDS)),
        folder / "encoder.onnx", ["cqt", "bands"], ["vector", "tokens", "classLogits"], ({0: batch}, {0: batch}),
    )
    export_onnx(
        model.predictor, (torch.randn(3, 32, model.config.width), torch.tensor([0, 5, 10])),
        folder / "predictor.onnx", ["tokens", "classId"], ["vector"], ({0: batch}, {0: batch}),
    )


def manifest(version: str, training: dict, metrics: dict) -> dict:
    files = {}
    for name in ("analysis", "encoder", "predictor"):
        data = (MODELS / f"{name}.onnx").read_bytes()
        files[name] = {"path": f"{name}.onnx", "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    return {
        "name": "stem-jepa-grid",
        "version": version,
        "sampleRate": grid.SAMPLE_RATE,
        "window": {
            "beats": grid.BEATS, "framesPerBeat": grid.FRAMES_PER_BEAT, "rows": grid.ROWS, "lowestMidi": grid.LOWEST_MIDI,
            "bandFramesPerBeat": grid.BAND_FRAMES_PER_BEAT, "bands": grid.BANDS,
        },
        "quantisation": {"floorDb": grid.FLOOR_DB, "stepDb": grid.STEP_DB},
        "classes": list(grid.CLASSES),
        "anyClass": grid.ANY_CLASS,
        "vector": {
            "size": grid.VECTOR, "beatTokens": grid.BEAT_TOKENS, "beatWidth": grid.BEAT_WIDTH, "globalWidth": grid.GLOBAL_WIDTH,
        },
        "files": files,
        "training": training,
        "metrics": metrics,
    }


KEPT = ("recall1", "recall10", "medianRank", "way8", "way16", "way64", "medianRankInClass")


def brief(metrics: dict) -> dict:
    """The manifest's share of what `stemjepa.evaluate --json` wrote: overall numbers of each score on each set."""
    return {
        name: {
            key: {kept: value[kept] for kept in KEPT if kept in value} if isinstance(value, dict) else value
            for key, value in result.items()
            if key != "axes"
        }
        for name, result in metrics.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--version", default="0")
    parser.add_argument("--metrics", type=Path, nargs="*", default=[], help="files that stemjepa.evaluate or starter_library wrote")
    options = parser.parse_args()
    if options.checkpoint:
        model, state = load(options.checkpoint)
        training = {"status": "trained", **state.get("training", {})}
    else:
        torch.manual_seed(0)
        model, training = StemJepa(ModelConfig()), {"status": "untrained"}
    metrics = {}
    for path in options.metrics:
        metrics |= brief(json.loads(path.read_text()))
    export_all(model, MODELS)
    content = manifest(options.version, training, metrics)
    (MODELS / "manifest.json").write_text(json.dumps(content, indent=2) + "\n")
    write_fixtures(MODELS)
    print(json.dumps(content["files"], indent=2))


if __name__ == "__main__":
    main()
