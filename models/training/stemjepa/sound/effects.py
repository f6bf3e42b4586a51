"""A random production: saturation, ducking, then tone and room in one circular convolution (a loop's tail wraps)."""

from random import Random

import numpy as np
from scipy import fft

from ..grid import SAMPLE_RATE


def smooth_bpm(bpm: float, beats: int) -> float:
    """The nearest lower tempo whose loop has a length that transforms fast (a prime length costs ten times as much)."""
    return beats * 60 * SAMPLE_RATE / fft.next_fast_len(round(beats * 60 / bpm * SAMPLE_RATE), real=True)


def produce(rng: Random, audio: np.ndarray, beats: int) -> np.ndarray:
    """A loop of `beats` beats, f[S] -> f32[S] at a random level (peak -24..-3 dBFS)."""
    samples = len(audio)
    gen = np.random.default_rng(rng.randrange(1 << 30))
    audio = audio / max(1e-6, np.abs(audio).max())
    if rng.random() < 0.35:
        drive = rng.uniform(1, 8)
        audio = np.tanh(drive * audio) / np.tanh(drive)
    if rng.random() < 0.08:  # pumping on the beat
        phase = (np.arange(samples) * beats / samples) % 1.0
        audio = audio * (1 - rng.uniform(0.3, 0.9) * np.exp(-phase * rng.uniform(3, 8)))
    spectrum = fft.rfft(audio.astype(np.float32))
    hz = fft.rfftfreq(samples, 1 / SAMPLE_RATE)
    octaves = np.log2(np.maximum(hz, 20) / 20)
    knots = gen.normal(0, 3.0, 9).cumsum() * 0.4 + gen.normal(0, 1.5, 9)
    curve = np.interp(octaves, np.linspace(0, 8.7, 9), knots - knots.mean())
    spectrum = spectrum * (10 ** (curve / 20)).astype(np.float32)
    if rng.random() < 0.25:
        spectrum = spectrum / (1 + (hz / rng.uniform(1500, 6500)) ** 4)  # dull
    if rng.random() < 0.6:
        decay, wet = rng.uniform(0.05, 0.6), rng.choice((0.05, 0.1, 0.2, 0.35))
        length = min(samples, int(4 * decay * SAMPLE_RATE))
        tail = gen.standard_normal(length) * np.exp(-np.arange(length) / (decay * SAMPLE_RATE))
        impulse = np.zeros(samples)
        impulse[:length] = wet * tail / np.sqrt((tail**2).sum())
        impulse[0] += 1.0
        if rng.random() < 0.15:  # an echo in time
            step = int(samples / beats * rng.choice((0.5, 0.75, 1.0)))
            for k in (1, 2, 3):
                impulse[(k * step) % samples] += 0.4**k
        spectrum = spectrum * fft.rfft(impulse.astype(np.float32))
    audio = fft.irfft(spectrum, samples)
    level = 10 ** (rng.uniform(-24, -3) / 20)
    audio = audio * (level / max(1e-6, np.abs(audio).max()))
    if rng.random() < 0.3:
        audio = audio + gen.standard_normal(samples) * level * 10 ** (rng.uniform(-70, -45) / 20)
    return audio.astype(np.float32)
