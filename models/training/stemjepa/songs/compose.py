"""One song: a groove, a harmony, and the parts that share them."""

from random import Random

from .chord_parts import comping, sustained
from .groove import compose_groove
from .harmony import compose_harmony
from .melody import melody
from .notes import Part, Song
from .rhythm_section import bass, drums, percussion

# chance that a song has the part: drums, percussion, bass, keys, guitar, strings, brass, lead, pad, voice
PRESENCE = (0.9, 0.6, 0.9, 0.75, 0.6, 0.4, 0.4, 0.6, 0.45, 0.5)
KEYS = {"pulse": 0.38, "answer": 0.08, "offbeat": 0.1, "quarters": 0.06, "sustain": 0.16, "arp": 0.22}
GUITAR = {"pulse": 0.4, "scratch": 0.16, "offbeat": 0.14, "backbeat": 0.08, "answer": 0.06, "arp": 0.16}
STRINGS = {"sustain": 0.5, "pulse": 0.28, "arp": 0.12, "offbeat": 0.1}
BRASS = {"pulse": 0.5, "answer": 0.2, "backbeat": 0.1, "sustain": 0.2}


def compose(rng: Random) -> Song:
    """At least three parts, of different classes; every part has at least two notes."""
    groove, harmony = compose_groove(rng), compose_harmony(rng)
    tonic = rng.randrange(12)
    slow = rng.random() < 0.3
    song = Song(bpm=rng.uniform(68, 100) if slow else rng.uniform(95, 176), tonic=tonic, minor=harmony.minor)
    writers = (
        lambda: drums(rng, groove, harmony),
        lambda: percussion(rng, groove, harmony),
        lambda: bass(rng, groove, harmony, tonic),
        lambda: comping(rng, groove, harmony, tonic, rng.randint(52, 66), KEYS),
        lambda: comping(rng, groove, harmony, tonic, rng.randint(48, 60), GUITAR),
        lambda: comping(rng, groove, harmony, tonic, rng.randint(54, 70), STRINGS)
        if rng.random() < 0.8
        else melody(rng, groove, harmony, tonic, rng.randint(62, 74), 0.3),
        lambda: comping(rng, groove, harmony, tonic, rng.randint(52, 66), BRASS)
        if rng.random() < 0.75
        else melody(rng, groove, harmony, tonic, rng.randint(58, 68), 0.5),
        lambda: melody(rng, groove, harmony, tonic, rng.randint(64, 80), rng.uniform(0.2, 0.9)),
        lambda: sustained(rng, groove, harmony, tonic, rng.randint(50, 66)),
        lambda: melody(rng, groove, harmony, tonic, rng.randint(56, 72), rng.uniform(0.2, 0.7)),
    )
    while len(song.parts) < 3:
        song.parts = []
        for class_id, write in enumerate(writers):
            if rng.random() < PRESENCE[class_id]:
                notes = [n for n in write() if 0 <= n.start < 16]
                if len(notes) >= 2:
                    song.parts.append(Part(class_id, notes))
    return song
