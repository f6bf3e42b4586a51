"""Drums, percussion and bass: the parts that state the groove."""

from random import Random

from .groove import Groove
from .harmony import Harmony, nearest
from .notes import Note

KICK, RIM, SNARE, CLAP, HAT, PEDAL, OPEN, CRASH, RIDE = 36, 37, 38, 39, 42, 44, 46, 49, 51


def _human(rng: Random, velocity: float) -> float:
    return max(0.08, min(1.0, velocity * rng.uniform(0.88, 1.08)))


def drums(rng: Random, g: Groove, _harmony: Harmony) -> list[Note]:
    notes: list[Note] = []
    hit = lambda step, pitch, velocity: notes.append(Note(g.beat(step), 0.2, pitch, _human(rng, velocity)))  # noqa: E731
    back = rng.choice((SNARE, SNARE, SNARE, CLAP, RIM))
    fill_from = g.steps - rng.choice((1, 2, 2, 4)) * g.per_beat if g.fill else g.steps
    for step in g.sounding(g.kick):
        if step < fill_from:
            hit(step, KICK, 0.75 + 0.25 * g.accents[step])
    for step in g.sounding(g.snare):
        if step < fill_from:
            hit(step, back, 0.9)
    if rng.random() < 0.3:  # ghosts where the song leans
        for step in g.sounding(list(range(fill_from))):
            if step not in g.snare and step not in g.kick and rng.random() < 0.35 * g.accents[step]:
                hit(step, SNARE, 0.3)
    top = rng.choices((HAT, RIDE, None), (0.78, 0.12, 0.1))[0]
    spacing = rng.choices((1, 2, 4), (0.35, 0.5, 0.15))[0] if g.per_beat == 4 else rng.choice((1, 3))
    opens = set(g.pulses) if rng.random() < 0.25 else ({s for s in range(g.steps) if s % g.per_beat == g.per_beat // 2} if rng.random() < 0.3 else set())
    if top:
        follow = rng.random() < 0.35  # hats that play the pattern itself
        for step in g.sounding(list(range(0, fill_from))):
            if step in opens and top == HAT:
                hit(step, OPEN, 0.6)
            elif (follow and (step in g.pulses or step % g.per_beat == 0)) or (not follow and step % spacing == 0):
                hit(step, top, 0.3 + 0.45 * g.accents[step])
    if g.fill:
        toms = rng.choice(((SNARE,), (48, 45, 43), (50, 47, 41, SNARE)))
        for index, step in enumerate(g.sounding(list(range(fill_from, g.steps)))):
            if rng.random() < 0.8:
                hit(step, toms[index * len(toms) // max(1, g.steps - fill_from)], 0.55 + 0.4 * g.accents[step])
        if rng.random() < 0.6:
            hit(0, CRASH, 0.8)
    return notes


def percussion(rng: Random, g: Groove, _harmony: Harmony) -> list[Note]:
    notes: list[Note] = []
    high, low = rng.choice(((63, 64), (60, 61), (76, 77), (62, 64), (56, 56), (75, 75), (39, 37), (54, 54), (70, 70), (65, 66), (69, 69)))
    mode = rng.choices(("pulse", "gaps", "stream", "both"), (0.36, 0.2, 0.2, 0.24))[0]
    for step in g.sounding(list(range(g.steps))):
        accent = g.accents[step]
        strong = step in g.pulses
        if mode == "pulse" and not strong:
            continue
        if mode == "gaps" and (strong or step % 2 == 1 and rng.random() < 0.7):
            continue
        if mode == "both" and not strong and rng.random() < 0.75:
            continue
        notes.append(Note(g.beat(step), 0.2, high if strong else low, _human(rng, 0.3 + 0.65 * accent)))
    if rng.random() < 0.35:
        extra = rng.choice((70, 69, 54, 82))
        off = rng.random() < 0.5
        for step in g.sounding(list(range(0, g.steps, 1 if rng.random() < 0.4 else 2))):
            if not off or step % g.per_beat == g.per_beat // 2:
                notes.append(Note(g.beat(step), 0.2, extra, _human(rng, 0.25 + 0.5 * g.accents[step])))
    return notes


def bass(rng: Random, g: Groove, harmony: Harmony, shift: int) -> list[Note]:
    mode = rng.choices(("kick", "pulse", "lock", "drive", "offbeat", "walk", "hold"), (0.24, 0.22, 0.2, 0.12, 0.08, 0.06, 0.08))[0]
    every = rng.choice((g.per_beat // 2 if g.per_beat == 4 else 1, g.per_beat // 2 or 1, 1))
    steps = {
        "kick": g.kick,
        "pulse": g.pulses,
        "lock": sorted({*g.kick, *g.pulses} - (set(g.snare) if rng.random() < 0.5 else set())),
        "drive": list(range(0, g.steps, every)),
        "offbeat": [s for s in range(g.steps) if s % g.per_beat == g.per_beat // 2],
        "walk": list(range(0, g.steps, g.per_beat)),
        "hold": [int(c.start * g.per_beat) for c in harmony.chords],
    }[mode]
    steps = g.sounding(sorted(set(max(0, s) for s in steps)))
    centre = rng.randint(30, 41)
    tight = rng.choice((0.35, 0.6, 0.9, 0.97))
    wander = rng.choice((0.0, 0.15, 0.35)) if mode != "walk" else 0.75
    notes = []
    for index, step in enumerate(steps):
        following = steps[index + 1] if index + 1 < len(steps) else g.steps
        chord = harmony.at(g.beat(step))
        pitch_class = chord.root
        if rng.random() < wander:
            pitch_class = rng.choice(chord.tones) if rng.random() < 0.6 else rng.choice(harmony.scale)
        pitch = nearest((pitch_class + shift) % 12, centre)
        if rng.random() < wander * 0.5:
            pitch += 12
        length = (following - step) * tight / g.per_beat
        notes.append(Note(g.beat(step), max(0.1, length if mode == "hold" else min(length, 2.0)), pitch, _human(rng, 0.6 + 0.4 * g.accents[step])))
    return notes
