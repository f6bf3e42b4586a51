"""The few per-sample recursions, compiled: everything else in this folder is array code."""

import numpy as np
from numba import njit


@njit(cache=True)
def swept_filter(x, cutoff, resonance, mode):
    """State-variable filter (trapezoidal), cutoff in Hz per sample at 48 kHz; mode 0 low, 1 band, 2 high."""
    out = np.empty_like(x)
    k = 1.0 / resonance
    ic1 = 0.0
    ic2 = 0.0
    for i in range(len(x)):
        g = np.tan(np.pi * min(cutoff[i], 21000.0) / 48000.0)
        a1 = 1.0 / (1.0 + g * (g + k))
        v3 = x[i] - ic2
        v1 = a1 * ic1 + g * a1 * v3
        v2 = ic2 + g * v1
        ic1 = 2.0 * v1 - ic1
        ic2 = 2.0 * v2 - ic2
        if mode == 0:
            out[i] = v2
        elif mode == 1:
            out[i] = v1 * k
        else:
            out[i] = x[i] - k * v1 - v2
    return out


@njit(cache=True)
def ladder(x, cutoff, resonance, drive):
    """Four-pole ladder with saturation in the loop; resonance 0..1 (self-oscillates near 1)."""
    out = np.empty_like(x)
    s1 = 0.0
    s2 = 0.0
    s3 = 0.0
    s4 = 0.0
    for i in range(len(x)):
        fc = min(cutoff[i], 18000.0) / 96000.0
        g = 1.0 - np.exp(-2.0 * np.pi * fc)
        for _ in range(2):
            u = np.tanh(drive * (x[i] - 4.0 * resonance * (s4 - 0.5 * x[i])))
            s1 += g * (u - s1)
            s2 += g * (s1 - s2)
            s3 += g * (s2 - s3)
            s4 += g * (s3 - s4)
        out[i] = s4 / drive
    return out


@njit(cache=True)
def saw(freq, phase):
    """Band-limited (polyBLEP) sawtooth for a frequency curve in Hz at 48 kHz."""
    out = np.empty_like(freq)
    p = phase % 1.0
    for i in range(len(freq)):
        dt = freq[i] / 48000.0
        v = 2.0 * p - 1.0
        if p < dt:
            t = p / dt
            v -= t + t - t * t - 1.0
        elif p > 1.0 - dt:
            t = (p - 1.0) / dt
            v -= t * t + t + t + 1.0
        out[i] = v
        p += dt
        if p >= 1.0:
            p -= 1.0
    return out


@njit(cache=True)
def string(noise, period, damping, brightness, length):
    """Karplus-Strong: `noise` excites a delay line of `period` samples (fractional, all-pass tuned)."""
    size = int(period - 0.5)
    frac = period - 0.5 - size
    tune = (1.0 - frac) / (1.0 + frac)
    line = np.zeros(size)
    for i in range(min(size, len(noise))):
        line[i] = noise[i]
    out = np.empty(length)
    last = 0.0
    ap_in = 0.0
    ap_out = 0.0
    p = 0
    for i in range(length):
        v = line[p]
        out[i] = v
        low = damping * ((0.5 + 0.5 * brightness) * v + (0.5 - 0.5 * brightness) * last)
        last = v
        ap = tune * low + ap_in - tune * ap_out
        ap_in = low
        ap_out = ap
        line[p] = ap
        p += 1
        if p == size:
            p = 0
    return out


@njit(cache=True)
def follow(x, attack, release, rate):
    """Envelope follower with separate attack and release times in seconds."""
    out = np.empty_like(x)
    up = np.exp(-1.0 / (attack * rate))
    down = np.exp(-1.0 / (release * rate))
    level = 0.0
    for i in range(len(x)):
        k = up if x[i] > level else down
        level = k * level + (1.0 - k) * x[i]
        out[i] = level
    return out
