"""Drum and percussion one-shots: synthesised with random settings, or the CC0 recordings of sonic-pi-samples."""

from functools import lru_cache
from pathlib import Path
from random import Random

import numpy as np
import soundfile
from scipy.signal import butter, resample_poly, sosfilt

from ..grid import SAMPLE_RATE

RECORDINGS = Path("/usr/share/sonic-pi/samples")
# General MIDI drum key -> role
ROLES = {35: "kick", 36: "kick", 37: "rim", 38: "snare", 40: "snare", 39: "clap", 42: "hat", 44: "hat", 46: "open", 49: "crash", 57: "crash",
         51: "ride", 53: "ride", 59: "ride", 41: "tom", 43: "tom", 45: "tom", 47: "tom", 48: "tom", 50: "tom", 54: "tambourine", 56: "bell",
         69: "shaker", 70: "shaker", 82: "shaker", 75: "block", 76: "block", 77: "block"}
PREFIXES = {"kick": ("bd_", "drum_bass"), "snare": ("sn_", "drum_snare"), "hat": ("hat_", "drum_cymbal_closed", "drum_cymbal_pedal"),
            "open": ("drum_cymbal_open", "hat_"), "crash": ("drum_splash", "drum_cymbal_hard"), "ride": ("drum_cymbal_soft", "hat_"),
            "tom": ("drum_tom",), "clap": ("perc_snap", "sn_"), "hand": ("tabla_", "perc_", "elec_"), "bell": ("drum_cowbell", "perc_bell", "elec_ping"),
            "rim": ("elec_tick", "sn_"), "shaker": ("hat_", "elec_tick"), "tambourine": ("hat_",), "block": ("elec_", "tabla_")}
KEEP = int(0.9 * SAMPLE_RATE)


def _noise(gen: np.random.Generator, samples: int, low: float, high: float) -> np.ndarray:
    sos = butter(2, (low, min(high, 7800)), "bandpass", fs=SAMPLE_RATE, output="sos")
    return sosfilt(sos, gen.standard_normal(samples))


def _synthesised(role: str, key: int, gen: np.random.Generator) -> np.ndarray:
    samples = KEEP
    time = np.arange(samples) / SAMPLE_RATE
    uniform = gen.uniform

    def tone(hz: float, decay: float, bend: float = 0.0, bend_time: float = 0.03) -> np.ndarray:
        phase = hz * time + hz * bend * bend_time * (1 - np.exp(-time / bend_time))
        return np.sin(2 * np.pi * phase) * np.exp(-time / decay)

    if role == "kick":
        click = _noise(gen, samples, 1000, 6000) * np.exp(-time / 0.004) * uniform(0, 0.6)
        return tone(uniform(42, 68), uniform(0.06, 0.35), uniform(1.5, 6), uniform(0.01, 0.05)) + click
    if role == "snare":
        return uniform(0.2, 0.8) * tone(uniform(140, 260), uniform(0.04, 0.12), 0.5) + _noise(gen, samples, uniform(400, 1800), 7500) * np.exp(-time / uniform(0.05, 0.18))
    if role == "clap":
        burst = sum(np.where(time >= d, np.exp(-np.maximum(0, time - d) / 0.01), 0) for d in (0, 0.011, 0.022)) + np.exp(-time / uniform(0.06, 0.15))
        return _noise(gen, samples, 700, uniform(2500, 6000)) * burst
    if role in ("hat", "shaker", "open", "ride", "crash", "tambourine"):
        decay = {"hat": uniform(0.015, 0.06), "shaker": uniform(0.02, 0.07), "open": uniform(0.15, 0.4), "ride": uniform(0.15, 0.4),
                 "crash": uniform(0.4, 0.9), "tambourine": uniform(0.05, 0.15)}[role]
        attack = np.minimum(1, time / uniform(0.005, 0.03)) if role == "shaker" else 1.0
        metal = sum(np.sign(np.sin(2 * np.pi * f * time)) for f in uniform(1800, 6500, 4)) * 0.15 if role != "shaker" else 0.0
        return (_noise(gen, samples, uniform(2500, 5500), 7800) + metal) * np.exp(-time / decay) * attack
    if role == "tom":
        return tone(60 * 2 ** ((key - 41) / 9), uniform(0.12, 0.35), 0.6)
    if role in ("rim", "block"):
        return tone(uniform(900, 2600) * (1 if key != 77 else 0.75), uniform(0.012, 0.04)) + 0.2 * _noise(gen, samples, 1500, 6000) * np.exp(-time / 0.006)
    if role == "bell":
        base = uniform(450, 900)
        return (tone(base, uniform(0.05, 0.25)) + tone(base * 1.504, uniform(0.05, 0.2))) * 0.7
    base = uniform(130, 420) * 2 ** (-(key % 3) / 4)  # hand drums
    return tone(base, uniform(0.05, 0.22), uniform(0, 0.8), 0.02) + _noise(gen, samples, 800, 5000) * np.exp(-time / 0.008) * uniform(0.1, 0.5)


@lru_cache(maxsize=256)
def _recording(path: Path) -> np.ndarray:
    data, rate = soundfile.read(path, dtype="float32", always_2d=True)
    audio = resample_poly(data.mean(1), SAMPLE_RATE, rate)[:KEEP].astype(np.float64)
    audio[-400:] *= np.linspace(1, 0, min(400, len(audio)))[-len(audio[-400:]) :]
    return audio / max(1e-6, np.abs(audio).max())


@lru_cache(maxsize=2)
def _recordings(held_out: bool) -> dict[str, list[Path]]:
    """By role; every third file is kept for held-out songs."""
    files = [f for i, f in enumerate(sorted(RECORDINGS.glob("*.flac"))) if (i % 3 == 2) == held_out]
    return {role: [f for f in files if f.name.startswith(prefixes)] for role, prefixes in PREFIXES.items()}


class Kit:
    """One random kit: a sound per drum key, made when first struck."""

    def __init__(self, rng: Random, held_out: bool) -> None:
        self.gen = np.random.default_rng(rng.randrange(1 << 30))
        self.recorded = RECORDINGS.exists() and rng.random() < 0.5
        self.held_out = held_out
        self.sounds: dict[int, np.ndarray] = {}

    def sound(self, key: int) -> np.ndarray:
        if key not in self.sounds:
            role = ROLES.get(key, "hand")
            files = _recordings(self.held_out)[role] if self.recorded else []
            raw = _recording(files[self.gen.integers(len(files))]) if files else _synthesised(role, key, self.gen)
            self.sounds[key] = raw * self.gen.uniform(0.5, 1.0) * (0.5 if role in ("hat", "ride", "shaker", "open", "crash") else 1.0)
        return self.sounds[key]

    def render(self, notes: list[tuple[float, float, int, float]], seconds: float) -> np.ndarray:
        audio = np.zeros(int(seconds * SAMPLE_RATE))
        for start, _, key, velocity in notes:
            at = int(start * SAMPLE_RATE)
            sound = self.sound(key)[: max(0, len(audio) - at)]
            audio[at : at + len(sound)] += velocity**1.5 * sound
        return audio
