"""Plucked strings by a tuned delay line, with pick position, body and muting."""

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter, sosfilt

from .circle import SR
from .envelope import hertz
from .equaliser import biquad_sos
from .kernels import string


@dataclass(frozen=True)
class Pluck:
    """`ring` is the time in seconds to fall by 60 dB, `mute` 0..1 damps like a palm, `pick` is the plucking point."""

    ring: float = 2.5
    brightness: float = 0.6
    pick: float = 0.13
    mute: float = 0.0
    body: tuple = (("peak", 110, 1.2, 4.0), ("peak", 240, 1.5, 3.0))
    release: float = 0.06
    spread: float = 0.2
    gain: float = 0.9

    def __call__(self, pitch, seconds, velocity=0.8, rng=None, slide=None):
        freq = float(hertz(pitch))
        period = SR / freq
        ring = self.ring * (1 - 0.9 * self.mute) * min(1.6, (220 / freq) ** 0.3)
        m = int(min(seconds + self.release, ring * 1.1) * SR)
        burst = rng.uniform(-1, 1, int(period) + 2)
        burst = lfilter([1 - (a := 0.75 - 0.6 * velocity * self.brightness)], [1, -a], burst)
        comb = int(max(1, self.pick * period))
        burst = burst - np.concatenate([np.zeros(comb), burst[:-comb]])
        damping = 10 ** (-3 / (freq * ring))
        tone = string(burst, period, min(damping, 0.9999), self.brightness * (1 - 0.7 * self.mute), m)
        for b in self.body:
            tone = sosfilt(biquad_sos(*b), tone)
        stop = int(seconds * SR)
        if stop < m:
            tone[stop:] *= np.exp(-np.arange(m - stop) / (self.release * SR / 5))
        fade = min(480, m)
        tone[-fade:] *= np.linspace(1, 0, fade)
        side = self.spread * (((pitch * 7) % 12) / 6 - 1)
        return np.stack([tone * (1 - side), tone * (1 + side)], axis=1) * self.gain * (0.3 + 0.7 * velocity) ** 1.4
