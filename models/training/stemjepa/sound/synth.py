"""Own synthesis: band-limited tables, FM and plucked strings with random settings, one random instrument per part."""

from dataclasses import dataclass
from random import Random

import numpy as np
from scipy.signal import lfilter

from ..grid import SAMPLE_RATE

TABLE = 2048
# waves kept for held-out songs: never heard in training
HELD_OUT_WAVES = ("narrow", "hollow")
WAVES = ("saw", "square", "triangle", "organ", "sine", "bell")
VOWELS = ((730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480), (570, 840, 2410))


@dataclass(slots=True)
class Voice:
    """A random instrument. Times in seconds, frequencies in Hz."""

    kind: str  # table, fm, pluck, formant
    wave: str
    attack: float
    decay: float
    sustain: float
    release: float
    cutoff: float  # harmonics above are damped
    sweep: float  # octaves the cutoff starts higher
    sweep_time: float
    detune: float  # cents
    voices: int
    vibrato: float  # cents
    ratio: float
    index: float
    damping: float
    vowel: tuple[int, int, int]
    seed: int


def _kind(rng: Random, class_id: int, held_out: bool) -> str:
    kinds = {
        2: ("table", "table", "table", "fm"), 3: ("fm", "fm", "table", "pluck"), 4: ("pluck", "pluck", "pluck", "table"),
        5: ("table",), 6: ("table",), 7: ("table", "table", "fm"), 8: ("table", "table", "formant"), 9: ("formant",),
    }[class_id]
    return rng.choice(kinds)


def random_voice(rng: Random, class_id: int, held_out: bool) -> Voice:
    """Settings that suit the class; held-out voices use waves, FM ratios and dampings that training never sees."""
    slow = class_id in (5, 8)
    waves = HELD_OUT_WAVES if held_out else {5: ("saw",), 6: ("saw",), 2: ("saw", "square", "triangle", "sine")}.get(class_id, WAVES)
    struck = class_id in (2, 3, 4) and rng.random() < 0.7
    return Voice(
        kind=_kind(rng, class_id, held_out), wave=rng.choice(waves),
        attack=rng.uniform(0.1, 0.6) if slow else rng.choice((0.002, 0.005, 0.02, 0.06)),
        decay=rng.uniform(0.15, 1.2), sustain=rng.uniform(0.0, 0.4) if struck else rng.uniform(0.6, 1.0),
        release=rng.uniform(0.3, 1.2) if slow else rng.uniform(0.03, 0.3),
        cutoff=2 ** rng.uniform(8.2, 12.6) if class_id != 2 else 2 ** rng.uniform(7.3, 11), sweep=rng.choice((0.0, rng.uniform(0, 4))),
        sweep_time=rng.uniform(0.04, 0.6), detune=rng.uniform(0, 18), voices=rng.choice((1, 1, 2, 3)) if class_id != 2 else rng.choice((1, 1, 2)),
        vibrato=rng.uniform(0, 30) if class_id in (5, 7, 9) else 0.0,
        ratio=rng.choice((3.0, 5.0) if held_out else (1.0, 2.0, 0.5, 4.0, 7.0, 14.0)), index=rng.uniform(0.5, 5.0),
        damping=rng.uniform(0.985, 0.99) if held_out else rng.choice((rng.uniform(0.95, 0.985), rng.uniform(0.99, 0.999))),
        vowel=rng.choice(VOWELS), seed=rng.randrange(1 << 30),
    )


def _amplitudes(wave: str, count: int) -> np.ndarray:
    h = np.arange(1, count + 1)
    if wave == "saw":
        return 1 / h
    if wave == "square":
        return (h % 2) / h
    if wave == "triangle":
        return (h % 2) / h**2
    if wave == "sine":
        return np.where(h == 1, 1.0, np.where(h == 2, 0.08, 0.0))
    if wave == "organ":
        return np.where(np.isin(h, (1, 2, 3, 4, 6, 8)), 1 / np.sqrt(h), 0.0)
    if wave == "bell":
        return np.where(np.isin(h, (1, 3, 4, 7, 11)), 1 / h**0.7, 0.0)
    if wave == "narrow":
        return np.abs(np.sin(np.pi * h * 0.12)) / h
    return np.where(h == 2, 0.1, (h % 2) / h**1.3) * np.where(h == 5, 2.0, 1.0)  # hollow


