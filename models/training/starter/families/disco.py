"""Disco: sixteenth-note hats, octave bass, chanking guitar, strings that run up into the next bar."""

from instruments import effects as fx
from instruments.drums import CONGA_HIGH, CONGA_LOW, CONGA_SLAP, COWBELL, TOM_HIGH, TOM_LOW, Clap, Kick, Stack
from instruments.equaliser import eq
from instruments.synth import Filtered, Subtractive
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import (
    BRASS, CHANK, CLAVINET, CLEAN, FINGER, GRAND, OOHS, STACCATO, STRINGS, TINE, TRUMPET, piece,
)

FAMILY = Family("disco", "Mirror Street", "disco", 118, "C", "Disco in C major: octave bass, chanking guitar, strings and horns.",
                Groove(swing=0.515, loose=3.0, lean={"snare": 3, "guitar": 2, "horns": 6, "conga": 4}))
stem = FAMILY.stem

CHORDS = "Fmaj9 G6 Em7 Am7"
FLOOR = "X...X...X...X..."
KICK = Stack((Kick(56, 150, 0.025, 0.07, 0.3, click=0.35, drive=1.8), piece(0, 36, 0.25, 0.5)))
SNARE = Stack((piece(8, 40, 0.35, 0.9), Clap(1400, 0.04, 0.3, 3, 0.35)))
HAT = piece(0, 42, 0.12, 0.8, 0.2, ("high", 3000))
OPEN = piece(0, 46, 0.32, 0.9, 0.2, ("high", 2500))


def glue(x, seed):
    return fx.compress(fx.reverb(x, 0.45, 0.1, seed=seed), -15, 3, 0.008, 0.1)


@stem("drums", "floor", "Glitter Floor", 2, "four-on-the-floor", "open-hats")
def _(s):
    x = s.hits(KICK, FLOOR, 1.0, loose=1)
    x += s.hits(SNARE, "....X.......X...|....X.......X..o", 0.8, "snare")
    x += s.hits(OPEN, "..X...X...X...X.", 0.46)
    x += s.hits(HAT, "x..ox..ox..ox..o", 0.42)
    return glue(x, 51)


@stem("drums", "sixteen", "Sixteen Sequins", 2, "busy", "sixteenths")
def _(s):
    x = s.hits(KICK, FLOOR, 1.0, loose=1)
    x += s.hits(SNARE, "....X.......X...|....X..o....X.oo", 0.8, "snare")
    x += s.hits(HAT, "x-x-x-x-x-x-x-x-|x-x-x-x-x-x-x-..", 0.58, shape=(1, 0.75, 0.9, 0.75))
    x += s.hits(OPEN, "................|..............X.", 0.5)
    x += s.hits(TOM_HIGH, "................|.........x......", 0.5) + s.hits(TOM_LOW, "................|..........x.....", 0.5)
    return glue(x, 52)


@stem("percussion", "congas", "Boulevard Congas", 2, "latin", "hand-drums")
def _(s):
    x = s.hits(CONGA_HIGH, "o.x.o..xo.x.o.xx|o.x.o..xo.x.oox.", 0.8, "conga")
    x += s.hits(CONGA_LOW, "....x.........x.|....x..x......x.", 0.8, "conga")
    x += s.hits(CONGA_SLAP, "..o...x...o...x.|..o...x...o.....", 0.4, "conga")
    return fx.reverb(eq(x, ("high", 120)), 0.7, 0.18, seed=53)


@stem("percussion", "bell", "Cowbell and Silver", 1, "tops", "bright")
def _(s):
    x = s.hits(COWBELL, "x...x.x.x...x.x.", 0.5)
    x += s.hits(piece(0, 54, 0.4, 0.8, 0.35), "o.x.X.x.o.x.X.x.", 0.7)
    return fx.reverb(x, 0.6, 0.15, seed=54)



