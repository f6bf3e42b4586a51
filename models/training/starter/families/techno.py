"""Techno: a kick with a rumble behind it, offbeat hats, one-note sequences that live by their filters."""

from instruments import effects as fx
from instruments.drums import RIM, WOOD, Clap, Hat, Kick, Shaker, Tone
from instruments.equaliser import eq
from instruments.samples import Sample
from instruments.synth import Fm, Subtractive
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import CHOIR, ELECTRIC, HORN, STRINGS, WARM

FAMILY = Family("techno", "Turbine Hall", "techno", 132, "Gm", "Techno in G minor: rumble, metal, dub stabs, patient sequences.",
                Groove(swing=0.52, loose=0.5))
stem = FAMILY.stem

FLOOR = "X...X...X...X..."
KICK = Kick(47, 230, 0.028, 0.1, 0.36, click=0.5, drive=3.2)
HAT = Hat(0.013, 0.1, 0.6, 8200, 0.1)
OPEN = Hat(0.07, 0.3, 0.6, 7600, -0.05)


def pump(s, x, depth=8, release=0.22):
    return fx.duck(x, s.onsets(FLOOR), depth, release)


@stem("drums", "warehouse", "Warehouse Four", 2, "four-on-the-floor", "hard")
def _(s):
    kick = s.hits(KICK, FLOOR, 1.0)
    rumble = pump(s, eq(fx.saturate(fx.reverb(kick, 0.9, 1.0, low=180, high=35, seed=91) - kick, 8), ("low", 110)), 14, 0.2)
    x = kick + 0.28 * rumble / (rumble.std() + 1e-9) * kick.std()
    x += s.hits(OPEN, "..x...x...x...x.", 0.75)
    x += s.hits(HAT, "x-x-x-x-x-x-x-x-", 0.42)
    clap = s.hits(Clap(1150, 0.05), "............X...|....X.......X...", 0.55)
    return x + fx.reverb(clap, 1.2, 0.3, seed=92)


@stem("drums", "stripped", "Concrete Stairs", 1, "four-on-the-floor", "minimal")
def _(s):
    x = s.hits(KICK, FLOOR, 1.0) + s.hits(HAT, "..X...X...X...X.", 0.7)
    return x + fx.delay(s.hits(RIM, "...........x....", 0.5), s.seconds(3), 0.45, 0.3)



@stem("percussion", "metal", "Scaffold", 2, "metallic", "polyrhythm")
def _(s):
    clang = Tone(420, ((1, 0.7, 0.05), (2.76, 0.5, 0.04), (5.4, 0.3, 0.03)), 0, 0.3, 0.4, 0.3, 0.7)
    x = s.hits(clang, "x..x..x..x..x..x|..x..x..x..x..x.", 0.7) + s.hits(WOOD, "..x.....x.x.....|..x.....x.x..x..", 0.6)
    return fx.delay(fx.reverb(x, 0.8, 0.25, seed=94), s.seconds(3), 0.35, 0.25)


@stem("percussion", "ride", "Steam Ride", 1, "tops", "driving")
def _(s):
    x = s.hits(Hat(0.12, 0.5, 0.75, 6000, 0.15), "..x...x...x...x.", 0.6) + s.hits(Shaker(0.015, 0.02, 7000, -0.25), "x-x-x-x-x-x-x-x-", 0.6)
    return fx.reverb(x, 0.6, 0.15, seed=95)


@stem("bass", "rumble", "Sub Station", 1, "sub", "offbeat")
def _(s):
    voice = Subtractive((("sine", 0, 0.9), ("saw", 0, 0.6)), cutoff=330, sweep=1.2, resonance=0.1, amp=(0.004, 0.2, 0.8, 0.05), drive=1.6)
    x = s.line(voice, ". . G1 G1 . . G1 G1, . . G1 G1 . . G1 Bb1,", gate=0.9)
    return pump(s, fx.saturate(x, 6), 9, 0.13)


@stem("bass", "sequence", "Piston Sequence", 2, "sequence", "driving")
def _(s):
    voice = Subtractive((("saw", 0, 0.8), ("square", -12, 0.5)), cutoff=240, sweep=2.4, resonance=0.45, shape=(0.001, 0.12, 0.05, 0.06),
                        amp=(0.002, 0.15, 0.7, 0.03), drive=1.8, glide=0.04)
    x = s.line(voice, ". G1 G1! . . G1 G2_ G1 . G1 G1! . . F1 G1 Bb1_ | . G1 G1! . . G1 G2_ G1 . G1 D2! . . C2 Bb1 F1_", gate=0.7, loose=0)
    return pump(s, fx.saturate(x, 6), 5, 0.1)


@stem("keys", "stab", "Fog Chord", 2, "dub-techno", "stabs")
def _(s):
    voice = Subtractive((("saw", 0, 1.0), ("square", 0, 0.3)), voices=3, detune=9, spread=0.7, cutoff=420, sweep=2.4, resonance=0.25,
                        shape=(0.002, 0.22, 0.02, 0.15), amp=(0.002, 0.35, 0.1, 0.2))
    x = s.chords(voice, "Gm9", "...X......x.....|...X..x.........", 62, 4, gate=0.8)
    x = fx.delay(x, s.seconds(3), 0.62, 0.55, low=2600, high=300)
    return fx.reverb(fx.sweep(x, "low", 700, 4200, 0.25, 0.8), 2.6, 0.3, seed=96)