def _table(amplitudes: np.ndarray, seed: int) -> np.ndarray:
    spectrum = np.zeros(TABLE // 2 + 1, np.complex128)
    phases = np.random.default_rng(seed).uniform(0, 2 * np.pi, len(amplitudes))
    spectrum[1 : len(amplitudes) + 1] = amplitudes * np.exp(1j * phases)
    return np.fft.irfft(spectrum) * TABLE / 2


def _envelope(v: Voice, samples: int, held: int) -> np.ndarray:
    time = np.arange(samples) / SAMPLE_RATE
    envelope = np.minimum(1.0, time / v.attack) * (v.sustain + (1 - v.sustain) * np.exp(-np.maximum(0, time - v.attack) / v.decay))
    if samples > held:
        envelope[held:] *= np.exp(-(time[held:] - time[held]) / max(0.01, v.release / 3))
    envelope[-64:] *= np.linspace(1, 0, 64)
    return envelope


def note(v: Voice, pitch: int, seconds: float, velocity: float) -> np.ndarray:
    """One note, f64[...], peak about `velocity`."""
    hz = 440.0 * 2 ** ((pitch - 69) / 12)
    held = max(80, int(seconds * SAMPLE_RATE))
    samples = held + int(v.release * SAMPLE_RATE) + 64
    time = np.arange(samples) / SAMPLE_RATE
    if v.kind == "pluck":
        period = SAMPLE_RATE / hz
        whole = max(2, int(period - 0.5))
        noise = np.zeros(samples)
        noise[:whole] = np.random.default_rng(v.seed + pitch).uniform(-1, 1, whole)
        part = period - 0.5 - whole
        feedback = np.zeros(whole + 3)
        feedback[0] = 1.0
        feedback[whole : whole + 3] = -v.damping ** (period / 40) * np.array([0.5 * (1 - part), 0.5, 0.5 * part])
        return velocity * lfilter([1.0, 0.6], feedback, noise) * _envelope(v, samples, held)
    if v.kind == "fm":
        decay = np.exp(-time / v.sweep_time)
        return velocity * np.sin(2 * np.pi * hz * time + v.index * velocity * decay * np.sin(2 * np.pi * hz * v.ratio * time)) * _envelope(v, samples, held)
    count = max(1, min(TABLE // 2 - 1, int(7400 / hz)))
    harmonics = np.arange(1, count + 1) * hz
    amplitudes = _amplitudes("saw" if v.kind == "formant" else v.wave, count)
    if v.kind == "formant":
        amplitudes = amplitudes * (0.03 + sum(gain * np.exp(-0.5 * ((harmonics - f) / (60 + 0.06 * f)) ** 2) for f, gain in zip(v.vowel, (1, 0.5, 0.25))))
    dark = amplitudes / (1 + (harmonics / v.cutoff) ** 3)
    bright = amplitudes / (1 + (harmonics / (v.cutoff * 2**v.sweep)) ** 3)
    dark_table, bright_table = _table(dark, v.seed), _table(bright, v.seed)
    bend = v.vibrato * np.sin(2 * np.pi * 5.3 * time) * np.minimum(1, time / 0.4) / 1200
    sound = np.zeros(samples)
    open_ = np.exp(-time / v.sweep_time)
    for voice in range(v.voices):
        cents = v.detune * (voice - (v.voices - 1) / 2)
        ratio = 2 ** (cents / 1200)
        phase = (np.cumsum(hz * ratio * (1 + 0.693 * bend)) if v.vibrato else hz * ratio * np.arange(samples)) / SAMPLE_RATE
        index = ((phase + 0.37 * voice) % 1.0 * TABLE).astype(np.int32)
        sound += dark_table[index] * (1 - open_) + bright_table[index] * open_
    return velocity * sound / max(1e-6, np.abs(amplitudes).sum() ** 0.7) / v.voices**0.5 * _envelope(v, samples, held)


def render(v: Voice, notes: list[tuple[float, float, int, float]], seconds: float) -> np.ndarray:
    """Notes (start s, length s, MIDI pitch, velocity) -> mono f64[seconds * rate]. Equal notes are synthesised once."""
    audio = np.zeros(int(seconds * SAMPLE_RATE))
    made: dict[tuple[int, float, float], np.ndarray] = {}
    for start, length, pitch, velocity in notes:
        key = (pitch, round(length, 2), round(velocity, 1))
        if key not in made:
            made[key] = note(v, pitch, length, max(0.1, key[2]))
        at = int(start * SAMPLE_RATE)
        sound = made[key][: max(0, len(audio) - at)]
        audio[at : at + len(sound)] += sound
    return audio