@stem("bass", "octaves", "Platform Octaves", 4, "octaves", "driving")
def _(s):
    x = s.line(FINGER, """
        F1! . F2_ . F1 . F2_ . F1! . F2_ . F1 . A1 F2_
        G1! . G2_ . G1 . G2_ . G1! . G2_ . G1 . D2 G2_
        E1! . E2_ . E1 . E2_ . E1! . E2_ . E1 . G1 B1_
        A1! . A2_ . A1 . A2_ . A1! . A2_ . G1 . F#1 E1_""", gate=0.8)
    return fx.compress(fx.saturate(eq(x, ("peak", 900, 0.8, 4), ("low", 4200)), 4), -18, 4)


@stem("bass", "syncopated", "Roller Rink Bass", 4, "syncopated", "melodic")
def _(s):
    x = s.line(FINGER, """
        F1! - . F1_ . C2 . D2_ F2! - . C2 . A1 G1_ F1
        G1! - . G1_ . D2 . E2_ G2! - . D2 . B1 A1_ G1
        E1! - . E1_ . B1 . D2_ E2! - . B1 . G1 F#1_ E1
        A1! - . A1_ . E2 . G2_ A2! - G2 E2 . C2 B1_ G1""", gate=0.85)
    return fx.compress(fx.saturate(eq(x, ("peak", 1100, 0.8, 4), ("low", 4200)), 4), -18, 4)


@stem("keys", "piano", "Gospel Piano Lift", 4, "piano", "uplifting")
def _(s):
    x = s.chords(GRAND, CHORDS, "X.x..x.xX.x..x.x|X.x..x.xX.x.x.x.", 67, 4, bass=2, gate=0.6, strum=2)
    x = fx.compress(eq(x, ("high", 160), ("peak", 2800, 0.8, 4)), -22, 3)
    return fx.reverb(x, 0.9, 0.14, seed=56)


@stem("keys", "clav", "Sticky Clav", 4, "funky", "rhythm")
def _(s):
    x = s.chords(CLAVINET, CHORDS, "x.o-x.ox.ox.x-o.|x.o-x.ox.ox.xxox", 60, 3, gate=0.5, loose=2)
    x = fx.sweep(fx.saturate(x, 4), "band", 500, 2400, 1.0, 1.6) + 0.6 * eq(x, ("high", 300))
    return fx.chorus(x, 0.8, 1.5, 0.3)


@stem("keys", "rhodes", "Velour Tines", 4, "chords", "warm")
def _(s):
    x = s.chords(TINE, CHORDS, "X====.x=..x=....|X====.x=..x=.x=.", 63, 4, strum=3)
    return fx.reverb(fx.chorus(fx.saturate(x, 3), 0.9, 2.0, 0.5), 1.0, 0.14, seed=57)


@stem("guitar", "chank", "Chank Street", 4, "rhythm", "funky")
def _(s):
    strokes = "x.ox.ox.x.ox.oxo|x.ox.ox.x.oxxoxo"
    x = s.chords(CHANK, CHORDS, strokes, 69, 4, gate=0.4, role="guitar", strum=5)
    x += 0.5 * s.chords(CLEAN, CHORDS, strokes, 69, 4, gate=0.4, role="guitar", strum=5)
    x = fx.compress(eq(x, ("high", 280), ("peak", 2200, 0.8, 1)), -22, 4)
    return fx.reverb(fx.chorus(x, 0.7, 1.2, 0.35), 0.6, 0.1, seed=58)


@stem("guitar", "muted", "Palm Trees Line", 4, "single-note", "muted")
def _(s):
    pick = Filtered(CHANK, (("low", 3800, 0.7),))
    x = s.line(pick, """
        C5_! . C5_ A4_ . C5_ . D5_ . C5_ . A4_ . G4_ A4_ .
        D5_! . D5_ B4_ . D5_ . E5_ . D5_ . B4_ . A4_ B4_ .
        B4_! . B4_ G4_ . B4_ . D5_ . B4_ . G4_ . E4_ G4_ .
        C5_! . C5_ A4_ . C5_ . E5_ . D5_ . C5_ . A4_ G4_ .""", role="guitar")
    return fx.delay(eq(fx.compress(x, -22, 3), ("high", 260)), s.seconds(3), 0.3, 0.2)


