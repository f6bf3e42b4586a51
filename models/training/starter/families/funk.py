"""Funk: everything on the one, ghost notes between, parts that leave each other room."""

from instruments import effects as fx
from instruments.drums import CONGA_HIGH, CONGA_LOW, CONGA_SLAP, COWBELL, Kick, Stack
from instruments.equaliser import eq
from instruments.synth import Organ
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import CHANK, CLAVINET, CLEAN, FINGER, SLAP, STACCATO, STRINGS, TENOR, TROMBONE, TRUMPET, WARM, piece

FAMILY = Family("funk", "Greasy Spoon", "funk", 104, "Em", "Funk in E minor: ghost notes, slap and wah, horns that answer.",
                Groove(swing=0.54, loose=3.0, lean={"snare": 5, "horns": 1, "guitar": 2, "keys": 4, "bass": 3}))
stem = FAMILY.stem

VAMP = "Em9 A13"
KICK = Stack((Kick(58, 140, 0.02, 0.06, 0.25, click=0.4, drive=1.6), piece(0, 36, 0.3, 0.8)))
SNARE = piece(0, 38, 0.35, 1.1)
GHOST = piece(0, 38, 0.2, 0.75, 0.0, ("low", 7000))
HAT = piece(0, 42, 0.12, 0.85, 0.2, ("high", 2500))
OPEN = piece(0, 46, 0.35, 0.9, 0.2, ("high", 2200))


def kit(s, x, seed):
    return fx.compress(fx.reverb(eq(x, ("peak", 350, 0.9, -2)), 0.4, 0.12, seed=seed), -16, 4, 0.006, 0.1)


@stem("drums", "onetheone", "On the One", 2, "ghost-notes", "pocket")
def _(s):
    x = s.hits(KICK, "X.....x...x..x..|X.x...x...x.....", 1.0)
    x += s.hits(SNARE, "....X.......X...|....X.......X...", 0.95, "snare")
    x += s.hits(GHOST, ".......o.o.....o|.......o.o.o..oo", 0.8, "snare")
    x += s.hits(HAT, "x-x-x-x-x-x-x-x-|x-x-x-x-x-x-x-..", 0.7, shape=(1, 0.6, 0.8, 0.6)) + s.hits(OPEN, "................|..............X.", 0.7)
    return kit(s, x, 111)


@stem("drums", "halftime", "Sidewalk Strut", 2, "syncopated", "open-hats")
def _(s):
    x = s.hits(KICK, "X..x......X..x..|X..x..x...X.....", 1.0)
    x += s.hits(SNARE, "....X.......X...|....X..o....X..f", 0.95, "snare") + s.hits(GHOST, ".o....o..o....o.|.o.......o....o.", 0.8, "snare")
    x += s.hits(piece(0, 51, 0.8, 0.6, 0.3), "X.x.X.x.X.x.X.x.", 0.55) + s.hits(OPEN, "......X.........|......X...x.....", 0.6)
    return kit(s, x, 112)


@stem("percussion", "congas", "Stoop Congas", 2, "hand-drums", "latin")
def _(s):
    x = s.hits(CONGA_HIGH, "x.o.x.oxo.x.o.x.|x.o.x.oxo.x.oxx.", 0.8) + s.hits(CONGA_LOW, "......x.......xx|......x.....x...", 0.85)
    return fx.reverb(eq(x + s.hits(CONGA_SLAP, "....x.......x...", 0.5), ("high", 120)), 0.6, 0.16, seed=113)


@stem("percussion", "cowbell", "Grill Timer", 1, "cowbell", "tambourine")
def _(s):
    x = s.hits(COWBELL, "x..x..x...x.x...", 0.55) + s.hits(piece(0, 54, 0.4, 0.9, 0.3), "..o.X.o...o.X.oo", 0.7)
    return fx.reverb(x, 0.5, 0.14, seed=114)


