"""Dub: one drop, a bass you feel before you hear, chops on the offbeat thrown into tape echo."""

from instruments import effects as fx
from instruments.drums import RIM, Kick, Shaker, Stack, Tone
from instruments.equaliser import eq
from instruments.synth import Organ, Subtractive
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import BRASS, CHANK, CHOIR, CLEAN, FINGER, OOHS, STRINGS, SUB, TROMBONE, WARM, piece

FAMILY = Family("dub", "Echo Harbour", "dub", 74, "Gm", "Dub in G minor: one drop, deep bass, offbeat chops, tape echo.",
                Groove(swing=0.57, loose=3.0, lean={"snare": 4, "skank": 3, "bass": 5, "horns": 3}))
stem = FAMILY.stem

CHORDS = "Gm Cm7 Gm Dm7"
KICK = Stack((Kick(50, 120, 0.03, 0.12, 0.45, click=0.2, drive=1.8), piece(8, 36, 0.35, 0.6)))
SNARE = Stack((piece(8, 37, 0.25, 1.0), piece(8, 38, 0.3, 0.5)))
HAT = piece(8, 42, 0.14, 0.8, 0.15, ("high", 2200))
OPEN = piece(8, 46, 0.4, 0.8, 0.15, ("high", 2000))
TIMBALE = Tone(390, ((1, 1, 0.08), (1.47, 0.5, 0.05), (2.3, 0.3, 0.03)), 0.15, 0.4, 0.4, 0.3, 0.7)


def tape(s, x, steps=3, feedback=0.55, mix=0.45):
    return fx.reverb(fx.delay(x, s.seconds(steps), feedback, mix, low=2400, high=320), 2.2, 0.14, seed=131)


@stem("drums", "onedrop", "One Drop Harbour", 2, "one-drop", "roots")
def _(s):
    x = s.hits(KICK, "........X.......|........X.....o.", 1.0) + s.hits(SNARE, "........X.......|........X..o....", 0.8, "snare")
    x += s.hits(HAT, "X.x.X.x.X.x.X.x.|X.x.X.x.X.x.X.xo", 0.34) + s.hits(OPEN, "................|..............x.", 0.3)
    return fx.compress(fx.reverb(x, 0.5, 0.14, seed=132), -16, 3, 0.008, 0.12)


@stem("drums", "steppers", "Steppers March", 2, "steppers", "four-on-the-floor")
def _(s):
    x = s.hits(KICK, "X...X...X...X...", 1.0) + s.hits(SNARE, "........X.......|........X....x..", 0.85, "snare")
    x += s.hits(HAT, "x.x-x.x-x.x-x.x-", 0.55)
    snap = s.hits(SNARE, "................|...........X....", 0.8)
    return fx.compress(x + tape(s, snap, 3, 0.5, 0.7), -16, 3, 0.008, 0.12)


@stem("percussion", "timbale", "Timbale Throw", 4, "fills", "echo")
def _(s):
    x = s.hits(TIMBALE, "............x.x.|......x.........|............f..t|X...............", 0.8)
    return tape(s, x, 3, 0.6, 0.7)


@stem("percussion", "hand", "Harbour Shaker", 2, "shaker", "tops")
def _(s):
    x = s.hits(Shaker(0.025, 0.03, 5600, 0.3), "x-X-x-X-x-X-x-X-", 0.7, loose=4) + s.hits(piece(0, 61, 0.4, 1.0, -0.3), "x.....x.....x...|x.....x...x.x...", 0.6)
    x += s.hits(RIM, "......x...x.....|......x.......x.", 0.35)
    return fx.reverb(x, 0.8, 0.16, seed=133)


@stem("bass", "roots", "Hull Bass", 4, "deep", "roots")
def _(s):
    voice = SUB.with_(oscillators=(("sine", 0, 1.0), ("triangle", 0, 0.5)), glide=0.04)
    x = s.line(voice, """
        G1! - - . G1 . Bb1 - . . D2 - . C2 Bb1 -
        C2! - - . C2 . Eb2 - . . G2 - . F2 Eb2 -
        G1! - - . G1 . Bb1 - . . D2 - . . F2 D2
        D2! - - . D2 . A1 - . . C2 - . A1 F1 -""", role="bass", gate=0.88)
    return eq(fx.saturate(eq(x, ("low", 900)), 9, 0.25), ("peak", 190, 0.8, 4), ("low", 1800))


@stem("bass", "pulse", "Anchor Chain", 4, "minimal", "heavy")
def _(s):
    x = s.line(FINGER, ". . . . G1! - . G1_ Bb1 - . . D2 - C2 - | . . . . C2! - . C2_ Eb2 - . . G1 - Bb1 - | . . . . G1! - . G1_ Bb1 - . . D2 - C2 - | . . . . D2! - . D2_ C2 - . . A1 - F1 -", role="bass", gate=0.9)
    return fx.saturate(fx.compress(eq(x, ("low", 1400), ("peak", 80, 0.8, 4)), -20, 4), 5)


@stem("keys", "bubble", "Bubble Organ", 4, "organ", "offbeat")
def _(s):
    voice = Organ((0.7, 0.3, 1, 0.2, 0, 0, 0, 0, 0), click=0.25, percussion=0.4, amp=(0.003, 0.1, 0.8, 0.03))
    x = s.chords(voice, CHORDS, ".o-o.o-o.o-o.o-o", 62, 3, gate=0.5, role="skank") + 0.6 * s.chords(voice, CHORDS, "....x.......x...", 67, 3, gate=0.6, role="skank")
    return fx.reverb(fx.chorus(fx.saturate(x, 4), 5.6, 0.4, 0.5), 0.8, 0.12, seed=134)



