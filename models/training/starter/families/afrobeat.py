"""Afrobeat: the drums talk, two guitars lock like gears, the bass answers itself, horns arrive late and leave early."""

from instruments import effects as fx
from instruments.drums import AGOGO_HIGH, AGOGO_LOW, CLAVE, Kick, Shaker, Stack
from instruments.equaliser import eq
from instruments.synth import Filtered, Organ
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import CHANK, CLEAN, ELECTRIC, FINGER, MALLET, ROUND, STRINGS, TENOR, TROMBONE, TRUMPET, WARM, piece

FAMILY = Family("afrobeat", "Long Market", "afrobeat", 110, "Bm", "Afrobeat in B minor: talking drums, locked guitars, long horn lines.",
                Groove(swing=0.53, loose=3.0, lean={"snare": 4, "horns": 2, "guitar": 1, "keys": 3, "bass": 3}))
stem = FAMILY.stem

VAMP = "Bm7 E9"
KICK = Stack((Kick(60, 130, 0.02, 0.07, 0.28, click=0.3, drive=1.5), piece(32, 36, 0.3, 0.8)))
SNARE = piece(32, 38, 0.3, 1.0)
HAT = piece(32, 42, 0.12, 0.8, 0.2, ("high", 2500))
OPEN = piece(32, 46, 0.3, 0.8, 0.2, ("high", 2500))


@stem("drums", "talking", "Four-Limb Conversation", 2, "afrobeat", "syncopated")
def _(s):
    x = s.hits(KICK, "X..x..x...x..x..|X..x..x..xx.....", 1.0) + s.hits(SNARE, "....x..o.o..X..o|....x..o.o..X.o.", 0.8, "snare")
    x += s.hits(HAT, "x.xxx.xxx.xxx.xx", 0.65, shape=(1, 0.6, 0.85, 0.6)) + s.hits(OPEN, "......x.......x.|......x.........", 0.55)
    return fx.compress(fx.reverb(x, 0.5, 0.13, seed=151), -16, 3, 0.006, 0.1)


@stem("drums", "sparse", "Market Opens", 2, "sparse", "rimshot")
def _(s):
    x = s.hits(KICK, "X.....x...x.....|X.....x...x..x..", 1.0) + s.hits(piece(32, 37, 0.2, 1.0), "...x..x...x.x...", 0.8, "snare")
    x += s.hits(HAT, "x.x.x.x.x.x.x.x.", 0.55)
    return fx.reverb(x, 0.5, 0.14, seed=152)


@stem("percussion", "shekere", "Shekere and Clave", 2, "shekere", "clave")
def _(s):
    x = s.hits(Shaker(0.03, 0.035, 5200, 0.25), "X-x-X-xxX-x-X-xx", 0.8, loose=4) + s.hits(CLAVE, "x..x..x...x.x...", 0.45)
    return fx.reverb(x, 0.6, 0.15, seed=153)


@stem("percussion", "bells", "Double Bell", 2, "agogo", "polyrhythm")
def _(s):
    x = s.hits(AGOGO_HIGH, "x...x.....x...x.|x...x.....x.x...", 0.7) + s.hits(AGOGO_LOW, "..x....x.x..x...|..x....x.x....x.", 0.7)
    return fx.reverb(x, 0.7, 0.15, seed=154)



@stem("bass", "answer", "Taxi Bass", 2, "call-and-response", "fingered")
def _(s):
    x = s.line(FINGER, "B1! . . B1_ . D2 . E2 . . F#2 . . E2_ D2 B1 | . . E1! . . E1_ . G#1 . B1 . A1 . F#1 A1_ .", role="bass", gate=0.85)
    return fx.compress(fx.saturate(eq(x, ("peak", 900, 0.8, 4), ("low", 3600)), 4), -20, 4)


@stem("bass", "round", "Generator Hum Bass", 2, "synth", "hypnotic")
def _(s):
    x = s.line(ROUND, "B1! - . F#1_ . . B1 D2 . . B1_ . A1 - F#1_ . | E1! - . B1_ . . E2 D2 . . B1_ . A1 - . .", role="bass", gate=0.85)
    return fx.saturate(x, 5)


@stem("keys", "organ", "Queue Organ", 2, "organ", "offbeat")
def _(s):
    voice = Organ((0.6, 0.2, 1, 0.6, 0.2, 0.1, 0, 0, 0), click=0.3, percussion=0.6)
    x = s.chords(voice, VAMP, "..x...x...x.x...|..x...x...x.x=..", 64, 4, gate=0.6, role="keys")
    return fx.reverb(fx.chorus(fx.saturate(x, 6), 6.0, 0.4, 0.5), 0.8, 0.14, seed=156)



@stem("guitar", "tenor", "Tenor Guitar Gear", 1, "interlocking", "muted")
def _(s):
    voice = Filtered(CHANK, (("low", 4200, 0.7),))
    x = s.line(voice, "B3_! . D4_ B3_ . A3_ B3_ . D4_ . B3_ A3_ . F#3_ A3_ .", role="guitar", loose=2)
    return fx.reverb(eq(fx.compress(x, -22, 4), ("high", 150), ("peak", 1500, 0.8, 3)), 0.5, 0.1, seed=158)


