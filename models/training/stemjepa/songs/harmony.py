"""Chords over four bars, written in the canonical key (C major and its modes)."""

from dataclasses import dataclass
from random import Random

DIATONIC = (0, 2, 4, 5, 7, 9, 11)
# progressions by degree of the relative major (0 = C .. 6 = B), grouped by the mode's centre
FAMILIAR = {
    0: ((0, 4, 5, 3), (0, 5, 3, 4), (0, 3, 4, 3), (5, 3, 0, 4), (0, 3), (0, 2, 3, 4), (3, 4, 0, 0), (1, 4, 0, 0), (0, 5, 1, 4)),
    5: ((5, 3, 0, 4), (5, 4, 3, 4), (5, 3), (5, 1, 5, 2), (5, 0, 4, 1), (5, 5, 3, 4), (5, 1, 4, 0), (1, 5, 2, 5), (5, 4)),
    1: ((1, 4), (1, 0, 4, 1), (1, 3, 4, 1), (1, 2, 1, 4)),
    4: ((4, 3, 0, 4), (4, 3), (4, 0), (4, 1, 3, 0)),
    3: ((3, 4), (3, 4, 5, 4), (3, 2, 1, 4)),
    2: ((2, 3), (2, 3, 1, 2)),
}


@dataclass(slots=True)
class Chord:
    start: float  # beats
    length: float
    root: int  # pitch class
    tones: tuple[int, ...]  # pitch classes, root first


@dataclass(slots=True)
class Harmony:
    minor: bool
    scale: tuple[int, ...]  # pitch classes
    chords: list[Chord]

    def at(self, beat: float) -> Chord:
        """The chord sounding at a beat; a note a little before the change belongs to the next chord."""
        beat = (beat + 0.02) % 16
        for chord in self.chords:
            if chord.start <= beat < chord.start + chord.length:
                return chord
        return self.chords[-1]


def _tones(rng: Random, degree: int, colour: str) -> tuple[int, ...]:
    step = lambda n: DIATONIC[(degree + n) % 7]  # noqa: E731
    root, third, fifth, seventh, ninth = step(0), step(2), step(4), step(6), step(1)
    if colour == "power":
        return root, fifth
    if colour == "sus":
        return root, ninth if rng.random() < 0.5 else step(3), fifth
    if colour == "seventh":
        return root, third, fifth, seventh
    if colour == "ninth":
        return root, third, seventh, ninth
    return root, third, fifth


def _borrowed(rng: Random) -> tuple[int, ...]:
    """A chord from outside: IV minor, flat VII, V of VI, V of V, flat VI."""
    return rng.choice(((5, 8, 0), (10, 2, 5), (4, 8, 11), (2, 6, 9), (8, 0, 3), (9, 1, 4)))


def compose_harmony(rng: Random) -> Harmony:
    centre = rng.choices((0, 5, 1, 4, 3, 2), (0.34, 0.4, 0.12, 0.06, 0.05, 0.03))[0]
    if rng.random() < 0.5:
        degrees = list(rng.choice(FAMILIAR[centre]))
    else:
        count = rng.choices((1, 2, 3, 4, 6, 8), (0.07, 0.17, 0.06, 0.45, 0.08, 0.17))[0]
        degrees = [centre if rng.random() < 0.85 else rng.choice((0, 3, 4, 5))]
        while len(degrees) < count:
            degree = rng.choices(range(7), (0.2, 0.14, 0.12, 0.2, 0.16, 0.16, 0.02))[0]
            if degree != degrees[-1]:
                degrees.append(degree)
    count = len(degrees)
    if count <= 4 and rng.random() < 0.15:  # the cycle twice as fast
        degrees = degrees * 2
        count *= 2
    lengths = {1: [16.0], 2: [8.0, 8.0], 3: [8.0, 4.0, 4.0], 4: [4.0] * 4, 6: [4.0, 2.0, 2.0, 4.0, 2.0, 2.0], 8: [2.0] * 8}[count]
    if count == 2 and rng.random() < 0.6:
        degrees, lengths = degrees * 2, [4.0] * 4
    push = rng.choice((0.5, 0.25)) if rng.random() < 0.2 else 0.0  # every change anticipated, by everybody
    colour = rng.choices(("triad", "seventh", "ninth", "sus", "power"), (0.5, 0.24, 0.1, 0.06, 0.1))[0]
    chords, at = [], 0.0
    for index, (degree, length) in enumerate(zip(degrees, lengths)):
        tones = _tones(rng, degree, colour if rng.random() < 0.85 else "triad")
        if index and rng.random() < 0.05:
            tones = _borrowed(rng)
        early = push if index else 0.0
        chords.append(Chord(at - early, length + early - (push if at + length < 16 else 0.0), tones[0], tones))
        at += length
    scale = DIATONIC if rng.random() < 0.7 else ((0, 2, 4, 7, 9) if centre != 5 or rng.random() < 0.7 else (9, 0, 2, 3, 4, 7))
    return Harmony(centre in (5, 1, 2), tuple(sorted(scale)), chords)


def nearest(pitch_class: int, around: int) -> int:
    """The MIDI pitch of a pitch class nearest to `around`."""
    return around + (pitch_class - around + 6) % 12 - 6
