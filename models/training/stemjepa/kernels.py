"""Analysis kernels: everything is a windowed matrix product, so that one ONNX file is the only implementation.

Low rows (below 400 Hz) are true constant-Q atoms. Above, a constant-Q atom would be shorter than the time between two frames
and would miss most of the sound, so those rows pool a 64 ms power spectrum into semitones.
"""

import numpy as np

from .grid import BANDS, LOWEST_MIDI, ROWS, SAMPLE_RATE

LOW_LENGTH = 4096  # samples; the longest atom (256 ms)
HIGH_LENGTH = 1024
BAND_LENGTH = 512
BAND_EDGES_HZ = (20.0, 110.0, 220.0, 440.0, 880.0, 1760.0, 3520.0, 5600.0, 8000.0)
LOW_ROWS = 43  # rows 0..42 (C1..F#4, 370 Hz) are atoms


def row_hz(row: np.ndarray | int) -> np.ndarray:
    """Centre frequency of a row, Hz."""
    return 440.0 * 2.0 ** ((LOWEST_MIDI + np.asarray(row) - 69) / 12)


def low_kernel() -> np.ndarray:
    """[LOW_LENGTH, 2 * LOW_ROWS] cosine and sine atoms; |cos|^2 + |sin|^2 is 1 for a full-scale sine on the row."""
    q = 1.0 / (2 ** (1 / 12) - 1)
    kernel = np.zeros((LOW_LENGTH, 2 * LOW_ROWS))
    time = np.arange(LOW_LENGTH) - LOW_LENGTH // 2
    for row in range(LOW_ROWS):
        hz = float(row_hz(row))
        length = min(LOW_LENGTH, q * SAMPLE_RATE / hz)
        window = np.where(np.abs(time) < length / 2, 0.5 + 0.5 * np.cos(2 * np.pi * time / length), 0.0)
        window *= 2.0 / window.sum()
        phase = 2 * np.pi * hz * time / SAMPLE_RATE
        kernel[:, row] = window * np.cos(phase)
        kernel[:, LOW_ROWS + row] = window * np.sin(phase)
    return kernel.astype(np.float32)


def _dft(length: int, first_bin: int, last_bin: int) -> np.ndarray:
    """[length, 2 * bins] Hann-windowed cosines and sines of the bins first..last inclusive, a full-scale sine on a bin = 1."""
    time = np.arange(length) - length // 2
    window = 0.5 + 0.5 * np.cos(2 * np.pi * time / length)
    window *= 2.0 / window.sum()
    phase = 2 * np.pi * np.outer(time, np.arange(first_bin, last_bin + 1)) / length
    return np.concatenate([np.cos(phase), np.sin(phase)], axis=1) * window[:, None]


def high_kernel() -> tuple[np.ndarray, np.ndarray]:
    """([HIGH_LENGTH, 2 * bins], [bins, ROWS - LOW_ROWS]): a power spectrum and its pooling into semitones."""
    spacing = SAMPLE_RATE / HIGH_LENGTH
    rows = np.arange(LOW_ROWS, ROWS)
    first = int(row_hz(LOW_ROWS - 1) / spacing)
    last = int(np.ceil(row_hz(ROWS) / spacing))
    dft = _dft(HIGH_LENGTH, first, last)
    midi = 69 + 12 * np.log2(np.arange(first, last + 1) * spacing / 440.0) - LOWEST_MIDI
    pool = np.maximum(0.0, 1.0 - np.abs(midi[:, None] - rows[None, :])) ** 0.5
    time = np.arange(HIGH_LENGTH) - HIGH_LENGTH // 2
    for column, row in enumerate(rows):
        phase = 2 * np.pi * float(row_hz(row)) * time / SAMPLE_RATE
        power = np.zeros(last - first + 1)
        for shift in (0.0, np.pi / 2):  # mean over phase
            both = np.sin(phase + shift) @ dft
            power += 0.5 * (both[: last - first + 1] ** 2 + both[last - first + 1 :] ** 2)
        pool[:, column] /= power @ pool[:, column]
    return dft.astype(np.float32), pool.astype(np.float32)


def band_kernel() -> tuple[np.ndarray, np.ndarray]:
    """([BAND_LENGTH, 2 * bins], [bins, BANDS]): a power spectrum and its sum into eight broad bands."""
    spacing = SAMPLE_RATE / BAND_LENGTH
    bins = BAND_LENGTH // 2
    dft = _dft(BAND_LENGTH, 1, bins - 1)
    hz = np.arange(1, bins) * spacing
    pool = np.stack([(hz >= BAND_EDGES_HZ[b]) & (hz < BAND_EDGES_HZ[b + 1]) for b in range(BANDS)], axis=1)
    return dft.astype(np.float32), (pool / 1.5).astype(np.float32)  # a Hann sine spreads 1 + 2 * 0.25 over three bins