@stem("guitar", "rhythm", "Second Gear", 2, "interlocking", "rhythm")
def _(s):
    x = s.chords(CLEAN, "Bm7 E9", "..x..xo...x.xo..|..x..xo...x.xxo.", 71, 3, gate=0.4, role="guitar", strum=5) + 0.5 * s.chords(CHANK, "Bm7 E9", "..x..xo...x.xo..|..x..xo...x.xxo.", 71, 3, gate=0.35, role="guitar", strum=5)
    return fx.reverb(eq(fx.compress(x, -22, 4), ("high", 320), ("peak", 2400, 0.8, 3)), 0.6, 0.12, seed=159)


@stem("guitar", "highlife", "Highlife Ribbon", 4, "melodic", "arpeggio")
def _(s):
    x = s.line(ELECTRIC, """
        F#5! . D5 . B4 . D5 F#5 . E5 . D5 . B4 A4 .
        G#4! . B4 . E5 . D5 B4 . G#4 . B4 . D5 E5 .
        F#5! . D5 . B4 . D5 A5 . F#5 . E5 . D5 B4 .
        G#4! . B4 . D5 . E5 G#5 . E5 . D5 . B4 A4 .""", role="guitar", gate=1.2)
    return fx.reverb(fx.delay(fx.chorus(fx.compress(eq(x, ("high", 240)), -22, 3), 0.7, 1.5, 0.4), s.seconds(3), 0.25, 0.2), 0.8, 0.12, seed=160)


@stem("brass", "line", "Procession Horns", 4, "riff", "unison")
def _(s):
    line = """
        B4! - - D5_ . E5 - F#5 - - E5_ . D5 B4 - .
        . . . . . . . . . . B4_ D5_ E5 - D5_ B4_
        A4! - - B4_ . D5 - E5 - - D5_ . B4 A4 - .
        F#4 - - A4 - - B4 - - - - . . . . ."""
    x = s.line(TRUMPET, line, 0.7, "horns") + s.line(TENOR, line, 1.0, "horns") + s.line(TROMBONE, line, 0.8, "horns", octave=-1)
    return fx.reverb(fx.compress(eq(x, ("high", 160), ("peak", 2200, 0.8, 2)), -20, 3), 0.9, 0.18, seed=161)



@stem("lead", "tenor", "Night Market Tenor", 4, "saxophone", "solo")
def _(s):
    x = s.line(TENOR, """
        F#5! - - E5_ D5_ B4 - - . . A4_ B4_ D5 - B4_ .
        . . . . E5 - D5_ B4_ G#4 - B4 - - - . .
        . . F#4_ A4_ B4 - D5_ E5_ F#5! - - - E5_ D5_ B4 -
        A4 - B4_ D5_ B4 - A4_ F#4_ E4 - F#4 - - - . .""", role="horns", loose=6)
    return fx.reverb(fx.saturate(eq(x, ("peak", 1400, 0.8, 3)), 4), 1.2, 0.2, seed=163)


@stem("lead", "balafon", "Wooden Keys", 2, "mallets", "polyrhythm")
def _(s):
    x = s.line(MALLET, "B4! . D5 F#5 . D5 B4 . A4 B4 . D5 . F#5 E5 . | E5! . D5 B4 . G#4 B4 . D5 E5 . B4 . A4 F#4 .", loose=3)
    return fx.reverb(fx.saturate(x, 5), 0.8, 0.18, seed=164)


@stem("pad", "haze", "Harmattan Haze", 4, "warm", "background")
def _(s):
    x = s.voices(WARM.with_(cutoff=1000), "Bm9 E9", 4, 62) + 0.35 * s.voices(STRINGS, "Bm9 E9", 3, 66)
    return fx.reverb(fx.tremolo(fx.chorus(eq(x, ("high", 180)), 0.5, 3.0), 1.8, 0.25), 1.8, 0.2, seed=165)


@stem("voice", "calls", "Conductor Calls", 4, "call-and-response", "shouts")
def _(s):
    caller = Formant("ea", size=0.98, morph=0.12, vibrato=0.1, scoop=(-2, 0.06), amp=(0.01, 0.2, 0.8, 0.08), consonant=0.3)
    crowd = Formant("oa", singers=5, drift=14, morph=0.1, vibrato=0.05, scoop=(-1.5, 0.06), amp=(0.02, 0.2, 0.8, 0.1), consonant=0.2)
    x = s.line(caller, "F#4! - E4_ D4 - B3 - . . . . . . . . . | . . . . . . . . . . . . . . . . | A4! - F#4_ E4 - D4 - . . . . . . . . . | . . . . . . . . . . . . . . . .", role="horns")
    for part, gain in (("B4", 0.8), ("F#4", 0.7), ("D4", 0.7)):
        x += s.line(crowd, f". . . . . . . . . . . . . . . . | {part}! - . {part} - . {part} - - - . . . . . . | . . . . . . . . . . . . . . . . | {part}! - . {part} - . {part} - - - - - . . . .", gain, "horns")
    return fx.reverb(eq(fx.saturate(x, 4), ("high", 220), ("peak", 2200, 0.8, 4)), 0.9, 0.18, seed=166)
