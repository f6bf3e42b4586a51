"""Drum sounds. A hit is a callable: hit(velocity, rng) -> (m, 2)."""

from dataclasses import dataclass

import numpy as np
from scipy.signal import sosfilt

from .circle import SR
from .envelope import decay, stereo
from .equaliser import biquad_sos
from .soundfont import SoundFont


def _noise(rng, m, *bands):
    x = rng.standard_normal(m)
    for b in bands:
        x = sosfilt(biquad_sos(*b), x)
    return x / (np.std(x) + 1e-9)


@dataclass(frozen=True)
class Kick:
    """A sine falling from `high` to `low` hertz, with a click and drive: from 808 boom to house thump."""

    low: float = 48
    high: float = 220
    fall: float = 0.035
    half: float = 0.09
    length: float = 0.5
    click: float = 0.25
    drive: float = 1.6
    gain: float = 1.0

    def __call__(self, velocity=0.8, rng=None):
        m = int(self.length * SR)
        t = np.arange(m) / SR
        freq = self.low + (self.high - self.low) * np.exp(-t / self.fall) + 1.8 * self.high * np.exp(-t / 0.003)
        body = np.sin(2 * np.pi * np.cumsum(freq) / SR) * decay(self.length, self.half, 0.0004)
        snap = _noise(rng, m, ("high", 2000), ("low", 9000)) * np.exp(-t / 0.0035) * self.click * 0.35
        return stereo(np.tanh(self.drive * (body + snap)) / np.tanh(self.drive) * self.gain * velocity**1.3)


@dataclass(frozen=True)
class Snare:
    """Two drum modes and a band of noise. `tone` 0..1 balances shell and wires."""

    pitch: float = 185
    tone: float = 0.5
    half: float = 0.05
    bright: float = 2500
    length: float = 0.35
    drive: float = 1.3
    gain: float = 0.9

    def __call__(self, velocity=0.8, rng=None):
        m = int(self.length * SR)
        t = np.arange(m) / SR
        drop = 1 + 0.6 * np.exp(-t / 0.008)
        shell = np.sin(2 * np.pi * np.cumsum(self.pitch * drop) / SR) + 0.6 * np.sin(
            2 * np.pi * np.cumsum(self.pitch * 1.78 * drop) / SR
        )
        shell *= decay(self.length, 0.022)
        out = np.zeros((m, 2))
        for c in range(2):
            wires = _noise(rng, m, ("high", 900), ("peak", self.bright, 0.6, 6.0), ("low", 6000 + 8000 * velocity))
            out[:, c] = self.tone * shell + (1 - self.tone) * 0.55 * wires * decay(self.length, self.half, 0.0006)
        out = 0.7 * out.mean(axis=1, keepdims=True) + 0.3 * out
        return np.tanh(self.drive * out) * self.gain * velocity**1.5


@dataclass(frozen=True)
class Clap:
    """Several bursts and a room of noise."""

    bright: float = 1300
    half: float = 0.045
    length: float = 0.4
    bursts: int = 4
    gain: float = 0.8

    def __call__(self, velocity=0.8, rng=None):
        m = int(self.length * SR)
        t = np.arange(m) / SR
        out = np.zeros((m, 2))
        for c in range(2):
            starts = np.sort(rng.uniform(0, 0.024, self.bursts - 1))
            shape = 0.7 * decay(self.length, self.half) * np.clip((t - 0.008) / 0.012, 0, 1)
            for start in np.concatenate([[0], starts]):
                shape = np.maximum(shape, np.where(t >= start, np.exp(-(t - start) / 0.0045), 0))
            out[:, c] = shape * _noise(rng, m, ("band", self.bright, 1.1), ("high", 500))
        out = 0.5 * out.mean(axis=1, keepdims=True) + 0.5 * out
        return np.tanh(0.5 * out) * self.gain * velocity**1.4


@dataclass(frozen=True)
class Hat:
    """Six square waves in a metal ratio plus air. `half` is short for closed, long for open."""

    half: float = 0.018
    length: float = 0.25
    metal: float = 0.5
    low: float = 7000
    pan: float = 0.0
    gain: float = 0.5

    def __call__(self, velocity=0.8, rng=None):
        m = int(self.length * SR)
        t = np.arange(m) / SR
        ring = sum(np.sign(np.sin(2 * np.pi * (f * t + rng.random()))) for f in (2050, 3073, 3689, 4130, 5428, 8007))
        ring = sosfilt(biquad_sos("high", self.low), sosfilt(biquad_sos("high", self.low), ring))
        air = _noise(rng, m, ("high", self.low), ("high", self.low * 0.8))
        half = self.half * (0.7 + 0.5 * velocity)
        mono = (self.metal * ring / (np.std(ring) + 1e-9) + (1 - self.metal) * air) * decay(self.length, half, 0.0005)
        return stereo(mono * self.gain * velocity**1.6, min(1, 1 - self.pan), min(1, 1 + self.pan))