@stem("guitar", "skank", "Offbeat Chop", 4, "skank", "offbeat")
def _(s):
    x = s.chords(CHANK, CHORDS, "....X.......X...|....X.......X..o", 67, 3, gate=0.3, role="skank", strum=4) + 0.8 * s.chords(CLEAN, CHORDS, "....X.......X...|....X.......X..o", 67, 3, gate=0.35, role="skank", strum=4)
    return fx.reverb(eq(fx.compress(x, -22, 3), ("high", 300), ("peak", 1900, 0.8, 3), ("low", 6000)), 0.6, 0.12, seed=135)




@stem("strings", "harbour", "Slow Tide Strings", 4, "sustained", "melancholic")
def _(s):
    x = s.voices(STRINGS, CHORDS, 3, 67)
    return fx.reverb(fx.wow(eq(x, ("high", 260), ("low", 5200)), 0.5, 0.6), 2.2, 0.28, seed=136)


@stem("brass", "line", "Customs House Horns", 4, "melody", "roots")
def _(s):
    x = s.line(TROMBONE, "D4! - - Bb3 - . G3 - - - . . . . . . | Eb4! - - C4 - . G3 - - - . . . . . . | D4! - - Bb3 - . G3 - Bb3 - C4 - D4 - - - | F4! - - D4 - . A3 - - - . . . . . .", 0.9, "horns")
    x += s.line(BRASS, "Bb4! - - G4 - . D4 - - - . . . . . . | C5! - - G4 - . Eb4 - - - . . . . . . | Bb4! - - G4 - . D4 - G4 - A4 - Bb4 - - - | A4! - - F4 - . D4 - - - . . . . . .", 0.8, "horns")
    return tape(s, eq(x, ("high", 180), ("low", 6000)), 6, 0.3, 0.2)



@stem("lead", "melodica", "Rooftop Melodica", 4, "melodic", "melancholic")
def _(s):
    reed = Subtractive((("pulse", 0, 0.7), ("saw", 0, 0.3)), voices=2, detune=7, spread=0.2, cutoff=2400, sweep=0.5, filter="low", resonance=0.08,
                       amp=(0.03, 0.2, 0.9, 0.08), vibrato=(0.14, 5.0, 0.3), noise=0.02)
    x = s.line(reed, """
        D5! - - - C5 - Bb4 - G4 - - - - . . .
        . . . . G4 - Bb4 - C5 - - D5, Eb5 - D5 C5
        D5! - - - F5 - D5 - Bb4 - - - - . . .
        . . A4 - C5 - A4 - F4 - - - D4 - - -""", role="horns", loose=6)
    return tape(s, eq(x, ("high", 300), ("peak", 1400, 0.8, 2)), 6, 0.4, 0.3)


@stem("lead", "siren", "Lighthouse Siren", 4, "effect", "siren")
def _(s):
    voice = Subtractive((("square", 0, 0.6), ("sine", 0, 0.6)), cutoff=1800, sweep=0.3, filter="low", resonance=0.1, amp=(0.01, 0.2, 0.9, 0.1),
                        vibrato=(2.5, 3.4, 0.0))
    x = s.line(voice, "G5! - - - . . . . . . . . . . . . | . . . . . . . . . . . . D5 - . . | Bb5! - - - . . . . . . . . . . . . | . . . . . . . . . . . . . . . .", 0.8)
    return tape(s, x, 3, 0.66, 0.7)


@stem("pad", "fog", "Sea Fog", 4, "warm", "background")
def _(s):
    x = s.voices(WARM.with_(cutoff=800), CHORDS, 4, 60)
    return fx.reverb(fx.sweep(fx.chorus(x, 0.3, 4.0), "low", 600, 3000, 0.08, 0.8), 2.6, 0.28, seed=137)


@stem("voice", "calls", "Lost Tape Calls", 4, "vocal-chops", "echo")
def _(s):
    call = Formant("oa", size=0.95, morph=0.18, vibrato=0.2, scoop=(-2, 0.1), amp=(0.02, 0.3, 0.8, 0.15))
    x = s.line(call, "D4! - - Bb3 - - . . . . . . . . . . | . . . . . . . . . . . . . . . . | . . . . F4! - D4 - . . . . . . . . | . . . . . . . . . . . . . . . .", role="horns")
    return tape(s, eq(x, ("high", 280), ("peak", 1600, 0.8, 4)), 3, 0.62, 0.8)


@stem("voice", "harmony", "Harbour Harmony", 4, "choir", "roots")
def _(s):
    trio = Formant("uo", singers=3, morph=0.2, drift=8, vibrato=0.18, amp=(0.06, 0.3, 0.85, 0.2))
    parts = ("Bb4! - - - - - . . . . A4 - G4 - - - | C5! - - - - - . . . . Bb4 - G4 - - - | Bb4! - - - - - . . . . A4 - G4 - - - | A4! - - - - - . . . . F4 - D4 - - -",
             "G4! - - - - - . . . . F4 - D4 - - - | G4! - - - - - . . . . G4 - Eb4 - - - | G4! - - - - - . . . . F4 - D4 - - - | F4! - - - - - . . . . D4 - A3 - - -")
    x = sum(s.line(trio, p, 0.6, "horns") + 0.4 * s.line(OOHS, p, 0.5, "horns") for p in parts) + 0.2 * s.voices(CHOIR, CHORDS, 3, 62)
    return fx.reverb(fx.delay(eq(x, ("high", 240), ("low", 6500)), s.seconds(6), 0.3, 0.2, low=2600), 1.6, 0.2, seed=138)
