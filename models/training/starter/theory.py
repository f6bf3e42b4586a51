"""Note names, chord symbols, voicings."""

import itertools
import re

LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
SHAPES = {
    "": (0, 4, 7), "m": (0, 3, 7), "5": (0, 7, 12), "sus2": (0, 2, 7), "sus4": (0, 5, 7),
    "6": (0, 4, 7, 9), "m6": (0, 3, 7, 9), "7": (0, 4, 7, 10), "maj7": (0, 4, 7, 11), "m7": (0, 3, 7, 10),
    "7sus4": (0, 5, 7, 10), "m7b5": (0, 3, 6, 10), "dim7": (0, 3, 6, 9), "add9": (0, 4, 7, 14), "madd9": (0, 3, 7, 14),
    "9": (0, 4, 10, 14), "maj9": (0, 4, 11, 14), "m9": (0, 3, 10, 14), "69": (0, 4, 9, 14), "m69": (0, 3, 9, 14),
    "9sus4": (0, 5, 10, 14), "11": (0, 10, 14, 17), "m11": (0, 3, 10, 17), "13": (0, 4, 10, 21), "7b9": (0, 4, 10, 13),
    "7#9": (0, 4, 10, 15), "maj7#11": (0, 4, 11, 18), "m7add11": (0, 3, 10, 17), "maj13": (0, 4, 11, 21),
    "7b13": (0, 4, 10, 20), "m9b5": (0, 3, 6, 14),
}


def pitch_class(name):
    return (LETTERS[name[0]] + name.count("#") - name[1:].count("b")) % 12


def note(name):
    """'A1' -> 33, 'F#3' -> 54, 'Bb2' -> 46 (C4 = 60)."""
    letter, octave = re.fullmatch(r"([A-G][#b]*)(-?\d)", name).groups()
    shift = letter.count("#") - letter[1:].count("b")
    return LETTERS[letter[0]] + shift + 12 * (int(octave) + 1)


def chord(symbol):
    """'Am9/E' -> (bass pitch class, root pitch class, offsets above the root)."""
    symbol, _, bass = symbol.partition("/")
    root, shape = re.fullmatch(r"([A-G][#b]?)(.*)", symbol).groups()
    return pitch_class(bass or root), pitch_class(root), SHAPES[shape]


def voicings(symbols, centre, spread=14, size=None, top=None):
    """Close voicings led from chord to chord (and from the last back to the first) with least movement.

    `centre` is the MIDI pitch the hands hover over; `size` limits the notes, dropping the fifth, then the root;
    `top` pins the highest pitch of the first chord.
    """
    choices = []
    for symbol in symbols:
        _, root, shape = chord(symbol)
        tones = list(dict.fromkeys((root + s) % 12 for s in shape))
        for drop in ((root + 7) % 12, root):
            if size and len(tones) > size and drop in tones:
                tones.remove(drop)
        spots = [[p for p in range(centre - spread, centre + spread + 1) if p % 12 == t] for t in tones]
        options = {tuple(sorted(o)) for o in itertools.product(*spots)}
        options = [o for o in options if o[-1] - o[0] <= 19 and not _muddy(o)]
        choices.append(sorted(options) or [tuple(sorted(s[len(s) // 2] for s in spots))])
    first = min(choices[0], key=lambda o: (abs(o[-1] - top) * 3 if top else 0) + abs(sum(o) / len(o) - centre) + _lumps(o))
    path = [first]
    for options in choices[1:]:
        path.append(min(options, key=lambda o: _cost(path[-1], o, first, centre)))
    return path


def _cost(before, notes, first, centre):
    return _move(before, notes) + 0.35 * abs(sum(notes) / len(notes) - centre) + 0.1 * _move(notes, first) + _lumps(notes)


def _lumps(notes):
    """Stacked seconds and wide holes inside a hand sound worse than a little movement: about half steps of cost."""
    gaps = [b - a for a, b in zip(notes, notes[1:])]
    seconds = sum(g <= 2 for g in gaps)
    return 1.5 * seconds**2 + sum(max(0, g - 7) for g in gaps)


def _muddy(notes):
    """Seconds at the bottom, or half steps anywhere below middle C, make mud."""
    gaps = [b - a for a, b in zip(notes, notes[1:])]
    low = any(g < 3 and n < 52 for g, n in zip(gaps, notes))
    return low or (len(gaps) > 0 and gaps[-1] == 1) or any(g == 1 and n < 58 for g, n in zip(gaps, notes))


def _move(a, b):
    return sum(min(abs(x - y) for y in b) for x in a) + sum(min(abs(x - y) for x in a) for y in b)
