"""Drum and bass: two-step and break at 170, reese below, slow harmony above."""

from instruments import effects as fx
from instruments.drums import RIM, Hat, Kick, Shaker, Snare, Stack
from instruments.equaliser import eq
from instruments.synth import Subtractive
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import BELL, BRASS, CHOIR, DROPLET, ELECTRIC, GLASS, GRAND, STRINGS, SUB, SUPERSAW, TINE, WARM, piece

FAMILY = Family("dnb", "Signal Fire", "drum and bass", 170, "Cm", "Drum and bass in C minor: two-step, rolling breaks, reese, wide chords.",
                Groove(swing=0.525, loose=0.8, lean={"hat": 1, "keys": 3}))
stem = FAMILY.stem

CHORDS = "Cm9*2 Abmaj7*1 Gm7*1"
LONG = "Cm9*2 Abmaj7*1 Gm7*1 Cm9*2 Fm9*1 Gm7*1"
KICK = Kick(56, 220, 0.018, 0.07, 0.26, click=0.5, drive=2.6)
SNARE = Stack((Snare(205, 0.5, 0.06, 2600, 0.35, 2.2), piece(16, 40, 0.3, 0.5)))
GHOST = piece(0, 38, 0.16, 0.8, 0.0, ("high", 250))
HAT = Hat(0.014, 0.1, 0.5, 7800, 0.12)
RIDE = piece(0, 51, 0.5, 0.6, 0.25, ("high", 2500))
REESE = Subtractive((("saw", 0, 1.0), ("saw", 0.12, 1.0)), voices=2, detune=16, spread=0.35, cutoff=1100, sweep=0.8, resonance=0.15,
                    shape=(0.1, 0.5, 0.6, 0.1), amp=(0.01, 0.3, 0.95, 0.06), drive=1.6, glide=0.08)


def bus(x, seed):
    return fx.compress(fx.reverb(x, 0.35, 0.08, seed=seed), -13, 3, 0.004, 0.07)


@stem("drums", "twostep", "Two-Step Beacon", 2, "two-step", "driving")
def _(s):
    x = s.hits(KICK, "X.........X.....|X..x......X.....", 1.0) + s.hits(SNARE, "....X.......X...", 0.95) + s.hits(GHOST, ".......o.o.....o|.......o.o....oo", 0.5)
    x += s.hits(HAT, "x.x.x.x.x.x.x.x.|x.x.x.x.x.x.x.xo", 0.5, "hat") + s.hits(RIDE, "x...x...x...x...", 0.4, "hat")
    return bus(x, 211)


@stem("drums", "break", "Jungle Telegraph", 4, "breakbeat", "jungle")
def _(s):
    kick, snare, hat = piece(8, 36, 0.25, 1.1), piece(8, 40, 0.25, 1.1), piece(8, 42, 0.12, 0.8)
    x = s.hits(kick, "X.X.......XX....|X.X.......X.....|X.X.......X.....|..X.......X.....", 1.0)
    x += s.hits(snare, "....X..o.o..X..o|....X..o.o..X..o|....X..o.o....X.|.o..X..o.o....X.", 0.9)
    x += s.hits(hat, "x.x.x.x.x.x.x.x.", 0.7, "hat") + s.hits(piece(8, 49, 1.2, 0.5), "X...............|................|................|..........x.....", 0.4)
    x = eq(fx.saturate(x, 6), ("high", 60), ("peak", 220, 0.8, 2))
    return bus(x + 0.6 * s.hits(KICK, "X.........X.....|X.........X.....|X.........X.....|..........X.....", 1.0), 212)



@stem("percussion", "shuffle", "Rolling Tops", 2, "tops", "shuffle")
def _(s):
    x = s.hits(Shaker(0.01, 0.016, 7200, 0.3), "x-X-x-X-x-X-x-X-", 0.7) + s.hits(RIM, "...x..x...x..x..|...x..x..x...x.x", 0.4) + s.hits(piece(0, 54, 0.3, 0.7, -0.3), "....x.......x...", 0.5)
    return fx.reverb(x, 0.5, 0.14, seed=214)



@stem("bass", "reese", "Lighthouse Reese", 4, "reese", "dark")
def _(s):
    x = s.line(REESE, """
        C2! - - - - - - - - - C2 - - - Eb2~ -
        C2! - - - - - - - - - . . G1 - Bb1~ -
        Ab1! - - - - - - - - - Ab1 - - - C2~ -
        G1! - - - - - - - - - . . Bb1~ - D2~ -""", gate=0.98)
    low = s.line(SUB, "C1! - - - - - - - - - C1 - - - - - | C1! - - - - - - - - - . . G0 - - - | Ab0! - - - - - - - - - Ab0 - - - - - | G0! - - - - - - - - - . . Bb0 - D1 -", 1.0, octave=0)
    return fx.saturate(fx.sweep(eq(x, ("high", 90)), "low", 300, 3600, 0.35, 1.3), 6) + 0.8 * fx.saturate(low, 4)


@stem("bass", "roller", "Night Roller", 2, "rolling", "sub")
def _(s):
    voice = SUB.with_(oscillators=(("sine", 0, 1.0), ("saw", 0, 0.25)), cutoff=500, amp=(0.003, 0.2, 0.8, 0.04))
    x = s.line(voice, "C2! - . C2_ . . Eb2 - . C2 . G1 - . Bb1 - | C2! - . C2_ . . F2 - . Eb2 . C2 - . G1~ -", gate=0.9)
    return fx.saturate(x, 8)



