"""What a song is made of."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Note:
    start: float  # beats from the window's start, 0..16
    length: float  # beats
    pitch: int  # MIDI; for drums and percussion a General MIDI drum key
    velocity: float  # 0..1


@dataclass(slots=True)
class Part:
    class_id: int
    notes: list[Note]


@dataclass(slots=True)
class Song:
    bpm: float
    tonic: int  # pitch class of the relative major's tonic
    minor: bool
    parts: list[Part] = field(default_factory=list)