@stem("bass", "slap", "Thumb Tax", 2, "slap", "syncopated")
def _(s):
    x = s.line(SLAP, "E1! - . E2_ . . G1 A1 . E1_ . D2 E2_! . B1 D2 | A1! - . A2_! . . G1 F#1 . E1_ . A1 . G1 F#1 D1", role="bass", gate=0.75)
    return fx.compress(fx.saturate(eq(x, ("peak", 80, 0.8, 3), ("peak", 2600, 0.8, 3)), 3), -20, 5, 0.004, 0.1)


@stem("bass", "finger", "Low Gravy", 2, "fingered", "pocket")
def _(s):
    x = s.line(FINGER, "E1! - - . . . E1_ G1 . . A1 . B1 . D2_ E2 | A1! - - . . . A1_ C#2 . . E2 . D2_ B1 A1 G1", role="bass", gate=0.85)
    return fx.compress(fx.saturate(eq(x, ("peak", 850, 0.8, 4), ("low", 3800)), 4), -20, 4)



@stem("keys", "clav", "Corner Booth Clav", 2, "clavinet", "wah")
def _(s):
    x = s.line(CLAVINET, "E3! . G3_ . A3_ E3, . D4_! . E4_ D4_ . B3 . A3_ G3_ | A3! . G3_ . A3_ E3, . C#4_! . E4_ D4_ . B3_ A3 G3_ D3_", role="keys", gate=0.6)
    x += 0.7 * s.chords(CLAVINET, "Em7 A7", "..o..x...o..x.o.", 64, 3, gate=0.35, role="keys")
    return fx.saturate(fx.sweep(x, "band", 420, 2600, 2.0, 1.4) + 0.7 * eq(x, ("high", 250)), 5)


@stem("keys", "organ", "Sunday Shoes Organ", 2, "organ", "comping")
def _(s):
    voice = Organ((0.8, 0.4, 1, 0.3, 0.1, 0, 0, 0, 0.2), click=0.3, percussion=0.9)
    x = s.chords(voice, VAMP, "...x..x.....x=..|...x..x...x=====", 64, 4, gate=0.7, role="keys")
    x = fx.tremolo(fx.chorus(fx.saturate(x, 6), 6.2, 0.35, 0.5), 6.2, 0.3)
    return fx.reverb(x, 0.8, 0.14, seed=115)



@stem("guitar", "scratch", "Scratch Ticket", 2, "rhythm", "sixteenths")
def _(s):
    strokes = "..ox.oxo..ox.o.x|..ox.oxo.xox.oxo"
    x = s.chords(CHANK, "Em9 A9", strokes, 70, 3, gate=0.35, role="guitar", strum=5) + 0.6 * s.chords(CLEAN, "Em9 A9", strokes, 70, 3, gate=0.35, role="guitar", strum=5)
    return fx.reverb(fx.compress(eq(x, ("high", 300), ("peak", 2200, 0.8, 1)), -22, 4), 0.5, 0.1, seed=117)


@stem("guitar", "wah", "Cab Ride Wah", 2, "wah", "riff")
def _(s):
    x = s.line(CLEAN, "E4! . . D4_ . E4_ . G4 . E4_ . D4_ . B3_ D4 . | E4! . . D4_ . E4_ . A4 - G4_ . E4_ . D4_ B3 A3", role="guitar", gate=0.7)
    wah = fx.sweep(x, "band", 450, 2400, 1.73, 3.0, 0.0)
    return fx.delay(fx.compress(fx.saturate(wah + 0.25 * x, 6), -22, 3), s.seconds(3), 0.2, 0.12)


