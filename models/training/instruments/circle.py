"""Audio on a circle: placing sounds and running effects so that the end flows into the start."""

import math

import numpy as np
from scipy import fft

SR = 48_000


def place(loop, sound, at, gain=1.0):
    """Add `sound` (m, 2) to `loop` (n, 2) from sample `at`, wrapping round as often as needed."""
    n, m = len(loop), len(sound)
    start, done = int(at) % n, 0
    while done < m:
        take = min(m - done, n - start)
        loop[start : start + take] += gain * sound[done : done + take]
        done, start = done + take, 0


def linear(loop, response):
    """Apply a linear, time-invariant effect exactly: multiply the loop's DFT by `response(z)`.

    `response` gets z = exp(2 pi i f / SR) at every bin and returns one array, or one per channel.
    """
    n = len(loop)
    spectrum = fft.rfft(loop, axis=0)
    z = np.exp(2j * np.pi * np.arange(len(spectrum)) / n)
    h = response(z)
    spectrum *= h[:, None] if h.ndim == 1 else h
    return fft.irfft(spectrum, n, axis=0)


def convolve(loop, impulse):
    """Circular convolution of (n, 2) with a stereo impulse response of any length."""
    folded = np.zeros_like(loop)
    place(folded, impulse, 0)
    return fft.irfft(fft.rfft(loop, axis=0) * fft.rfft(folded, axis=0), len(loop), axis=0)


def settle(effect, loop, seconds=1.0):
    """Run a causal effect with memory for enough laps to forget how it started; keep the last lap."""
    laps = 1 + max(1, math.ceil(seconds * SR / len(loop)))
    return effect(np.concatenate([loop] * laps))[-len(loop) :]


def cycles(loop_length, hertz):
    """The whole number of LFO cycles in the loop nearest to `hertz` (at least one)."""
    return max(1, round(hertz * loop_length / SR))


def lfo(loop_length, hertz, phase=0.0):
    """A sine LFO that closes on the circle, -1..1."""
    turns = cycles(loop_length, hertz) * np.arange(loop_length) / loop_length + phase
    return np.sin(2 * np.pi * turns)


def read(loop, positions):
    """Cubic interpolation of (n, 2) at fractional, circular `positions` (n,) or (n, 2)."""
    n = len(loop)
    out = np.empty((len(positions), 2))
    for channel in range(2):
        p = positions if positions.ndim == 1 else positions[:, channel]
        i = np.floor(p).astype(np.int64)
        t = p - i
        a, b, c, d = (loop[(i + k) % n, channel] for k in (-1, 0, 1, 2))
        out[:, channel] = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return out