@stem("keys", "stabs", "Tunnel Rhodes", 4, "stabs", "liquid")
def _(s):
    x = s.chords(TINE, CHORDS, "X=====..x==.....|..x===..x==.x=..", 63, 4, role="keys", strum=3)
    return fx.reverb(fx.delay(fx.saturate(fx.tremolo(x, 5.6, 0.25), 4), s.seconds(6), 0.35, 0.22), 1.6, 0.2, seed=216)


@stem("keys", "piano", "Sunrise Piano", 8, "piano", "uplifting")
def _(s):
    x = s.chords(GRAND, LONG, "X=....X=..X=....|X=....X=..X=..x.", 66, 4, bass=2, gate=0.95, role="keys", strum=2)
    return fx.reverb(fx.compress(eq(x, ("high", 130), ("peak", 2800, 0.8, 3)), -22, 3), 1.8, 0.22, seed=217)


@stem("guitar", "harmonics", "Pylon Harmonics", 4, "ambient", "clean")
def _(s):
    x = s.line(ELECTRIC, "G5! - - - - - D5 - - - - - Eb5 - - - | . . . . Bb4 - - - - - C5 - - - - - | G5! - - - - - C5 - - - - - Eb5 - - - | . . . . Bb4 - - - F5 - - - D5 - - -", gate=1.2, loose=3)
    return fx.reverb(fx.delay(fx.chorus(eq(x, ("high", 250)), 0.6, 2.5, 0.5), s.seconds(6), 0.45, 0.4), 2.4, 0.3, seed=218)


@stem("strings", "soar", "Cliff Edge Strings", 8, "sustained", "cinematic")
def _(s):
    x = s.voices(STRINGS, LONG, 3, 66) + s.line(STRINGS, """
        G5 - - - - - - - - - - - - - - - - - - - - - - - F5 - - - Eb5 - - -
        Eb5 - - - - - - - - - - - - - - - D5 - - - - - - - F5 - - - D5 - - -
        G5 - - - - - - - - - - - - - - - - - - - - - - - Bb5 - - - G5 - - -
        Ab5 - - - - - - - - - - - - - - - F5 - - - - - - - D5 - - - - - - -""", 0.7)
    return fx.reverb(eq(x, ("high", 240)), 2.4, 0.28, seed=219)


@stem("brass", "alarm", "Beacon Brass", 4, "stabs", "epic")
def _(s):
    x = s.chords(BRASS, "Cm*2 Ab*1 Gm*1", "X==...X==.......|................|X==...X==.......|X==...X==.X==.x.", 60, 3, gate=0.85, bass=2)
    return fx.reverb(fx.compress(fx.saturate(x, 5), -18, 3), 1.6, 0.22, seed=220)


@stem("lead", "saw", "Flare", 4, "supersaw", "anthem")
def _(s):
    x = s.line(SUPERSAW.with_(glide=0.06, cutoff=3000), """
        G4! - - - Eb5 - - - D5 - - - C5 - Bb4 -
        C5 - - - - - G4 - Bb4 - - - C5 - D5 -
        Eb5! - - - G5 - - - F5 - - - Eb5 - C5 -
        D5 - - - - - Bb4 - F5 - - - D5 - Bb4 -""")
    return fx.reverb(fx.delay(eq(x, ("high", 220)), s.seconds(6), 0.35, 0.25), 2.0, 0.22, seed=221)


@stem("lead", "pluck", "Morse Pluck", 2, "pluck", "sequence")
def _(s):
    x = s.line(DROPLET.with_(sweep=3.4), "C5! . G4 . . Eb5 . C5 . . G4 . Bb4 . . D5 | C5! . G4 . . F5 . Eb5 . . C5 . Bb4 . G4 .", loose=0)
    return fx.reverb(fx.delay(x, s.seconds(3), 0.45, 0.4), 1.6, 0.2, seed=222)


@stem("pad", "liquid", "Liquid Horizon", 8, "warm", "liquid")
def _(s):
    x = s.voices(WARM.with_(cutoff=1500), LONG, 4, 61) + 0.3 * s.voices(GLASS, LONG, 3, 70)
    return fx.reverb(fx.chorus(eq(x, ("high", 170)), 0.4, 3.5), 2.8, 0.28, seed=223)


@stem("voice", "diva", "Radio Diva", 4, "vocal-chops", "hook")
def _(s):
    diva = Formant("aou", size=1.1, morph=0.2, vibrato=0.3, scoop=(-2, 0.08), amp=(0.02, 0.3, 0.85, 0.15))
    chop = Formant("a", size=1.14, vibrato=0, scoop=(-1, 0.03), amp=(0.005, 0.1, 0.5, 0.05))
    x = s.line(diva, "G4! - - - - - - - . . Eb5 - D5 - C5 - | . . . . . . . . . . . . . . . . | C5! - - - - - - - . . Eb5 - F5 - G5 - | . . . . . . . . . . . . . . . .")
    x += s.line(chop, ". . . . . . . . . . . . . . . . | G4! . . G4 . Bb4 . . C5 . . G4 . . Bb4 . | . . . . . . . . . . . . . . . . | D5! . . D5 . Bb4 . . F5 . . D5 . . Bb4 .")
    return fx.reverb(fx.delay(eq(fx.saturate(x, 3), ("high", 260), ("peak", 2800, 0.8, 4)), s.seconds(6), 0.4, 0.32), 2.0, 0.26, seed=224)


@stem("voice", "choir", "Fog Choir", 8, "choir", "atmosphere")
def _(s):
    x = s.voices(CHOIR, LONG, 3, 62) + 0.15 * s.voices(BELL, LONG, 3, 74, rhythm="X=======........")
    return fx.reverb(eq(x, ("high", 200)), 3.0, 0.34, seed=225)