@stem("strings", "chase", "Car Chase Strings", 4, "riff", "cinematic")
def _(s):
    x = s.line(STACCATO, """
        B4_! . . B4_ D5_ . E5 - - - . . . . . .
        . . . . . . . . C#5_ . D5_ . E5_ F#5_ G5 -
        B5_! . . B5_ A5_ . G5 - - - . . . . . .
        . . . . . . E5_ G5_ A5_ . G5_ . E5_ D5_ B4 -""", role="horns")
    x += s.line(STRINGS, "E4 - - - - - - - - - - - - - - - | E4 - - - - - - - - - - - - - - - | G4 - - - - - - - - - - - - - - - | G4 - - - - - - - - - - - - - - -", 0.5)
    return fx.reverb(eq(x, ("high", 240), ("peak", 2800, 0.8, 3)), 1.2, 0.2, seed=118)


@stem("brass", "riff", "Three-Piece Suits", 4, "riff", "tight")
def _(s):
    parts = (
        "E5_! . D5_ . . B4_ . D5 - - . . . . . . | . . . . . . . . . . . . G4_ A4_ B4_ D5_ | E5_! . D5_ . . B4_ . D5 - - . . . . . . | . . . . A4_ . . G4_ . . A4 - - - . .",
        "B4_! . A4_ . . F#4_ . A4 - - . . . . . . | . . . . . . . . . . . . G4_ A4_ B4_ D5_ | B4_! . A4_ . . F#4_ . A4 - - . . . . . . | . . . . E4_ . . C#4_ . . E4 - - - . .",
        "G4_! . F#4_ . . D4_ . F#4 - - . . . . . . | . . . . . . . . . . . . G3_ A3_ B3_ D4_ | G4_! . F#4_ . . D4_ . F#4 - - . . . . . . | . . . . C#4_ . . A3_ . . C#4 - - - . .",
    )
    x = s.line(TRUMPET, parts[0], 0.9, "horns") + s.line(TENOR, parts[1], 1.0, "horns") + s.line(TROMBONE, parts[2], 0.9, "horns")
    return fx.reverb(fx.compress(eq(x, ("high", 170), ("peak", 2400, 0.8, 2)), -20, 3), 0.7, 0.15, seed=119)



@stem("lead", "tenor", "Late Shift Tenor", 4, "saxophone", "solo")
def _(s):
    x = s.line(TENOR, """
        . . B4 D5 E5! - - D5_ . B4_ . A4 - . G4_ E4
        . . . . G4 A4 - C#5 - - B4 - A4 - - .
        . . E5 G5 A5! - - G5_ . E5_ . D5 - . B4_ D5
        E5 - D5_ B4_ A4 - G4_ A4_ E4 - - - - - . .""", role="horns", loose=6)
    return fx.reverb(fx.delay(fx.saturate(eq(x, ("peak", 1500, 0.8, 3)), 4), s.seconds(4), 0.25, 0.15), 1.1, 0.16, seed=121)



@stem("pad", "ensemble", "Neon Diner Pad", 2, "warm", "background")
def _(s):
    x = s.voices(WARM.with_(cutoff=1500, sweep=0.6), VAMP, 4, 62)
    return fx.reverb(fx.tremolo(fx.chorus(eq(x, ("high", 180)), 0.7, 2.5), 3.4, 0.25), 1.4, 0.18, seed=122)


@stem("voice", "shouts", "Get It Shouts", 2, "vocal-chops", "shouts")
def _(s):
    hey = Formant("ea", size=1.0, morph=0.07, vibrato=0, scoop=(-3, 0.05), amp=(0.004, 0.1, 0.7, 0.05), consonant=0.5, breath=0.12)
    ha = Formant("a", singers=2, size=0.95, vibrato=0, scoop=(2, 0.06), amp=(0.004, 0.09, 0.4, 0.05), breath=0.3, consonant=0.6)
    x = s.line(hey, ". . . . E4! . . . . . . . . . . . | . . . . . . . . . . . . . . . .") + s.line(ha, ". . . . . . . . . . . . . . D4! . | . . . . G4! . . D4 . . E4! - . . . .")
    return fx.reverb(eq(fx.saturate(x, 7), ("high", 260), ("peak", 2200, 0.8, 4)), 0.8, 0.2, seed=123)
