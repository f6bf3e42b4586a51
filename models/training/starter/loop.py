"""Families, stems, and the loop on which a stem is played."""

import re
import zlib
from dataclasses import dataclass, field

import numpy as np

from instruments.circle import SR, place

from .theory import chord, note, pitch_class, voicings

CLASSES = ("drums", "percussion", "bass", "keys", "guitar", "strings", "brass", "lead", "pad", "voice")
VELOCITY = {"x": 0.8, "X": 1.0, "o": 0.38, "-": 0.58, "r": 0.7, "t": 0.7, "f": 0.9}


@dataclass(frozen=True)
class Groove:
    """How a family plays in time.

    `swing` is where the second sixteenth of each pair falls (0.5 straight, 0.667 triplet); with `grid` 8 the
    eighths swing instead. `loose` is the spread of played onsets in ms, `lean` a fixed lateness in ms per role.
    """

    swing: float = 0.5
    grid: int = 16
    loose: float = 2.0
    lean: dict = field(default_factory=dict)

    def beat(self, step):
        """Grid position in sixteenths -> beats, swung."""
        unit = step if self.grid == 16 else step / 2
        pair, inside = divmod(unit, 2.0)
        warped = inside * 2 * self.swing if inside < 1 else 2 * self.swing + (inside - 1) * 2 * (1 - self.swing)
        return (pair * 2 + warped) / (4 if self.grid == 16 else 2)


@dataclass
class Stem:
    family: "Family"
    instrument: str
    variant: str
    name: str
    bars: int
    tags: tuple
    pitched: bool
    play: object

    @property
    def id(self):
        return f"{self.family.id}-{self.instrument}-{self.variant}"

    @property
    def length(self):
        return round(self.bars * 4 * 60 / self.family.bpm * SR)


@dataclass
class Family:
    id: str
    name: str
    style: str
    bpm: float
    key: str
    about: str
    groove: Groove = field(default_factory=Groove)
    stems: list = field(default_factory=list)

    @property
    def tonality(self):
        minor = self.key.endswith("m")
        return {"tonic": pitch_class(self.key.rstrip("m")), "mode": "minor" if minor else "major"}

    def stem(self, instrument, variant, name, bars, *tags, pitched=None):
        """Decorator: the function gets a Loop and returns the mixed (n, 2) audio, before mastering."""
        assert instrument in CLASSES
        known = instrument not in ("drums", "percussion") if pitched is None else pitched

        def add(play):
            self.stems.append(Stem(self, instrument, variant, name, bars, tags, known, play))
            return play

        return add