@dataclass(frozen=True)
class Shaker:
    """A swish of noise that leads into its accent."""

    rise: float = 0.02
    half: float = 0.022
    bright: float = 6500
    pan: float = 0.25
    gain: float = 0.6

    def __call__(self, velocity=0.8, rng=None):
        m = int(0.16 * SR)
        t = np.arange(m) / SR
        shape = np.clip(t / self.rise, 0, 1) ** 2 * 0.5 ** (np.maximum(t - self.rise, 0) / self.half)
        shape *= np.clip((0.16 - t) / 0.02, 0, 1)
        mono = _noise(rng, m, ("band", self.bright, 0.9), ("high", 3000)) * shape
        return stereo(mono * self.gain * velocity**1.5, min(1, 1 - self.pan), min(1, 1 + self.pan))


@dataclass(frozen=True)
class Tone:
    """A tuned membrane or wood: conga, tom, clave, block, bell by its modes (ratio, level, half-life)."""

    pitch: float = 200
    modes: tuple = ((1, 1, 0.06), (1.6, 0.3, 0.03))
    bend: float = 0.25
    slap: float = 0.2
    length: float = 0.5
    pan: float = 0.0
    gain: float = 0.8

    def __call__(self, velocity=0.8, rng=None):
        m = int(self.length * SR)
        t = np.arange(m) / SR
        out = np.zeros(m)
        glide = 1 + self.bend * velocity * np.exp(-t / 0.02)
        for ratio, level, half in self.modes:
            out += level * np.sin(2 * np.pi * np.cumsum(self.pitch * ratio * glide) / SR) * decay(self.length, half)
        out += self.slap * velocity * _noise(rng, m, ("band", min(self.pitch * 8, 6000), 0.8)) * np.exp(-t / 0.006)
        return stereo(np.tanh(out) * self.gain * velocity**1.4, min(1, 1 - self.pan), min(1, 1 + self.pan))


CONGA_HIGH = Tone(310, ((1, 1, 0.07), (1.52, 0.4, 0.035), (2.1, 0.25, 0.025), (3.3, 0.15, 0.012)), 0.06, 0.7, 0.4, 0.25)
CONGA_LOW = Tone(205, ((1, 1, 0.1), (1.5, 0.35, 0.045), (2.6, 0.2, 0.02)), 0.07, 0.5, 0.5, -0.25)
CONGA_SLAP = Tone(520, ((1, 0.5, 0.02), (1.9, 0.5, 0.014)), 0.02, 0.9, 0.2, 0.25)
CLAVE = Tone(2450, ((1, 1, 0.022), (1.02, 0.3, 0.02)), 0, 0.1, 0.2, 0.3, 0.6)
RIM = Tone(1650, ((1, 0.8, 0.008), (0.31, 0.7, 0.012)), 0, 0.6, 0.12, 0.0, 0.8)
COWBELL = Tone(562, ((1, 0.8, 0.07), (1.505, 0.8, 0.06), (3.4, 0.2, 0.02)), 0, 0.15, 0.35, -0.2, 0.5)
AGOGO_HIGH = Tone(1180, ((1, 1, 0.08), (2.42, 0.35, 0.04), (3.9, 0.2, 0.02)), 0, 0.1, 0.5, 0.35, 0.5)
AGOGO_LOW = Tone(790, ((1, 1, 0.09), (2.42, 0.35, 0.05), (3.9, 0.2, 0.02)), 0, 0.1, 0.5, 0.35, 0.5)
WOOD = Tone(980, ((1, 1, 0.02), (2.6, 0.3, 0.01)), 0, 0.2, 0.2, -0.3, 0.6)
TOM_HIGH = Tone(165, ((1, 1, 0.12), (1.6, 0.25, 0.05)), 0.4, 0.5, 0.7, 0.3)
TOM_MID = Tone(122, ((1, 1, 0.14), (1.6, 0.25, 0.05)), 0.4, 0.5, 0.8, 0.0)
TOM_LOW = Tone(84, ((1, 1, 0.17), (1.6, 0.3, 0.06)), 0.4, 0.5, 0.9, -0.3)


@dataclass(frozen=True)
class KitPiece:
    """One key of a General MIDI drum kit; `seconds` cuts it, `bands` shape it."""

    font: str
    kit: int
    key: int
    seconds: float = 1.2
    gain: float = 1.0
    pan: float = 0.0
    bands: tuple = ()

    def __call__(self, velocity=0.8, rng=None):
        sound = SoundFont(self.font, self.kit, 128, tail=0.05)(self.key, self.seconds, 0.25 + 0.75 * velocity, rng)
        for b in self.bands:
            sound = sosfilt(biquad_sos(*b), sound, axis=0)
        fade = min(len(sound), int(0.3 * self.seconds * SR))
        sound[-fade:] *= np.linspace(1, 0, fade)[:, None] ** 2
        sides = np.array([min(1, 1 - self.pan), min(1, 1 + self.pan)])
        return sound * sides * (3.0 * self.gain) * velocity**0.8


@dataclass(frozen=True)
class Stack:
    """Hits sounding together."""

    hits: tuple

    def __call__(self, velocity=0.8, rng=None):
        sounds = [hit(velocity, rng) for hit in self.hits]
        out = np.zeros((max(map(len, sounds)), 2))
        for sound in sounds:
            out[: len(sound)] += sound
        return out
