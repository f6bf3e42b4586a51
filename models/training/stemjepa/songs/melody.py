"""Lead and voice: a motif in the groove's rhythm, bent to the chords."""

from random import Random

from .groove import BARS, Groove
from .harmony import Harmony, nearest
from .notes import Note


def melody(rng: Random, g: Groove, harmony: Harmony, shift: int, centre: int, busy: float) -> list[Note]:
    """`busy` 0..1 is how many of the grid's steps are sung or played; whole bars rest in some songs."""
    bars = rng.choice((1, 2, 2, 4))
    span = bars * g.bar
    grid = 2 if g.per_beat == 4 else 1
    chosen = []
    for step in range(span):
        weight = g.accents[step] if step in g.pulses else (0.5 * g.accents[step] if step % grid == 0 else 0.05)
        if rng.random() < weight * (0.35 + 0.9 * busy):
            chosen.append(step)
    rest = rng.random()
    if rest < 0.3:  # call: the second half of the phrase is left to others
        chosen = [s for s in chosen if s % (2 * g.bar if bars > 1 else g.bar) < (g.bar if bars > 1 else g.bar // 2) + g.per_beat]
    elif rest < 0.5:
        chosen = [s for s in chosen if s % g.bar >= g.per_beat]
    if len(chosen) < 2:
        chosen = g.pulses[: max(2, len(g.pulses) // BARS)]
    contour = [rng.choice((-2, -1, -1, 0, 0, 1, 1, 2, 3)) for _ in chosen]
    steps = g.sounding([s + turn * span for turn in range(BARS // bars) for s in chosen if s + turn * span < g.steps])
    legato = rng.choice((0.5, 0.9, 1.0))
    ladder = [p for p in range(centre - 10, centre + 15) if (p - shift) % 12 in harmony.scale]
    position = len(ladder) // 2
    notes = []
    for index, step in enumerate(steps):
        following = steps[index + 1] if index + 1 < len(steps) else g.steps
        beat = g.beat(step)
        position = max(0, min(len(ladder) - 1, position + contour[index % len(contour)]))
        pitch = ladder[position]
        if g.accents[step] > 0.6 or following - step >= g.per_beat:  # lean on a chord tone
            chord = harmony.at(beat)
            pitch = min((nearest((tone + shift) % 12, pitch) for tone in chord.tones), key=lambda p: abs(p - pitch))
            position = min(range(len(ladder)), key=lambda i: abs(ladder[i] - pitch))
        length = min(4.0, (following - step) * legato / g.per_beat)
        notes.append(Note(beat, max(0.1, length), pitch, 0.5 + 0.45 * g.accents[step]))
    return notes
