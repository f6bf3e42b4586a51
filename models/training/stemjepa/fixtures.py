"""Small inputs and the outputs that onnxruntime must reproduce for each of the three files."""

import json
from pathlib import Path

import numpy as np
import onnxruntime

from .grid import BAND_FRAMES, BAND_FRAMES_PER_BEAT, FRAMES, FRAMES_PER_BEAT, SAMPLE_RATE, grid_centers
from .spectra import pack, shift_rows, unpack

BEATS = 4
BPM = 113.0


def loop() -> np.ndarray:
    """One bar, f32[S]: a plucked A minor chord on the beats, a kick-like thump, a little noise on the off-beats."""
    samples = round(BEATS * 60 / BPM * SAMPLE_RATE)
    beat = samples / BEATS
    time = np.arange(samples)
    noise = np.random.default_rng(7).standard_normal(samples)
    audio = np.zeros(samples)
    for b in range(BEATS):
        since = np.mod(time - b * beat, samples) / SAMPLE_RATE
        decay = np.exp(-6 * since)
        for hz in (220.0, 261.63, 329.63):
            audio += 0.1 * decay * np.sin(2 * np.pi * hz * since)
        audio += 0.4 * np.exp(-25 * since) * np.sin(2 * np.pi * 55 * since)
        off = np.mod(time - (b + 0.5) * beat, samples) / SAMPLE_RATE
        audio += 0.1 * np.exp(-60 * off) * noise
    return audio.astype(np.float32)


def write_fixtures(models: Path) -> None:
    """Runs the exported files themselves; arrays are raw little-endian f32/i64/u8, index.json names file, type and shape."""
    folder = models / "fixtures"
    folder.mkdir(exist_ok=True)
    session = {name: onnxruntime.InferenceSession(models / f"{name}.onnx") for name in ("analysis", "encoder", "predictor")}
    audio = loop()
    frame_centers = np.array(grid_centers(len(audio), BEATS, FRAMES, FRAMES_PER_BEAT))
    band_centers = np.array(grid_centers(len(audio), BEATS, BAND_FRAMES, BAND_FRAMES_PER_BEAT))
    cqt, bands = session["analysis"].run(
        ["cqt", "bands"], {"audio": audio, "frameCenters": frame_centers, "bandCenters": band_centers}
    )
    window = pack(cqt, bands)
    stored_cqt, stored_bands = unpack(window)
    batch_cqt = np.stack([stored_cqt, shift_rows(stored_cqt, 3)])
    batch_bands = np.stack([stored_bands, stored_bands])
    vector, tokens, logits = session["encoder"].run(
        ["vector", "tokens", "classLogits"], {"cqt": batch_cqt, "bands": batch_bands}
    )
    class_id = np.array([2, 10])
    (predicted,) = session["predictor"].run(["vector"], {"tokens": tokens, "classId": class_id})
    arrays = {
        "analysis.audio": audio, "analysis.frameCenters": frame_centers, "analysis.bandCenters": band_centers,
        "analysis.cqt": cqt, "analysis.bands": bands, "spectra.bytes": window,
        "encoder.cqt": batch_cqt, "encoder.bands": batch_bands, "encoder.vector": vector, "encoder.tokens": tokens,
        "encoder.classLogits": logits, "predictor.tokens": tokens, "predictor.classId": class_id, "predictor.vector": predicted,
    }
    index = {"bpm": BPM, "beats": BEATS, "sampleRate": SAMPLE_RATE, "shiftSemitones": 3, "arrays": {}}
    kinds = {"float32": "f32", "int64": "i64", "uint8": "u8"}
    for name, array in arrays.items():
        kind = kinds[str(array.dtype)]
        (folder / f"{name}.{kind}").write_bytes(np.ascontiguousarray(array).tobytes())
        index["arrays"][name] = {"path": f"{name}.{kind}", "type": kind, "shape": list(array.shape)}
    (folder / "index.json").write_text(json.dumps(index, indent=2) + "\n")
