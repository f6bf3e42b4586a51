"""Subtractive and FM voices. A voice is a callable: voice(pitch, seconds, velocity, rng, slide) -> (m, 2)."""

from dataclasses import dataclass, field, replace

import numpy as np
from scipy.signal import sosfilt

from .circle import SR
from .envelope import adsr, hertz
from .equaliser import biquad_sos
from .kernels import ladder, saw, swept_filter


@dataclass(frozen=True)
class Subtractive:
    """Oscillators -> filter -> amplifier.

    `oscillators` are (shape, semitones, gain) with shape saw | square | pulse | triangle | sine.
    `voices` copies of each are detuned over +-`detune` cents and spread over `spread` of the image.
    Envelopes are (attack, decay, sustain, release) in seconds; the filter's opens `sweep` octaves.
    """

    oscillators: tuple = (("saw", 0, 1.0),)
    voices: int = 1
    detune: float = 10.0
    spread: float = 0.0
    noise: float = 0.0
    cutoff: float = 2000.0
    track: float = 0.3
    sweep: float = 1.0
    resonance: float = 0.2
    filter: str = "ladder"
    shape: tuple = (0.002, 0.25, 0.3, 0.1)
    amp: tuple = (0.003, 0.2, 0.8, 0.08)
    drive: float = 1.0
    glide: float = 0.0
    vibrato: tuple = (0.0, 5.2, 0.25)
    bend: tuple = (0.0, 0.05)
    touch: float = 0.6
    gain: float = 1.0

    def __call__(self, pitch, seconds, velocity=0.8, rng=None, slide=None):
        amp = adsr(seconds, *self.amp)
        m = len(amp)
        t = np.arange(m) / SR
        curve = np.full(m, float(pitch))
        if slide is not None and self.glide > 0:
            curve += (slide - pitch) * np.exp(-t / (self.glide / 3))
        depth, rate, onset = self.vibrato
        if depth:
            curve += depth * np.clip((t - onset) / 0.2, 0, 1) * np.sin(2 * np.pi * rate * t)
        if self.bend[0]:
            curve += self.bend[0] * np.exp(-t / (self.bend[1] / 3))
        sound = np.zeros((m, 2))
        for shape, semitones, level in self.oscillators:
            for k in range(self.voices):
                place = 0.0 if self.voices == 1 else 2 * k / (self.voices - 1) - 1
                freq = hertz(curve + semitones + place * self.detune / 100)
                phase = rng.random() if self.voices > 1 else 0.0
                wave = _wave(shape, freq, phase) * level / np.sqrt(self.voices)
                side = self.spread * place * (1 if k % 2 else -1)
                sound[:, 0] += wave * np.sqrt(0.5 * (1 - side))
                sound[:, 1] += wave * np.sqrt(0.5 * (1 + side))
        if self.noise:
            sound += self.noise * rng.standard_normal((m, 2)) * 0.5
        openness = adsr(seconds, *self.shape)[:m]
        openness = np.pad(openness, (0, m - len(openness)))
        octaves = self.sweep * openness * (1 - self.touch + self.touch * velocity) + self.track * (pitch - 60) / 12
        cutoff = np.clip(self.cutoff * 2**octaves, 30, 18000)
        for c in range(2):
            if self.spread == 0 and c == 1 and not self.noise:
                sound[:, 1] = sound[:, 0]
                break
            channel = np.ascontiguousarray(sound[:, c])
            if self.filter == "ladder":
                sound[:, c] = ladder(channel, cutoff, self.resonance, max(self.drive, 0.3))
            else:
                mode = {"low": 0, "band": 1, "high": 2}[self.filter]
                sound[:, c] = swept_filter(channel, cutoff, 0.5 + 6 * self.resonance, mode)
        level = self.gain * (1 - self.touch + self.touch * velocity) ** 1.3
        return sound * (amp * level)[:, None]

    def with_(self, **changes):
        return replace(self, **changes)


def _wave(shape, freq, phase):
    if shape == "sine":
        return np.sin(2 * np.pi * (np.cumsum(freq) / SR + phase))
    if shape == "saw":
        return saw(freq, phase)
    if shape == "triangle":
        p = (np.cumsum(freq) / SR + phase) % 1
        return 4 * np.abs(p - 0.5) - 1
    duty = 0.5 if shape == "square" else 0.28
    return 0.7 * (saw(freq, phase) - saw(freq, phase + duty))


