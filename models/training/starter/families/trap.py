"""Trap: half-time snare, rolling hats, an 808 that slides, bells and choirs in the dark."""

from instruments import effects as fx
from instruments.drums import COWBELL, RIM, Clap, Hat, Kick, Snare, Stack
from instruments.equaliser import eq
from instruments.synth import Subtractive
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import BELL, BRASS, CHOIR, FLUTE, GRAND, NYLON, STRINGS, WARM

FAMILY = Family("trap", "Glass Tower", "trap", 146, "Fm", "Trap in F minor: sliding 808, hat rolls, bells, choirs, plucked gloom.",
                Groove(swing=0.5, loose=0.4))
stem = FAMILY.stem

CHORDS = "Fm*2 Db*1 C7*1"
LONG = "Fm*2 Dbmaj7*1 C7*1 Fm9*2 Bbm7*1 C7*1"
KICK = Kick(50, 210, 0.02, 0.08, 0.35, click=0.5, drive=2.6)
SNARE = Stack((Snare(205, 0.3, 0.07, 2600, 0.4, 1.7), Clap(1500, 0.06, 0.4, 4, 0.7)))
HAT = Hat(0.012, 0.09, 0.35, 8600, 0.08)
OPEN = Hat(0.08, 0.35, 0.35, 8000, -0.1)
BOOM = Subtractive((("sine", 0, 1.0), ("triangle", 0, 0.15)), cutoff=1400, track=0.3, sweep=0.5, filter="low", resonance=0.02,
                   amp=(0.002, 1.6, 0.35, 0.1), drive=1.0, glide=0.13, bend=(9, 0.03), touch=0.2)


def room(x, seed, seconds=1.6, mix=0.18):
    return fx.reverb(x, seconds, mix, seed=seed)


@stem("drums", "rolls", "Roll Call", 4, "half-time", "hat-rolls")
def _(s):
    x = s.hits(KICK, "X.....x...x.....|..x...X.....x...|X.....x...x.....|..x...X...x..x..", 1.0)
    x += s.hits(SNARE, "........X.......|........X.......|........X.......|........X.....x.", 0.9)
    x += s.hits(HAT, "x.x.x.x.x.x.r.x.|x.x.t.x.x.x.x.rr|x.x.x.x.x.xrx.x.|x.t.x.x.x.x.rrrr", 0.55) + s.hits(OPEN, "................|..............x.|................|................", 0.5)
    return fx.compress(x, -12, 2.5, 0.008, 0.08)


@stem("drums", "bounce", "Escalator Bounce", 2, "half-time", "bounce")
def _(s):
    x = s.hits(KICK, "X..x......X..x..|X..x..X.........", 1.0) + s.hits(SNARE, "........X.......", 0.9)
    x += s.hits(HAT, "xxx.xxx.xxx.xxx.|xxx.xxx.xxt.x.rr", 0.5, shape=(1, 0.6, 0.8, 0.6)) + s.hits(RIM, "......x.....x...|..x.......x...x.", 0.4)
    return fx.compress(x, -12, 2.5, 0.008, 0.08)



@stem("percussion", "cow", "Cowbell Signals", 2, "phonk", "cowbell")
def _(s):
    x = s.hits(COWBELL, "x..x..x...x.x...|x..x..x...xx....", 0.7) + s.hits(RIM, "....x.......x..x", 0.4)
    return room(fx.saturate(x, 6), 192, 1.0, 0.2)



@stem("bass", "slide", "Sliding 808", 4, "808", "glide")
def _(s):
    x = s.line(BOOM, """
        F1! - - - - . F1 - - . F1 - - - - .
        . . F1 - - . F1! - - - F2~ - - . Eb1 -
        Db1! - - - - . Db1 - - . Db1 - - Ab1~ - -
        . . C1 - - . C1! - - - C2~ - - E1~ - -""", gate=0.95, loose=0)
    return fx.saturate(eq(x, ("low", 2500)), 10)


@stem("bass", "bounce", "808 Bounce", 4, "808", "bounce")
def _(s):
    x = s.line(BOOM.with_(amp=(0.002, 0.7, 0.1, 0.06)), "F1! - - F1 - - . . . . F1! - . Ab1 - . | F1! - - F1 - - . . . . Eb1! - - F1~ - . | Db1! - - Db1 - - . . . . Db1! - . Ab1~ - . | C1! - - C1 - - . . . . C2~! - - E1~ - .", gate=0.95, loose=0)
    return fx.saturate(eq(x, ("low", 2500)), 9)


@stem("keys", "piano", "Midnight Lobby Piano", 4, "piano", "dark")
def _(s):
    x = s.line(GRAND, """
        C5! - . Ab4 - . F4 - C5 - . Ab4 - . F4 -
        C5! - . Ab4 - . G4 - C5 - . Ab4 - . F4 -
        Db5! - . Ab4 - . F4 - Db5 - . Ab4 - . F4 -
        C5! - . G4 - . E4 - Bb4 - . G4 - . E4 -""") + s.chords(GRAND, CHORDS, None, 53, 3, gain=0.7)
    return room(eq(x, ("high", 120), ("low", 6500)), 194, 2.2, 0.26)