class Loop:
    """One lap of `bars` bars: patterns are written in sixteenths and played onto circular buffers."""

    def __init__(self, family, bars, seed):
        self.family, self.bars, self.bpm = family, bars, family.bpm
        self.beats = bars * 4
        self.steps = bars * 16
        self.n = round(self.beats * 60 / family.bpm * SR)
        self.beat_seconds = 60 / family.bpm
        self.rng = np.random.default_rng(zlib.crc32(seed.encode()))

    def silence(self):
        return np.zeros((self.n, 2))

    def at(self, step, role=None, loose=None, swing=True):
        """Sample position of a step (in sixteenths, may be fractional), played by a person in `role`."""
        groove = self.family.groove
        spread = groove.loose if loose is None else loose
        drift = np.clip(self.rng.normal(0, spread), -2 * spread, 2 * spread) if spread else 0.0
        late = (groove.lean.get(role, 0.0) + drift) * SR / 1000
        beat = groove.beat(step) if swing else step / 4
        sample = beat / self.beats * self.n + late
        # An early first note would be cut off when the loop is launched: the downbeat is never early.
        return max(0, round(sample)) if step == 0 else round(sample)

    def seconds(self, steps):
        return steps * self.beat_seconds / 4

    def rhythm(self, pattern):
        """Expand 'x..x|....' to (step, symbol) pairs over the whole loop, repeating a shorter pattern."""
        cells = re.sub(r"[\s|]", "", pattern)
        assert cells and self.steps % len(cells) == 0, f"{len(cells)} cells do not fill {self.steps} steps"
        return [(i, s) for i in range(self.steps) if (s := cells[i % len(cells)]) != "."]

    def onsets(self, pattern):
        return [self.at(step, loose=0) for step, _ in self.rhythm(pattern)]

    def hits(self, hit, pattern, gain=1.0, role=None, loose=None, shape=None, into=None):
        """Play a drum pattern: X accent, x normal, - soft, o ghost, r two 32nds, t triplet roll, f flam.

        `shape` is a repeating list of velocity factors per step (the hand's own accents).
        """
        out = self.silence() if into is None else into
        for step, symbol in self.rhythm(pattern):
            velocity = VELOCITY[symbol] * (shape[step % len(shape)] if shape else 1.0)
            parts = {"r": ((0, 1.0), (0.5, 0.75)), "t": ((0, 1.0), (1 / 3, 0.7), (2 / 3, 0.85)), "f": ((-0.16, 0.4), (0, 1.0))}
            for offset, factor in parts.get(symbol, ((0, 1.0),)):
                v = float(np.clip(velocity * factor * (1 + self.rng.normal(0, 0.045)), 0.05, 1.0))
                place(out, hit(v, self.rng), self.at(step + offset, role, loose), gain)
        return out

    def line(self, voice, text, gain=1.0, role=None, loose=None, gate=0.92, octave=0, into=None):
        """Play a tracker line, one token per sixteenth: A2 note, '-' hold, '.' rest; '!' accent, ',' soft,
        '~' slide from the note before, '_' short. A shorter line repeats; bars may be parted by '|'."""
        out = self.silence() if into is None else into
        tokens = text.replace("|", " ").split()
        assert tokens and self.steps % len(tokens) == 0, f"{len(tokens)} tokens do not fill {self.steps} steps"
        tokens = [tokens[i % len(tokens)] for i in range(self.steps)]
        last = None
        for step, token in enumerate(tokens):
            if token in (".", "-"):
                continue
            name, marks = re.fullmatch(r"([A-G][#b]*-?\d)([!,~_]*)", token).groups()
            length = 1
            while length < self.steps and tokens[(step + length) % self.steps] == "-":
                length += 1
            pitch = note(name) + 12 * octave
            velocity = 1.0 if "!" in marks else 0.5 if "," in marks else 0.78
            velocity = float(np.clip(velocity * (1 + self.rng.normal(0, 0.04)), 0.1, 1.0))
            held = self.seconds(length) * (0.45 if "_" in marks else gate)
            sound = voice(pitch, held, velocity, self.rng, last if "~" in marks else None)
            place(out, sound, self.at(step, role, loose), gain)
            last = pitch
        return out

    def chords(self, voice, symbols, rhythm=None, centre=62, size=None, top=None, gain=1.0, role=None, loose=None,
               strum=0.0, gate=0.95, spread=14, bass=None, into=None):
        """Play led voicings of `symbols` (equal shares of the loop, or 'Am7*2' for shares) on a rhythm.

        Rhythm cells: X x - o play, '=' hold the chord on, '.' rest; None holds each chord. `strum` in ms runs
        up (down on off-beats). `bass` adds the chord's bass note in that octave.
        """
        out = self.silence() if into is None else into
        names, shares = self.shares(symbols)
        shapes = voicings(names, centre, spread, size, top)
        starts = np.cumsum([0] + shares)
        for step, length, symbol in self.comping(rhythm, starts):
            which = int(np.searchsorted(starts, step, "right") - 1)
            notes = list(shapes[which])
            if bass is not None:
                notes.insert(0, 12 * (bass + 1) + chord(names[which])[0])
            down = step % 4 in (2, 3)
            for k, pitch in enumerate(reversed(notes) if down and strum else notes):
                velocity = float(np.clip(VELOCITY[symbol] * (1 + self.rng.normal(0, 0.05)), 0.08, 1.0))
                late = round((k * strum + (self.rng.uniform(0, 2.5) if loose != 0 else 0)) * SR / 1000)
                sound = voice(pitch, self.seconds(length) * gate, velocity, self.rng, None)
                place(out, sound, self.at(step, role, 0 if k else loose) + late, gain)
        return out

    def shares(self, symbols):
        """'Am7 F*2 G' -> names and the sixteenths each lasts, filling the loop."""
        parts = [(s.split("*") + ["1"])[:2] for s in symbols.replace("|", " ").split()]
        weights = [float(w) for _, w in parts]
        unit = self.steps / sum(weights)
        return [name for name, _ in parts], [int(round(w * unit)) for w in weights]

    def comping(self, rhythm, starts):
        if rhythm is None:
            return [(a, b - a, "x") for a, b in zip(starts, starts[1:])]
        cells = re.sub(r"[\s|]", "", rhythm)
        assert self.steps % len(cells) == 0, f"{len(cells)} cells do not fill {self.steps} steps"
        cells = (cells * (self.steps // len(cells)))
        out = []
        for step, symbol in enumerate(cells):
            if symbol in "=.":
                continue
            length = 1
            while length < self.steps and cells[(step + length) % self.steps] == "=":
                length += 1
            out.append((step, length, symbol))
        return out

    def voices(self, voice, symbols, count=4, centre=62, gain=1.0, rhythm=None, spread=14, top=None, **keys):
        """Chords for an ensemble: alias of `chords` without strum, for pads, strings and choirs."""
        return self.chords(voice, symbols, rhythm, centre, count, top, gain, spread=spread, gate=1.0, **keys)

    def arp(self, voice, symbols, rhythm, order="up", centre=66, size=4, gain=1.0, gate=0.6, span=1, role=None,
            loose=0.0, accents=(1.0, 0.7, 0.85, 0.7)):
        """Run through each chord's notes on a rhythm; order up | down | upDown | skip, `span` octaves."""
        out = self.silence()
        names, shares = self.shares(symbols)
        shapes = voicings(names, centre, 14, size)
        starts = np.cumsum([0] + shares)
        count = 0
        previous = None
        for step, length, symbol in self.comping(rhythm, starts):
            which = int(np.searchsorted(starts, step, "right") - 1)
            if which != previous:
                count, previous = 0, which
            notes = [p + 12 * o for o in range(span) for p in shapes[which]]
            walk = {"up": notes, "down": notes[::-1], "upDown": notes + notes[-2:0:-1],
                    "skip": [notes[(2 * i) % len(notes) if len(notes) % 2 else (2 * i + (2 * i // len(notes))) % len(notes)]
                             for i in range(len(notes))]}[order]
            velocity = float(np.clip(VELOCITY[symbol] * accents[step % len(accents)] * (1 + self.rng.normal(0, 0.03)), 0.1, 1))
            place(out, voice(walk[count % len(walk)], self.seconds(length) * gate, velocity, self.rng, None),
                  self.at(step, role, loose), gain)
            count += 1
        return out