@dataclass(frozen=True)
class Fm:
    """Two-operator pairs. Each pair: (carrier ratio, modulator ratio, index, index decay s, level, level decay s).

    Velocity opens the index, as on the electric pianos this was made for. A level decay of 0 sustains.
    """

    pairs: tuple = ((1, 1, 1.2, 0.8, 1.0, 3.0), (1, 14, 0.5, 0.08, 0.5, 0.5))
    amp: tuple = (0.001, 6.0, 0.0, 0.18)
    spread: float = 0.15
    feedback: float = 0.0
    detune: float = 3.0
    vibrato: tuple = (0.0, 5.2, 0.25)
    glide: float = 0.0
    bend: tuple = (0.0, 0.05)
    touch: float = 0.7
    gain: float = 0.6

    def __call__(self, pitch, seconds, velocity=0.8, rng=None, slide=None):
        amp = adsr(seconds, *self.amp)
        m = len(amp)
        t = np.arange(m) / SR
        curve = np.full(m, float(pitch))
        if slide is not None and self.glide > 0:
            curve += (slide - pitch) * np.exp(-t / (self.glide / 3))
        if self.vibrato[0]:
            depth, rate, onset = self.vibrato
            curve += depth * np.clip((t - onset) / 0.2, 0, 1) * np.sin(2 * np.pi * rate * t)
        if self.bend[0]:
            curve += self.bend[0] * np.exp(-t / (self.bend[1] / 3))
        out = np.zeros((m, 2))
        hardness = (1 - self.touch + self.touch * velocity) * min(1.0, 2 ** ((66 - pitch) / 30))
        for c, side in enumerate((-1, 1)):
            turn = 2 * np.pi * np.cumsum(hertz(curve + side * self.detune / 200)) / SR
            for carrier, modulator, index, index_decay, level, level_decay in self.pairs:
                bite = index * hardness * 2 * (np.exp(-t / index_decay) if index_decay else 1.0)
                mod = np.sin(turn * modulator + self.feedback * np.sin(turn * modulator))
                fall = np.exp(-t / level_decay) if level_decay else 1.0
                ring = level * fall * np.sin(turn * carrier + bite * mod)
                out[:, c] += ring * (1 + side * self.spread * (0.5 if carrier > 1 else -0.5))
        return out * (amp * self.gain * (1 - self.touch + self.touch * velocity) ** 1.2)[:, None]


@dataclass(frozen=True)
class Organ:
    """Drawbars with a key click; the rotary speaker is an effect (chorus + tremolo)."""

    bars: tuple = (0.8, 0.0, 1.0, 0.5, 0.2, 0.0, 0.0, 0.1, 0.0)
    click: float = 0.15
    percussion: float = 0.0
    amp: tuple = (0.004, 0.1, 1.0, 0.03)
    gain: float = 0.35

    def __call__(self, pitch, seconds, velocity=0.8, rng=None, slide=None):
        amp = adsr(seconds, *self.amp)
        m = len(amp)
        t = np.arange(m) / SR
        turn = 2 * np.pi * hertz(pitch) * t
        ratios = (0.5, 1.5, 1, 2, 3, 4, 5, 6, 8)
        tone = sum(bar * np.sin(turn * r + k) for k, (bar, r) in enumerate(zip(self.bars, ratios)))
        tone = tone + self.percussion * np.exp(-t / 0.12) * np.sin(turn * 3)
        snap = self.click * rng.standard_normal(m) * np.exp(-t / 0.004)
        tone = np.tanh(0.8 * (tone + snap))
        return np.stack([tone, tone], axis=1) * (amp * self.gain * (0.5 + 0.5 * velocity))[:, None]


@dataclass(frozen=True)
class Layer:
    """Several voices at once, each with a gain and a transposition in semitones."""

    parts: tuple = field(default_factory=tuple)

    def __call__(self, pitch, seconds, velocity=0.8, rng=None, slide=None):
        sounds = [
            gain * voice(pitch + shift, seconds, velocity, rng, None if slide is None else slide + shift)
            for voice, gain, shift in self.parts
        ]
        out = np.zeros((max(map(len, sounds)), 2))
        for sound in sounds:
            out[: len(sound)] += sound
        return out


@dataclass(frozen=True)
class Filtered:
    """A voice through fixed filter bands (kind, hertz, q, db), for thinning or warming a preset."""

    voice: object
    bands: tuple
    gain: float = 1.0

    def __call__(self, *args):
        sound = self.voice(*args)
        for b in self.bands:
            sound = sosfilt(biquad_sos(*b), sound, axis=0)
        return sound * self.gain
