"""Stored spectra: bytes, canonical key, mixing. All arrays are numpy; power is linear, a full-scale sine is 1.0."""

import numpy as np

from .grid import BAND_FRAMES, BANDS, CQT_BYTES, FLOOR_DB, FRAMES, ROWS, STEP_DB, UNPITCHED, WINDOW_BYTES

# byte -> power
POWER_OF_BYTE = np.concatenate([[0.0], 10.0 ** ((FLOOR_DB + STEP_DB * np.arange(1, 256)) / 10)]).astype(np.float32)


def encode(power: np.ndarray) -> np.ndarray:
    """Power -> bytes, same shape: rounded to the nearest 0.4 dB; below -90 dB is 0, above the range 255."""
    db = 10.0 * np.log10(np.maximum(power, 1e-12))
    steps = np.clip(np.floor((db - FLOOR_DB) / STEP_DB + 0.5), 1, 255)
    return np.where(db < FLOOR_DB, 0, steps).astype(np.uint8)


def pack(cqt: np.ndarray, bands: np.ndarray) -> np.ndarray:
    """([128, 84], [256, 8]) power -> u8[12800]."""
    return np.concatenate([encode(cqt).reshape(-1), encode(bands).reshape(-1)])


def unpack_bytes(window: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """u8[..., 12800] -> (u8[..., 128, 84], u8[..., 256, 8]), still bytes."""
    assert window.shape[-1] == WINDOW_BYTES
    lead = window.shape[:-1]
    return (
        window[..., :CQT_BYTES].reshape(*lead, FRAMES, ROWS),
        window[..., CQT_BYTES:].reshape(*lead, BAND_FRAMES, BANDS),
    )


def unpack(window: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """u8[..., 12800] -> power (f32[..., 128, 84], f32[..., 256, 8])."""
    cqt, bands = unpack_bytes(window)
    return POWER_OF_BYTE[cqt], POWER_OF_BYTE[bands]


def canonical_shift(tonic: int) -> int:
    """Semitones in -6..5 that bring the relative major's tonic (pitch class 0..11) to C."""
    return -tonic if tonic <= 6 else 12 - tonic


def shift_rows(cqt: np.ndarray, semitones: int) -> np.ndarray:
    """Row r of the result is row r - semitones of the source; zeros come in."""
    if semitones == 0:
        return cqt
    result = np.zeros_like(cqt)
    if semitones > 0:
        result[..., semitones:] = cqt[..., :-semitones]
    else:
        result[..., :semitones] = cqt[..., -semitones:]
    return result


def to_canonical(cqt: np.ndarray, class_id: int, tonic: int) -> np.ndarray:
    """A pitched stem's rows in canonical key; drums and percussion unchanged."""
    return cqt if class_id in UNPITCHED else shift_rows(cqt, canonical_shift(tonic))
