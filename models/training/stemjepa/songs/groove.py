"""The groove: one accent pattern, one swing, one set of stops that every part of a song follows."""

from dataclasses import dataclass
from random import Random

from ..grid import BEATS_PER_BAR

BARS = 4


@dataclass(slots=True)
class Groove:
    per_beat: int  # steps per beat: 4, or 3 in a shuffle of triplets
    accents: list[float]  # per step of the window, 0..1: how strongly the song leans on it
    pulses: list[int]  # the steps that carry the pattern
    kick: list[int]
    snare: list[int]
    swing: float  # delay of every odd step, in steps
    silent: frozenset[int]  # steps on which the whole band stops
    fill: bool  # the last bar ends in a fill

    @property
    def bar(self) -> int:
        """Steps per bar."""
        return self.per_beat * BEATS_PER_BAR

    @property
    def steps(self) -> int:
        return self.bar * BARS

    def beat(self, step: float) -> float:
        """Step -> beats, swung."""
        whole = int(step)
        late = self.swing if self.per_beat == 4 and whole % 2 == 1 else 0.0
        return (step + late) / self.per_beat

    def sounding(self, steps: list[int]) -> list[int]:
        return [s for s in steps if 0 <= s < self.steps and s not in self.silent]


def _composition(rng: Random, total: int, per_beat: int) -> list[int]:
    """Onsets of a random grouping of `total` steps into twos to sixes: the family of tresillos, claves and stabs."""
    groups, weights = ((2, 3, 4, 6, 1, 5), (0.22, 0.36, 0.2, 0.1, 0.06, 0.06)) if per_beat == 4 else ((2, 3, 1, 4, 6), (0.3, 0.34, 0.12, 0.1, 0.14))
    at, onsets = 0, []
    while at < total:
        onsets.append(at)
        at += rng.choices(groups, weights)[0]
    if rng.random() < 0.2:
        turn = rng.choice((1, 2, 3))
        onsets = sorted((o + turn) % total for o in onsets)
    return onsets


def _vary(rng: Random, onsets: list[int], bar: int) -> list[int]:
    """Another bar of the same pattern: one to three onsets added, dropped or moved in its second half."""
    changed = set(onsets)
    for _ in range(rng.randint(1, 3)):
        step = rng.randrange(bar // 2, bar)
        changed ^= {step}
    return sorted(changed) or onsets


def _bars(rng: Random, first: list[int], bar: int) -> list[int]:
    """Four bars from one: AAAA, ABAB, AAAB, ABAC."""
    other, third = _vary(rng, first, bar), _vary(rng, first, bar)
    plan = rng.choices(("AAAA", "ABAB", "AAAB", "ABAC"), (0.25, 0.35, 0.2, 0.2))[0]
    named = {"A": first, "B": other, "C": third}
    return [index * bar + step for index, name in enumerate(plan) for step in named[name]]


def _kick(rng: Random, pulse_bar: list[int], snare_bar: list[int], per_beat: int) -> list[int]:
    bar = per_beat * BEATS_PER_BAR
    kind = rng.choices(("four", "pulse", "broken", "sparse"), (0.25, 0.35, 0.25, 0.15))[0]
    if kind == "four":
        hits = set(range(0, bar, per_beat))
        if rng.random() < 0.3:
            hits |= set(rng.sample(pulse_bar, 1))
        return sorted(hits)
    if kind == "pulse":
        return sorted({0, *pulse_bar} - set(snare_bar))
    if kind == "sparse":
        return sorted({0, rng.choice(pulse_bar)} - set(snare_bar)) or [0]
    hits = {0, *(s for s in pulse_bar if rng.random() < 0.6), rng.choice((6, 7, 10, 11, 3, 8)) % bar}
    return sorted(hits - set(snare_bar)) or [0]


def compose_groove(rng: Random) -> Groove:
    per_beat = 3 if rng.random() < 0.12 else 4
    bar = per_beat * BEATS_PER_BAR
    length = bar if rng.random() < 0.6 else 2 * bar
    onsets = _composition(rng, length, per_beat)
    if 0 not in onsets and rng.random() < 0.8:
        onsets.insert(0, 0)
    if length == bar:
        pulses = _bars(rng, onsets, bar)
    else:
        pulses = onsets + [length + s for s in (onsets if rng.random() < 0.6 else _vary(rng, onsets, length))]
    first_bar = [s for s in pulses if s < bar] or [0]
    two, four = per_beat, 3 * per_beat
    snare_bar = rng.choices(([two, four], [2 * per_beat], [four], [two, four, rng.choice(first_bar)], []), (0.62, 0.16, 0.06, 0.1, 0.06))[0]
    snare_bar = sorted(set(snare_bar))
    kick = _bars(rng, _kick(rng, first_bar, snare_bar, per_beat), bar)
    if length == 2 * bar and rng.random() < 0.6:  # a two-bar pattern is the kick's too
        kick = sorted({s for s in pulses if s % bar not in snare_bar} | {0, 2 * bar})
    accents = [0.12 + 0.18 * rng.random() for _ in range(bar * BARS)]
    for step in range(0, bar * BARS, per_beat):
        accents[step] += 0.15
    for step in pulses:
        accents[step] = 0.7 + 0.3 * rng.random()
    silent: frozenset[int] = frozenset()
    if rng.random() < 0.2:
        start = rng.choice((3 * bar + 2 * per_beat, 3 * bar + 3 * per_beat, 4 * bar - per_beat // 2 - 1, bar + 3 * per_beat))
        silent = frozenset(range(start, start + rng.choice((per_beat, per_beat - 1))))
    swing = 0.0 if rng.random() < 0.5 else rng.uniform(0.1, 0.62)
    return Groove(per_beat, accents, sorted(set(pulses)), sorted(set(kick)), _bars_exact(snare_bar, bar), swing, silent, rng.random() < 0.35)


def _bars_exact(first: list[int], bar: int) -> list[int]:
    return [index * bar + step for index in range(BARS) for step in first]
