"""A singing voice from formants: glottal pulse and breath through five vowel resonances."""

from dataclasses import dataclass

import numpy as np
from scipy.signal import sosfilt

from .circle import SR
from .envelope import adsr, hertz
from .equaliser import biquad_sos
from .kernels import saw

# Centre (Hz), level (dB), bandwidth (Hz) of the first five formants of a soprano/alto section.
VOWELS = {
    "a": ((800, 0, 80), (1150, -4, 90), (2900, -13, 120), (3900, -20, 130), (4950, -30, 140)),
    "e": ((450, 0, 70), (2000, -9, 100), (2800, -12, 120), (3600, -20, 150), (4950, -32, 200)),
    "i": ((320, 0, 60), (2200, -8, 100), (2900, -13, 120), (3700, -20, 150), (4950, -32, 200)),
    "o": ((450, 0, 70), (800, -9, 80), (2830, -16, 100), (3800, -23, 130), (4950, -33, 135)),
    "u": ((340, 0, 60), (700, -16, 60), (2700, -21, 170), (3800, -28, 180), (4950, -36, 200)),
}


def _vowel(source, name, size):
    out = np.zeros_like(source)
    for centre, db, width in VOWELS[name]:
        f = min(centre * size, 12000)
        out += 10 ** (db / 20) * sosfilt(biquad_sos("band", f, f / (width * 1.3)), source)
    return out


@dataclass(frozen=True)
class Formant:
    """`vowels` glide over the note ("ou" = o to u). `singers` drift apart; `size` scales the formants (1.15 small, 0.85 large)."""

    vowels: str = "a"
    singers: int = 1
    drift: float = 9.0
    spread: float = 0.7
    breath: float = 0.04
    size: float = 1.0
    morph: float = 0.25
    vibrato: float = 0.18
    scoop: tuple = (-0.6, 0.06)
    amp: tuple = (0.03, 0.3, 0.85, 0.15)
    consonant: float = 0.0
    glide: float = 0.0
    gain: float = 1.6

    def __call__(self, pitch, seconds, velocity=0.8, rng=None, slide=None):
        amp = adsr(seconds, *self.amp)
        m = len(amp)
        t = np.arange(m) / SR
        out = np.zeros((m, 2))
        for k in range(self.singers):
            late = 0.0 if self.singers == 1 else rng.uniform(0, 0.03)
            curve = pitch + self.scoop[0] * np.exp(-np.maximum(t - late, 0) / self.scoop[1])
            if slide is not None and self.glide > 0:
                curve = curve + (slide - pitch) * np.exp(-t / (self.glide / 3))
            rate = 5.1 + rng.uniform(-0.4, 0.5)
            curve = curve + self.vibrato * np.clip((t - 0.25) / 0.35, 0, 1) * np.sin(
                2 * np.pi * (rate * t + rng.random())
            )
            if self.singers > 1:
                curve = curve + rng.uniform(-1, 1) * self.drift / 100
            pulse = saw(hertz(curve), rng.random())
            pulse = sosfilt(biquad_sos("low", 3000 + 4000 * velocity, 0.6), pulse)
            pulse = pulse + self.breath * rng.standard_normal(m) * (0.6 + 0.4 * np.abs(pulse))
            pulse = sosfilt(biquad_sos("highShelf", 1700, 0.7, 7.0), pulse)
            voice = _vowel(pulse, self.vowels[0], self.size)
            for step, name in enumerate(self.vowels[1:]):
                turn = self.morph * (step + 1)
                blend = np.clip((t - turn) / (self.morph * 0.6), 0, 1)
                voice = voice * (1 - blend) + _vowel(pulse, name, self.size) * blend
            if self.consonant:
                hiss = sosfilt(biquad_sos("band", 5200, 0.9), rng.standard_normal(m))
                voice = voice + self.consonant * hiss * np.exp(-t / 0.022)
            side = 0.0 if self.singers == 1 else self.spread * (2 * k / (self.singers - 1) - 1)
            out += np.stack([voice * np.sqrt((1 - side) / 2), voice * np.sqrt((1 + side) / 2)], axis=1) / np.sqrt(
                self.singers
            )
        return out * (amp * self.gain * (0.3 + 0.7 * velocity))[:, None]