@stem("keys", "bells", "Lobby Bells", 4, "bells", "arpeggio")
def _(s):
    x = s.arp(BELL, CHORDS, "x.x.x.x.x.x.x.xx", "upDown", 74, 3, gate=1.2, accents=(1, 0.7, 0.85, 0.7))
    return room(fx.delay(eq(x, ("high", 300)), s.seconds(3), 0.35, 0.25), 195, 2.0, 0.22)


@stem("guitar", "nylon", "Balcony Tears", 4, "nylon", "melancholic")
def _(s):
    x = s.arp(NYLON, "Fmadd9*2 Dbmaj7*1 C7*1", "x=.x=.x=x=.x=x=.", "upDown", 62, 4, gate=1.8, accents=(1, 0.75, 0.85, 0.75))
    x += s.line(NYLON, "C5 - - - - - Ab4 - G4 - - - - - . . | . . . . . . . . C5 - Db5 - C5 - Ab4 - | F5 - - - - - Eb5 - Db5 - - - - - . . | E5 - - - - - G4 - Bb4 - - - C5 - - -", 0.9, loose=4)
    return room(eq(x, ("high", 140)), 196, 1.6, 0.2)




@stem("strings", "drama", "Penthouse Drama", 4, "sustained", "cinematic")
def _(s):
    x = s.voices(STRINGS, CHORDS, 3, 65, top=72) + s.line(STRINGS, "C6 - - - - - - - - - - - - - - - Ab5 - - - - - - - G5 - - - - - - - F5 - - - - - - - Ab5 - - - - - - - G5 - - - - - - - E5 - - - - - - -", 0.6)
    return room(eq(x, ("high", 240)), 199, 2.2, 0.28)


@stem("brass", "fanfare", "Boardroom Brass", 4, "stabs", "epic")
def _(s):
    x = s.chords(BRASS, CHORDS, "X=====x=x=......|................|X=====x=x=......|X=======x=x=x=x=", 58, 3, gate=0.8, bass=2)
    return room(fx.compress(fx.saturate(x, 4), -18, 3), 200, 1.8, 0.22)


@stem("lead", "flute", "Copper Flute", 4, "flute", "hook")
def _(s):
    x = s.line(FLUTE, """
        C5! - F5 - Ab5 - G5 - F5 - - - Eb5 - C5 -
        . . . . C5 - Eb5 - F5 - - - - - . .
        Db5! - F5 - Ab5 - Bb5 - Ab5 - - - F5 - Db5 -
        . . . . C5 - E5 - G5 - - - Bb5 - G5 -""", loose=3)
    return fx.delay(room(x, 201, 1.6, 0.2), s.seconds(6), 0.3, 0.22)



@stem("pad", "dark", "Basement Parking", 8, "dark", "cinematic")
def _(s):
    x = s.voices(WARM.with_(cutoff=1300, detune=13), LONG, 4, 56)
    return fx.reverb(fx.sweep(fx.chorus(x, 0.25, 4.0), "low", 500, 4000, 0.076, 0.9), 2.8, 0.3, seed=203)


@stem("pad", "reverse", "Backwards Rain", 4, "reversed", "texture")
def _(s):
    x = s.chords(GRAND, "C7 Db Fm Fm", "X===============", 62, 4)[::-1]
    x += 0.5 * s.chords(BELL, "C7 Db Fm Fm", "X=======X=======", 72, 3)[::-1]
    return fx.reverb(eq(x, ("high", 180), ("low", 7000)), 2.4, 0.3, seed=204)


@stem("voice", "choir", "Marble Choir", 4, "choir", "epic")
def _(s):
    x = s.voices(CHOIR, CHORDS, 4, 60) + 0.5 * s.voices(Formant("ao", singers=4, vibrato=0.15, morph=0.5, amp=(0.08, 0.4, 0.9, 0.3)), CHORDS, 3, 65)
    return room(eq(x, ("high", 180), ("peak", 2500, 0.8, 3)), 205, 2.4, 0.3)


@stem("voice", "adlibs", "Ad-Lib Ghost", 4, "ad-libs", "vocal-chops")
def _(s):
    ay = Formant("ei", size=0.96, morph=0.09, vibrato=0, scoop=(-3, 0.06), amp=(0.006, 0.12, 0.6, 0.08), consonant=0.25, breath=0.1)
    oh = Formant("ou", size=0.92, morph=0.2, vibrato=0.1, scoop=(2, 0.15), amp=(0.02, 0.3, 0.7, 0.15), breath=0.08)
    x = s.line(ay, ". . . . . . . . . . . . F4! . . . | . . . . . . . . . . . . F4 . F4, . | . . . . . . . . . . . . Ab4! . . . | . . . . . . . . . . . . . . . .")
    x += s.line(oh, ". . . . . . . . . . . . . . . . | . . . . C4 - - - . . . . . . . . | . . . . . . . . . . . . . . . . | . . . . E4! - - - C4 - - - . . . .")
    return room(fx.delay(eq(fx.saturate(x, 5), ("high", 260), ("peak", 2000, 0.8, 5)), s.seconds(6), 0.4, 0.35), 206, 1.8, 0.25)
