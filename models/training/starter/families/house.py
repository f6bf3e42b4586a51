"""Deep house: offbeat hats, organ and piano stabs that answer the kick, a bass that stays out of its way."""

from instruments import effects as fx
from instruments.drums import CONGA_HIGH, CONGA_LOW, CONGA_SLAP, RIM, Clap, Hat, Kick, Shaker
from instruments.equaliser import eq
from instruments.synth import Organ, Subtractive
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import CLEAN, DROPLET, GRAND, ROUND, STRINGS, TINE, WARM, piece

FAMILY = Family("house", "Night Bus", "house", 122, "Am", "Deep house in A minor: round bass, organ stabs, dusty chords.",
                Groove(swing=0.545, loose=2.0, lean={"clap": 4, "keys": 5, "conga": 4}))
stem = FAMILY.stem

CHORDS = "Am9 Fmaj9 Dm9 Em7"
FLOOR = "X...X...X...X..."
KICK = Kick(50, 190, 0.03, 0.072, 0.36, click=0.4, drive=2.0)
CLOSED = Hat(0.014, 0.12, 0.4, 7800, 0.1)
OPEN = Hat(0.075, 0.4, 0.45, 7200, -0.08)
CLAP = Clap(1250, 0.05)


def pump(s, x, depth=7, release=0.24):
    return fx.duck(x, s.onsets(FLOOR), depth, release)


@stem("drums", "full", "Basement Four", 2, "four-on-the-floor", "club")
def _(s):
    x = s.hits(KICK, FLOOR, 1.0, loose=0)
    x += s.hits(OPEN, "..x...x...x...x.", 0.8, loose=1)
    x += s.hits(CLOSED, "x.oox.o.x.oox.oo|x.oox.o.x.oox-o-", 0.6, loose=1)
    tops = s.hits(CLAP, "....X.......X...|....X.......X..o", 1.15, "clap")
    tops += s.hits(RIM, ".......o..o.....|.......o..o...o.", 0.3)
    return x + fx.reverb(tops, 0.7, 0.22, seed=11)


@stem("drums", "stripped", "Heads Down", 2, "four-on-the-floor", "minimal")
def _(s):
    x = s.hits(KICK, FLOOR, 1.0, loose=0)
    x += s.hits(CLOSED, "..x...x...x...x.|..x...x...x..-x.", 0.85, loose=1)
    rim = s.hits(RIM, "...x......x.....|...x......x..o..", 0.5)
    return x + fx.delay(fx.reverb(rim, 0.6, 0.3, seed=12), s.seconds(3), 0.3, 0.25)


@stem("percussion", "congas", "Rooftop Congas", 2, "latin", "warm")
def _(s):
    x = s.hits(CONGA_HIGH, "..x..ox...x..o..|..x..ox.o.x..ox.", 0.8, "conga")
    x += s.hits(CONGA_LOW, "......o.x......x|......o.x...o..x", 0.9, "conga")
    x += s.hits(CONGA_SLAP, "....o......-....|....o......-..o.", 0.5, "conga")
    return fx.reverb(eq(x, ("high", 110), ("peak", 380, 1, -2)), 0.8, 0.2, seed=13)


@stem("percussion", "shaker", "Sixteenth Shaker", 1, "tops")
def _(s):
    x = s.hits(Shaker(), "x-X-x-X-x-X-x-X-", 0.8, loose=3, shape=(0.75, 0.55, 1.0, 0.62))
    x += s.hits(piece(0, 54, 0.5, 0.5, -0.3), "....x.......x..o", 0.5)
    return fx.reverb(x, 0.5, 0.12, seed=14)


@stem("bass", "round", "Left Lane Bass", 4, "deep", "syncopated")
def _(s):
    x = s.line(ROUND, """
        . . A1! - . . A1_ A2, . . A1! - . G1_ A1 .
        . . F1! - . . F1_ F2, . . F1! - . E1_ F1 .
        . . D2! - . . D2_ A1, . . D2! - . C2_ D2 .
        . . E1! - . . E1_ E2, . . E1! - G1 - G#1~ -""", loose=1)
    return pump(s, fx.saturate(x, 5), 4, 0.16)


@stem("bass", "organ", "Donk Organ Bass", 4, "bouncy", "retro")
def _(s):
    voice = Organ((1, 0, 0.9, 0.25, 0, 0, 0, 0, 0), click=0.3, percussion=0.5, amp=(0.002, 0.18, 0.35, 0.04))
    x = s.line(voice, """
        A1! . . A1 . . A2_ . A1! . . C2 . . E2_ .
        F1! . . F1 . . F2_ . F1! . . A1 . . C2_ .
        D2! . . D2 . . A2_ . D2! . . F2 . . A1_ .
        E1! . . E1 . . E2_ . E1! . . G1 . B1_ E2_ .""", gate=0.7, loose=1)
    return pump(s, eq(fx.saturate(x, 6), ("low", 1600)), 5, 0.14)


@stem("keys", "organ", "Church Street Stabs", 4, "stabs", "offbeat")
def _(s):
    voice = Organ((0.5, 0, 1, 0.6, 0.3, 0.2, 0, 0, 0), click=0.2, percussion=0.8, amp=(0.002, 0.12, 0.5, 0.05))
    x = s.chords(voice, CHORDS, "...X..X...X...-.|...X..X...-.X...", 64, 4, gate=0.5, role="keys")
    x = fx.chorus(eq(x, ("high", 180), ("low", 5200)), 0.9, 2.0, 0.5)
    return fx.delay(fx.reverb(x, 1.1, 0.22, seed=15), s.seconds(3), 0.35, 0.2)