@stem("guitar", "drone", "Girder Harmonics", 4, "texture", "delay")
def _(s):
    x = s.line(ELECTRIC, """
        G4! - - - - - . . . . D5 - - - . .
        . . . . . . Bb4! - - - - - . . . .
        F4! - - - - - . . . . C5 - - - . .
        . . . . . . D4! - - - - - . . A4, -""")
    x = fx.delay(fx.saturate(eq(x, ("high", 220)), 9), s.seconds(3), 0.6, 0.6, low=3500)
    return fx.reverb(x, 3.0, 0.4, seed=98)


@stem("strings", "tension", "Cold Storage Strings", 4, "tension", "sustained")
def _(s):
    x = s.line(STRINGS, "G5 - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - F5 - - - - - - - - - - - - - - - - - - - - - - - A5 - - - - - - -")
    x += s.line(STRINGS, "Bb4 - - - - - - - - - - - - - - - D5 - - - - - - - - - - - - - - - A4 - - - - - - - - - - - - - - - C5 - - - - - - - A4 - - - - - - -", 0.8)
    x = fx.tremolo(x, 8.8, 0.35, 0.25)
    return pump(s, fx.reverb(eq(x, ("high", 280)), 2.4, 0.3, seed=99), 4, 0.25)


@stem("brass", "horn", "Foghorn Signal", 4, "drone", "dark")
def _(s):
    hoover = Subtractive((("saw", 0, 0.8), ("saw", -12, 0.8), ("pulse", 7, 0.3)), voices=3, detune=16, spread=0.7, cutoff=700, sweep=1.4,
                         resonance=0.2, shape=(0.1, 0.5, 0.5, 0.3), amp=(0.05, 0.4, 0.9, 0.25), bend=(-4, 0.12))
    x = s.line(hoover, "G3! - - - - - . . . . . . . . . . | . . . . . . . . . . . . F3 - G3 - | Bb3! - - - - - . . . . . . . . . . | . . . . . . . . . . A3 - F3 - D3 -", 0.8)
    x += 0.7 * s.line(HORN, "G3! - - - - - . . . . . . . . . . | . . . . . . . . . . . . F3 - G3 - | Bb3! - - - - - . . . . . . . . . . | . . . . . . . . . . A3 - F3 - D3 -")
    return fx.reverb(fx.delay(x, s.seconds(3), 0.4, 0.25), 2.4, 0.3, seed=100)


@stem("lead", "acid", "Copper Acid", 2, "acid", "sequence")
def _(s):
    acid = Subtractive((("saw", 0, 1.0),), cutoff=300, sweep=3.2, resonance=0.8, shape=(0.001, 0.16, 0.02, 0.08), amp=(0.002, 0.2, 0.6, 0.03),
                       drive=2.2, glide=0.07, track=0.2)
    x = s.line(acid, "G3! G3, . Bb3_ G4~ . G3_ F3! . G3_ Bb3~ . C4! . D4_ . | G3! G3, . D4_ F4~ . G3_ F3! . G3_ Bb3~ . A3! G3~ . F3_", gate=0.85, loose=0)
    return fx.delay(fx.saturate(eq(x, ("high", 150)), 9), s.seconds(3), 0.35, 0.22)


@stem("lead", "blips", "Satellite Blips", 1, "sequence", "hypnotic")
def _(s):
    voice = Fm(((1, 1.41, 1.4, 0.06, 1.0, 0.16),), amp=(0.001, 0.3, 0, 0.08), detune=4, spread=0.3)
    x = s.line(voice, "D5! . G5, . . D5 . F5, . D5 . . C5 . D5, .", loose=0)
    return fx.reverb(fx.delay(x, s.seconds(3), 0.5, 0.45), 1.6, 0.2, seed=101)


@stem("pad", "drone", "Night Shift Drone", 4, "drone", "dark")
def _(s):
    x = s.voices(WARM.with_(cutoff=1400, detune=14), "Gm9*2 Ebmaj7*1 F6*1", 4, 58)
    x = fx.sweep(x, "low", 700, 6000, 0.14, 1.0)
    return pump(s, fx.reverb(fx.chorus(x, 0.3, 4.0), 3.0, 0.3, seed=102), 7, 0.26)


@stem("voice", "chant", "Control Room Chant", 2, "vocal-chops", "hypnotic")
def _(s):
    chant = Formant("oa", size=0.88, morph=0.07, vibrato=0, scoop=(0.8, 0.05), amp=(0.006, 0.14, 0.5, 0.05), consonant=0.4, breath=0.12)
    x = s.line(chant, "G3! . . G3 . . . . . . G3! . . Bb3 . . | G3! . . G3 . . . . . . F3! . . . . .", loose=0)
    x = fx.saturate(eq(x, ("high", 240), ("peak", 1800, 0.8, 4)), 8)
    return fx.reverb(fx.delay(x, s.seconds(3), 0.5, 0.35), 2.0, 0.25, seed=103)


@stem("voice", "choir", "Cathedral Loading Bay", 4, "choir", "dark")
def _(s):
    x = s.voices(CHOIR, "Gm*2 Eb*1 F*1", 3, 62) + 0.5 * s.voices(Formant("o", singers=4, vibrato=0.1, amp=(0.25, 0.5, 0.9, 0.5)), "Gm*2 Eb*1 F*1", 3, 62)
    x += 0.05 * s.hits(Sample("sonic", "perc_swash", 0.5, 3.0), "X...............|................|................|................")
    return pump(s, fx.reverb(eq(x, ("high", 200)), 3.2, 0.35, seed=104), 5, 0.25)