@stem("strings", "runs", "Saturday Strings", 4, "runs", "uplifting")
def _(s):
    x = s.line(STACCATO, """
        A5! - - - - . . . . . . . C5 D5 E5 F5
        G5! - - - - . . . . . . . D5 E5 F#5 G5
        B5! - - - - . . . . . . . B4 D5 E5 G5
        A5! - - . G5 - . E5 - . C5 D5 E5 G5 A5 B5""", octave=0)
    x += s.line(STRINGS, "A4 - - - - . . . . . . . . . . . | B4 - - - - . . . . . . . . . . . | G4 - - - - . . . . . . . . . . . | C5 - - - - - - - - - . . . . . .", 0.7)
    return fx.reverb(eq(x, ("high", 300), ("peak", 3200, 0.8, 2)), 1.6, 0.26, seed=59)



@stem("brass", "hits", "Spotlight Horns", 4, "stabs", "riff")
def _(s):
    x = s.chords(BRASS, CHORDS, "X..x............|X..x......x.x...", 66, 3, top=69, gate=0.6, role="horns")
    x += s.line(TRUMPET, ". . . . . . . . . . . . . . . . | . . . . . . . . . . D5 . E5 . G5 - | . . . . . . . . . . . . . . . . | . . . . . . . . A4! . C5 . D5 E5 . G4", 0.7, "horns")
    return fx.reverb(eq(fx.compress(x, -20, 3), ("high", 200)), 0.9, 0.18, seed=61)



@stem("lead", "synth", "Laser Rollerskate", 4, "synth", "bright")
def _(s):
    voice = Subtractive((("saw", 0, 0.8), ("square", -12, 0.4)), voices=2, detune=6, spread=0.3, cutoff=1500, sweep=1.8,
                        resonance=0.3, shape=(0.004, 0.3, 0.3, 0.1), amp=(0.004, 0.3, 0.8, 0.1), glide=0.05,
                        vibrato=(0.12, 5.6, 0.25))
    x = s.line(voice, """
        . . . . . . A4! C5 . A4 G4 . A4 - - -
        . . . . . . B4! D5 . B4 A4 . G4 - - -
        . . . . . . G4! B4 . G4 E4 . G4 - - -
        A4! . C5 . D5~ - E5~ - G5~ - E5 . D5 C5 A4 -""")
    return fx.reverb(fx.delay(fx.saturate(x, 3), s.seconds(3), 0.3, 0.22), 1.0, 0.14, seed=63)


@stem("voice", "backing", "Backing Trio", 4, "choir", "answer")
def _(s):
    trio = Formant("ou", singers=3, morph=0.12, drift=8, vibrato=0.16, amp=(0.03, 0.3, 0.85, 0.15), size=1.05)
    parts = (
        "A4! - - C5 - - - - . . . . . . . . | B4! - - D5 - - - - . . . . . . . . | B4! - - G4 - - - - . . . . . . . . | C5! - - E5 - - D5 - C5 - - - . . . .",
        "F4 - - A4 - - - - . . . . . . . . | G4 - - B4 - - - - . . . . . . . . | G4 - - E4 - - - - . . . . . . . . | A4 - - C5 - - B4 - A4 - - - . . . .",
        "C5 - - E5 - - - - . . . . . . . . | D5 - - G5 - - - - . . . . . . . . | D5 - - B4 - - - - . . . . . . . . | E5 - - A5 - - G5 - E5 - - - . . . .",
    )
    x = sum(s.line(trio, part, 0.6, "horns") for part in parts)
    x += 0.3 * sum(s.line(OOHS, part, 0.5, "horns") for part in parts)
    return fx.reverb(eq(x, ("high", 260), ("peak", 3000, 0.9, 3)), 1.4, 0.22, seed=64)