@stem("keys", "piano", "Sunday Piano", 4, "piano", "uplifting")
def _(s):
    x = s.chords(GRAND, CHORDS, "X..x..X...x..x..|X..x..X..x.x.x..", 66, 4, bass=2, gate=0.8, role="keys", strum=2)
    x = fx.compress(eq(x, ("high", 140), ("peak", 2600, 0.8, 3.5), ("highShelf", 7000, 0.7, 2)), -22, 3)
    return pump(s, fx.reverb(x, 1.2, 0.16, seed=16), 4, 0.18)


@stem("keys", "rhodes", "After Hours Tines", 4, "chords", "mellow")
def _(s):
    x = s.chords(TINE, "Am9*3 Am7*1 Fmaj9*3 Fmaj7*1 Dm9*3 Dm7*1 Em7*3 E7#9*1", "X======.x===-.x.", 62, 4, role="keys", strum=4)
    x = fx.tremolo(fx.saturate(x, 4), 4.1, 0.35)
    return fx.reverb(eq(x, ("high", 120), ("peak", 300, 0.8, -2)), 1.4, 0.18, seed=17)


@stem("guitar", "clean", "Skyline Chicken Scratch", 4, "rhythm", "clean")
def _(s):
    x = s.chords(CLEAN, "Am7 Fmaj7 Dm7 Em7", "..x.-.x...x.-x.-|..x.-.x.-.x.-.x.", 66, 3, gate=0.45, strum=6)
    x = eq(fx.compress(x, -24, 4), ("high", 260), ("peak", 900, 0.7, 4))
    return fx.delay(fx.chorus(x, 0.7, 1.6, 0.4), s.seconds(3), 0.25, 0.18)


@stem("strings", "high", "Velvet Balcony", 4, "sustained", "cinematic")
def _(s):
    x = s.voices(STRINGS, CHORDS, 3, 74, top=76)
    x = x + s.line(STRINGS, "E5 - - - - - - - - - - - - - - - A5 - - - - - - - - - - - G5 - - - F5 - - - - - - - - - - - E5 - - - D5 - - - - - - - - - - - B4 - - -", 0.5)
    return pump(s, fx.reverb(eq(x, ("high", 260), ("highShelf", 6000, 0.7, -2)), 2.0, 0.28, seed=18), 3, 0.25)


@stem("lead", "pluck", "Window Seat Pluck", 4, "melodic", "call-and-response")
def _(s):
    x = s.line(DROPLET, """
        E5! . . D5 . . C5 . . . A4 . C5 . . .
        . . . . . . . . E5 . D5 . C5 . A4 .
        F5! . . E5 . . D5 . . . A4 . D5 . . .
        . . . . G5 . . E5 . . B4 . D5 . . .""", loose=1)
    return fx.reverb(fx.delay(x, s.seconds(3), 0.45, 0.4), 1.5, 0.2, seed=19)


@stem("lead", "acid", "Silver Thread", 2, "acid", "sequence")
def _(s):
    acid = Subtractive((("saw", 0, 1.0),), cutoff=380, sweep=2.6, resonance=0.62, shape=(0.001, 0.14, 0.05, 0.1),
                       amp=(0.002, 0.2, 0.6, 0.04), drive=1.8, glide=0.07, track=0.2)
    x = s.line(acid, "A3! . A3_ C4_ . A3~ E4! . G3_ . A3_ . C4 D4~ . E4_ | A3! . A3_ C4_ . A3~ G4! . E4_ . D4_ . C4 A3~ . G3_",
               loose=0, gate=0.8)
    x = fx.sweep(fx.saturate(x, 6), "low", 900, 6000, 0.25, 0.9)
    return fx.delay(eq(x, ("high", 180)), s.seconds(3), 0.4, 0.25)


@stem("pad", "warm", "Slow Escalator", 4, "sidechained", "warm")
def _(s):
    x = s.voices(WARM, CHORDS, 4, 60)
    return pump(s, fx.reverb(fx.chorus(eq(x, ("high", 150)), 0.4, 3), 2.2, 0.22, seed=20), 9, 0.3)


@stem("voice", "chops", "Say It Low", 2, "vocal-chops", "call-and-response")
def _(s):
    ah = Formant("a", size=1.08, scoop=(-1.2, 0.05), vibrato=0.0, amp=(0.008, 0.16, 0.5, 0.07), consonant=0.25)
    oh = Formant("ou", size=1.08, morph=0.08, vibrato=0.0, amp=(0.012, 0.2, 0.6, 0.08))
    x = s.line(ah, ". . . E4! . . . . . . C4 . E4 . . . | . . . E4! . . . . . . . . . . . .", loose=1)
    x += s.line(oh, ". . . . . . A4! - . . . . . . . . | . . . . . . G4! - . . E4 - D4 - C4 -", 1.1, loose=1)
    x = eq(fx.saturate(x, 3), ("high", 200), ("peak", 3200, 1, 3))
    return fx.reverb(fx.delay(x, s.seconds(3), 0.42, 0.35), 1.3, 0.22, seed=21)
