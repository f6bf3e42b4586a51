"""Keys, guitar, strings, brass and pad: the parts that state the chords, in the groove's accents."""

from random import Random

from .groove import Groove
from .harmony import Chord, Harmony, nearest
from .notes import Note


def _voicing(chord: Chord, shift: int, centre: int, previous: list[int], count: int) -> list[int]:
    """Chord tones near the last voicing, so that voices move little."""
    tones = list(chord.tones)
    while len(tones) < count:
        tones.append(tones[len(tones) - len(chord.tones)])
    pitches: list[int] = []
    for index, tone in enumerate(tones[: max(count, 2)]):
        around = previous[index] if index < len(previous) else centre + 4 * index
        around = max(centre - 10, min(centre + 16, around))
        pitch = nearest((tone + shift) % 12, around)
        while pitch in pitches:
            pitch += 12
        pitches.append(pitch)
    return sorted(pitches)


def _steps(rng: Random, g: Groove, mode: str) -> list[int]:
    half = g.per_beat // 2
    if mode == "pulse":
        return g.pulses
    if mode == "answer":  # between the pattern's onsets
        return [s + (n - s) // 2 for s, n in zip(g.pulses, [*g.pulses[1:], g.steps]) if n - s >= 3]
    if mode == "offbeat":
        return [s for s in range(g.steps) if s % g.per_beat == half]
    if mode == "backbeat":
        return g.snare or g.pulses
    if mode == "quarters":
        return list(range(0, g.steps, g.per_beat))
    if mode == "scratch":
        return [s for s in range(g.steps) if g.accents[s] > 0.25 or s in g.pulses]
    return []


def comping(rng: Random, g: Groove, harmony: Harmony, shift: int, centre: int, modes: dict[str, float]) -> list[Note]:
    """Chords in one of the rhythmic modes, or sustained, or broken."""
    mode = rng.choices(list(modes), list(modes.values()))[0]
    if mode == "sustain":
        return sustained(rng, g, harmony, shift, centre)
    if mode == "arp":
        return arpeggio(rng, g, harmony, shift, centre)
    steps = g.sounding(sorted(set(_steps(rng, g, mode))))
    count = rng.choice((2, 3, 3, 4))
    short = rng.choice((0.3, 0.5, 0.95))
    notes: list[Note] = []
    voicing: list[int] = []
    for index, step in enumerate(steps):
        following = steps[index + 1] if index + 1 < len(steps) else g.steps
        voicing = _voicing(harmony.at(g.beat(step)), shift, centre, voicing, count)
        length = max(0.12, min(2.0, (following - step) * short / g.per_beat))
        strum = rng.uniform(0, 0.02)
        for voice, pitch in enumerate(voicing):
            notes.append(Note(g.beat(step) + voice * strum, length, pitch, min(1.0, 0.45 + 0.5 * g.accents[step])))
    return notes


def sustained(rng: Random, g: Groove, harmony: Harmony, shift: int, centre: int) -> list[Note]:
    """Chords held until the next one, sometimes struck again on every bar."""
    count = rng.choice((3, 3, 4, 5))
    bars = rng.random() < 0.3
    notes: list[Note] = []
    voicing: list[int] = []
    for chord in harmony.chords:
        voicing = _voicing(chord, shift, centre, voicing, count)
        start, end = max(0.0, chord.start), min(16.0, chord.start + chord.length)
        cuts = [start, *(float(b) for b in range(4, 16, 4) if bars and start < b < end), end]
        for begin, stop in zip(cuts, cuts[1:]):
            for pitch in voicing:
                notes.append(Note(begin, (stop - begin) * 0.98, pitch, rng.uniform(0.5, 0.75)))
    return notes


def arpeggio(rng: Random, g: Groove, harmony: Harmony, shift: int, centre: int) -> list[Note]:
    """Broken chords: a figure over the chord tones, accented where the song is."""
    every = rng.choice((1, 2, 2)) if g.per_beat == 4 else 1
    on_pulses = rng.random() < 0.35
    figure = [rng.randrange(5) for _ in range(rng.choice((3, 4, 4, 6, 8, 8)))]
    if rng.random() < 0.5:
        figure = list(range(rng.choice((3, 4)))) + ([2, 1] if rng.random() < 0.5 else [])
    steps = g.sounding(g.pulses if on_pulses else list(range(0, g.steps, every)))
    length = rng.choice((0.4, 0.8, 1.5)) * every / g.per_beat
    notes = []
    for index, step in enumerate(steps):
        chord = harmony.at(g.beat(step))
        ladder = sorted(nearest((tone + shift) % 12, centre + 4) for tone in chord.tones)
        degree = figure[index % len(figure)]
        pitch = ladder[degree % len(ladder)] + 12 * (degree // len(ladder))
        notes.append(Note(g.beat(step), max(0.1, length), pitch, 0.4 + 0.5 * g.accents[step]))
    return notes
