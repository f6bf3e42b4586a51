"""A part of a song -> one loop of audio: chooses the sound, plays the notes, wraps the tail, produces."""

from pathlib import Path
from random import Random

import numpy as np
from scipy.signal import resample_poly

from ..grid import BEATS, SAMPLE_RATE
from ..songs.notes import Part
from . import effects, synth
from .kit import Kit
from .soundfont import DRUM_BANK, SoundFont

TRAINING_FONT = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
HELD_OUT_FONT = Path("/usr/share/sounds/sf3/MuseScore_General.sf3")
PROGRAMS = {
    2: (32, 33, 34, 35, 36, 37, 38, 39), 3: (0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 16, 17, 18, 19), 4: (24, 25, 26, 27, 28, 29, 30, 31, 46, 105),
    5: (40, 41, 42, 44, 45, 48, 49, 50, 51), 6: (56, 57, 58, 60, 61, 62, 63, 64, 65, 66, 67), 7: (80, 81, 82, 84, 68, 71, 73, 75, 78, 87),
    8: (88, 89, 90, 91, 92, 93, 94, 95), 9: (52, 53, 54, 85, 91),
}
HELD_OUT_PROGRAMS = {2: (36, 34), 3: (1, 5, 17, 11), 4: (25, 28, 30), 5: (41, 49), 6: (57, 62, 66), 7: (82, 73, 84), 8: (90, 93), 9: (53, 85)}
DRUM_KITS = (0, 8, 16, 24, 25, 32, 40)
HELD_OUT_KITS = (8, 25, 40)
TAIL = 1.0  # seconds rendered after the loop's end


class Studio:
    """Renders parts with either the training sounds or the held-out ones, never both."""

    def __init__(self, held_out: bool) -> None:
        self.held_out = held_out
        font = HELD_OUT_FONT if held_out else TRAINING_FONT
        self.pitched = SoundFont(font, SAMPLE_RATE)
        self.drums = SoundFont(font, 2 * SAMPLE_RATE)  # cymbals would alias at 16 kHz: rendered higher and decimated

    def program(self, rng: Random, class_id: int) -> int:
        kept = HELD_OUT_PROGRAMS[class_id]
        return rng.choice(kept if self.held_out else [p for p in PROGRAMS[class_id] if p not in kept])

    def play(self, rng: Random, part: Part, bpm: float, program: int | None = None) -> np.ndarray:
        """f64[16 beats], dry, the tail wrapped onto the beginning in most cases and cut in the others."""
        second = 60 / bpm
        samples = round(BEATS * second * SAMPLE_RATE)
        notes = [(n.start * second, n.length * second, n.pitch, n.velocity) for n in part.notes]
        seconds = samples / SAMPLE_RATE + TAIL
        drums = part.class_id <= 1
        own = rng.random() < (0.55 if drums else 0.4)
        if drums and own:
            audio = Kit(rng, self.held_out).render(notes, seconds)
        elif drums:
            kit = rng.choice(HELD_OUT_KITS if self.held_out else [k for k in DRUM_KITS if k not in HELD_OUT_KITS])
            audio = self._font(notes, DRUM_BANK, kit, seconds)
        elif own:
            audio = synth.render(synth.random_voice(rng, part.class_id, self.held_out), notes, seconds)
        else:
            audio = self._font(notes, 0, program if program is not None else self.program(rng, part.class_id), seconds)
        loop = audio[:samples].copy()
        if rng.random() < 0.7:
            tail = audio[samples : 2 * samples]
            loop[: len(tail)] += tail
        return loop

    def _font(self, notes: list, bank: int, program: int, seconds: float) -> np.ndarray:
        if bank == DRUM_BANK:
            return resample_poly(self.drums.render(notes, bank, program, seconds).astype(np.float64), 1, 2)
        return self.pitched.render(notes, bank, program, seconds).astype(np.float64)

    def stem(self, rng: Random, part: Part, bpm: float, program: int | None = None) -> np.ndarray:
        """f32[16 beats], produced."""
        return effects.produce(rng, self.play(rng, part, bpm, program), BEATS)
