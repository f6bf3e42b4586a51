"""Levels of a loop: integrated loudness (ITU-R BS.1770), true peak, and the circular limiter."""

import numpy as np
from scipy import fft, ndimage
from scipy.signal import lfilter

from .circle import SR

# The K-weighting filter of BS.1770 at 48 kHz: a head shelf and a high-pass.
_SHELF = ([1.53512485958697, -2.69169618940638, 1.19839281085285], [1, -1.69065929318241, 0.73248077421585])
_PASS = ([1.0, -2.0, 1.0], [1, -1.99004745483398, 0.99007225036621])


def integrated(loop):
    """LUFS of the endlessly repeating loop, with absolute and relative gates."""
    laps = max(2, int(np.ceil(3 * SR / len(loop))))
    x = lfilter(*_PASS, lfilter(*_SHELF, np.concatenate([loop] * laps), axis=0), axis=0)[len(loop) :]
    block, hop = int(0.4 * SR), int(0.1 * SR)
    energy = np.concatenate([[0], np.cumsum(np.sum(x**2, axis=1))])
    starts = np.arange(0, len(x) - block + 1, hop)
    power = (energy[starts + block] - energy[starts]) / block
    lufs = -0.691 + 10 * np.log10(power + 1e-12)
    gated = power[lufs > -70]
    if not len(gated):
        return -np.inf
    relative = -0.691 + 10 * np.log10(gated.mean()) - 10
    gated = power[(lufs > -70) & (lufs > relative)]
    return -0.691 + 10 * np.log10(gated.mean())


def oversampled(loop):
    """The loop at 192 kHz, by its own Fourier series."""
    n = len(loop)
    return 4 * fft.irfft(fft.rfft(loop, axis=0), 4 * n, axis=0)


def true_peak(loop):
    return 20 * np.log10(np.max(np.abs(oversampled(loop))) + 1e-12)


def limit(loop, ceiling_db, hold=0.003):
    """Look-ahead limiter on the circle, driven by true peaks; smooth, so it leaves no clicks."""
    n = len(loop)
    ceiling = 10 ** (ceiling_db / 20)
    peaks = np.max(np.abs(oversampled(loop)), axis=1).reshape(n, 4).max(axis=1)
    need = np.minimum(1, ceiling / np.maximum(peaks, 1e-9))
    size = int(hold * SR) | 1
    floor = ndimage.minimum_filter1d(need, 2 * size + 1, mode="wrap")
    return loop * ndimage.uniform_filter1d(floor, size, mode="wrap")[:, None]
