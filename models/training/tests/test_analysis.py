"""The analysis: levels, pitch, tiling, and that the exported file is the same computation."""

import numpy as np
import onnxruntime
import pytest
import torch

from stemjepa.analysis import Analysis, analyse_loop
from stemjepa.export import MODELS
from stemjepa.fixtures import loop
from stemjepa.grid import BAND_FRAMES, BAND_FRAMES_PER_BEAT, FRAMES, FRAMES_PER_BEAT, SAMPLE_RATE, grid_centers
from stemjepa.kernels import row_hz

ANALYSIS = Analysis()


def sine(hz: float, seconds: float = 4.0) -> torch.Tensor:
    return torch.from_numpy(np.sin(2 * np.pi * hz * np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE).astype(np.float32))


@pytest.mark.parametrize("row", [0, 12, 33, 42, 43, 57, 69, 83])
def test_a_full_scale_sine_is_power_one_on_its_row(row: int) -> None:
    cqt, _ = ANALYSIS(sine(float(row_hz(row))), torch.tensor([30_000]), torch.tensor([30_000]))
    assert int(cqt[0].argmax()) == row
    assert abs(10 * np.log10(float(cqt[0, row]))) < 0.1


def test_a_full_scale_sine_is_power_one_in_its_band() -> None:
    _, bands = ANALYSIS(sine(1200.0), torch.tensor([30_000]), torch.tensor([30_000]))
    assert int(bands[0].argmax()) == 4
    assert abs(10 * np.log10(float(bands[0, 4]))) < 0.3


def test_a_loop_of_one_bar_is_tiled_to_the_window() -> None:
    cqt, bands = analyse_loop(ANALYSIS, torch.from_numpy(loop()), 4)
    assert cqt.shape == (128, 84) and bands.shape == (256, 8)
    strong = cqt > 1e-6
    decibels = 10 * torch.log10(torch.clamp(cqt, min=1e-12))
    assert float((decibels[:32] - decibels[64:96]).abs()[strong[:32]].max()) < 1.0  # frames differ by rounding of positions alone


def test_the_exported_file_computes_the_same() -> None:
    session = onnxruntime.InferenceSession(MODELS / "analysis.onnx")
    audio = loop()
    feed = {
        "audio": audio,
        "frameCenters": np.array(grid_centers(len(audio), 4, FRAMES, FRAMES_PER_BEAT)),
        "bandCenters": np.array(grid_centers(len(audio), 4, BAND_FRAMES, BAND_FRAMES_PER_BEAT)),
    }
    cqt, bands = session.run(["cqt", "bands"], feed)
    expected = analyse_loop(ANALYSIS, torch.from_numpy(audio), 4)
    assert np.abs(cqt - expected[0].numpy()).max() < 1e-6
    assert np.abs(bands - expected[1].numpy()).max() < 1e-6
