"""One-shots from CC0 sample packages: sonic-pi-samples, and the Audiophob kit of hydrogen-drumkits."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import soundfile
from scipy.signal import resample_poly, sosfilt

from .circle import SR
from .equaliser import biquad_sos

FOLDERS = {
    "sonic": Path("/usr/share/sonic-pi/samples"),
    "audiophob": Path("/usr/share/hydrogen/data/drumkits/Audiophob"),
}


@lru_cache(maxsize=None)
def _load(collection, name):
    path = next(iter(sorted(FOLDERS[collection].glob(f"*{name}*"))), None)
    if path is None:
        raise RuntimeError(f"sample {name} is missing: apt-get install sonic-pi-samples hydrogen-drumkits")
    data, rate = soundfile.read(path, always_2d=True)
    data = np.repeat(data, 2, axis=1) if data.shape[1] == 1 else data[:, :2]
    if rate != SR:
        data = resample_poly(data, SR, rate, axis=0)
    data -= data.mean(axis=0)
    loud = np.max(np.abs(data), axis=1)
    first = int(np.argmax(loud > 0.03 * loud.max()))
    data = data[max(0, first - 24) :].copy()
    data[:24] *= np.linspace(0, 1, 24)[:, None]
    return data / loud.max()


@dataclass(frozen=True)
class Sample:
    """A one-shot as a hit: hit(velocity, rng). `speed` repitches, `seconds` cuts with a fade, softer hits are duller."""

    collection: str
    name: str
    speed: float = 1.0
    seconds: float = 4.0
    gain: float = 1.0
    bands: tuple = ()
    dull: float = 0.5
    pan: float = 0.0

    def __call__(self, velocity=0.8, rng=None):
        data = _load(self.collection, self.name)
        speed = self.speed * (1 + (rng.uniform(-0.006, 0.006) if rng is not None else 0))
        at = np.arange(0, len(data) - 1, speed)[: int(self.seconds * SR)]
        sound = np.stack([np.interp(at, np.arange(len(data)), data[:, c]) for c in range(2)], axis=1)
        fade = min(len(sound), int(0.25 * self.seconds * SR), 4800)
        sound[-fade:] *= np.linspace(1, 0, fade)[:, None] ** 2
        for b in self.bands:
            sound = sosfilt(biquad_sos(*b), sound, axis=0)
        if self.dull and velocity < 0.7:
            sound = sosfilt(biquad_sos("low", 15000 * (1 - self.dull * (0.7 - velocity)), 0.6), sound, axis=0)
        sides = np.array([min(1, 1 - self.pan), min(1, 1 + self.pan)])
        return sound * sides * self.gain * velocity**1.5
