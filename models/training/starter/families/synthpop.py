"""Synth-pop: gated snare, eighth-note bass machines, glassy FM, wide saws, a chorus that opens."""

from instruments import effects as fx
from instruments.drums import TOM_HIGH, TOM_LOW, TOM_MID, Clap, Hat, Kick, Shaker, Snare, Stack
from instruments.equaliser import eq
from instruments.synth import Fm, Subtractive
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import BELL, CHOIR, ELECTRIC, GLASS, STRINGS, SUPERSAW, SYNTH_BRASS

FAMILY = Family("synthpop", "Neon Arcade", "synth-pop", 114, "F", "Synth-pop in F major: gated drums, bass machines, glass and saws.",
                Groove(swing=0.5, loose=0.6))
stem = FAMILY.stem

CHORDS = "Dm Bb F C"
RICH = "Dm7 Bbmaj7 Fadd9 Cadd9"
KICK = Kick(52, 200, 0.022, 0.08, 0.32, click=0.45, drive=2.2)
SNARE = Stack((Snare(210, 0.35, 0.07, 2200, 0.4, 1.8), Clap(1500, 0.05, 0.3, 3, 0.4)))
HAT = Hat(0.016, 0.12, 0.35, 8200, 0.12)
OPEN = Hat(0.09, 0.4, 0.35, 7600, 0.12)


def gated(s, x, pattern, seconds=0.22):
    """A big reverb on the snare, cut off short: the sound of the decade."""
    wet = fx.reverb(x, 2.2, 1.0, predelay_ms=4, low=6500, seed=71) - x
    since = fx.duck(wet * 0 + 1, s.onsets(pattern), 60, seconds)[:, :1]
    return x + 0.55 * wet * (1 - since)


@stem("drums", "gated", "Gated Heart", 2, "gated-snare", "driving")
def _(s):
    x = s.hits(KICK, "X.......X.x.....|X.......X.x...x.", 1.0)
    x += gated(s, s.hits(SNARE, "....X.......X...", 0.75), "....X.......X...")
    x += s.hits(HAT, "x.x.x.x.x.x.x.x.|x.x.x.x.x.x.x.-.", 0.5)
    x += s.hits(OPEN, "................|..............x.", 0.5)
    return x


@stem("drums", "chorus", "Chorus Lights", 2, "four-on-the-floor", "chorus")
def _(s):
    x = s.hits(KICK, "X...X...X...X...", 1.0)
    x += gated(s, s.hits(SNARE, "....X.......X...|....X.......X.xX", 0.75), "....X.......X...")
    x += s.hits(OPEN, "..x...x...x...x.", 0.45) + s.hits(HAT, "x-.-x-.-x-.-x-.-", 0.45)
    x += s.hits(TOM_HIGH, "................|........xx......", 0.5) + s.hits(TOM_MID, "................|..........xx....", 0.5)
    return fx.compress(x, -14, 3, 0.006, 0.1)


@stem("percussion", "toms", "Hex Toms", 2, "electronic", "fills")
def _(s):
    x = s.hits(TOM_HIGH, "..x..x....x.....|..x..x....x.x...", 0.8) + s.hits(TOM_MID, ".......x....x...|.......x.....x..", 0.8)
    x += s.hits(TOM_LOW, ".............x..|..............xx", 0.8)
    return fx.delay(fx.reverb(x, 0.8, 0.25, seed=72), s.seconds(3), 0.3, 0.22)


@stem("percussion", "shaker", "Arcade Shaker", 1, "tops")
def _(s):
    x = s.hits(Shaker(0.012, 0.018, 7500, 0.3), "x-x-X-x-x-x-X-x-", 0.8, loose=2)
    x += s.hits(Clap(1700, 0.03, 0.25, 3), "....x.......x...", 0.35)
    return fx.reverb(x, 0.5, 0.12, seed=73)


@stem("bass", "eighths", "Chrome Eighths", 4, "driving", "eighths")
def _(s):
    voice = Subtractive((("saw", 0, 0.8), ("square", -12, 0.6)), cutoff=500, sweep=2.0, resonance=0.25,
                        shape=(0.001, 0.18, 0.2, 0.08), amp=(0.002, 0.2, 0.8, 0.04), drive=1.3)
    bar = "{0}2! . {0}2 . {0}2 . {0}2 . {0}2! . {0}2 . {0}2 . {0}2_ {1}_"
    x = s.line(voice, " ".join([bar.format("D", "C3"), bar.format("Bb", "A2").replace("Bb2", "Bb1"), bar.format("F", "E2").replace("F2", "F2"), bar.format("C", "C3")]), gate=0.75, loose=0)
    return fx.chorus(fx.saturate(x, 4), 0.5, 0.8, 0.25)


@stem("bass", "arp", "Octave Machine", 4, "octaves", "sequence")
def _(s):
    voice = Fm(((1, 1, 1.6, 0.16, 1.0, 0.6), (0.5, 1, 0.5, 0.2, 0.6, 0.8)), amp=(0.001, 0.5, 0.2, 0.04), spread=0.0, detune=0)
    bar = "{a}2_! . {a}3_ {a}2_ . {a}2_ {a}3_ . {a}2_! {a}2_ . {a}3_ . {a}2_ {a}3_ {b}_"
    x = s.line(voice, " ".join([bar.format(a="D", b="A2"), bar.format(a="Bb", b="F2").replace("Bb2", "Bb1").replace("Bb3", "Bb2"),
                                bar.format(a="F", b="A2").replace("F3", "F3"), bar.format(a="C", b="E2").replace("C3", "C3")]), loose=0)
    return fx.saturate(eq(x, ("low", 3000)), 5)


@stem("keys", "glass", "Glass Elevator", 4, "fm", "chords")
def _(s):
    x = s.chords(GLASS, RICH, "X==.x=.x==.x=.x=", 65, 4, gate=0.9)
    return fx.reverb(fx.chorus(x, 0.6, 2.2, 0.6), 1.5, 0.18, seed=74)



@stem("guitar", "chorus", "Coastline Chorus Guitar", 4, "arpeggio", "clean")
def _(s):
    x = s.arp(ELECTRIC, RICH, "x=x=x=x=x=x=x=x=", "upDown", 64, 4, gate=1.6, loose=3, accents=(1, 0.7, 0.85, 0.7))
    x = fx.chorus(fx.compress(eq(x, ("high", 180)), -22, 3), 0.8, 2.5, 0.7)
    return fx.reverb(fx.delay(x, s.seconds(3), 0.35, 0.3), 1.4, 0.16, seed=76)


@stem("strings", "machine", "String Machine", 4, "vintage", "sustained")
def _(s):
    voice = Subtractive((("saw", 0, 0.7), ("saw", 12, 0.5)), voices=3, detune=8, spread=0.8, cutoff=2600, sweep=0.4, filter="low",
                        resonance=0.03, amp=(0.18, 0.4, 0.9, 0.5), shape=(0.2, 0.5, 0.8, 0.5), touch=0.2)
    x = s.voices(voice, CHORDS, 3, 70)
    x = fx.chorus(fx.chorus(eq(x, ("high", 300)), 0.7, 3.0, 0.7), 5.0, 0.25, 0.3)
    return fx.reverb(x + 0.25 * s.voices(STRINGS, CHORDS, 3, 70), 1.8, 0.2, seed=77)


@stem("brass", "anthem", "Stadium Synth Brass", 4, "anthem", "riff")
def _(s):
    x = s.chords(SYNTH_BRASS, "Dm Bb F C", "X=====X=.X=.X===|X=====X=.X=.....", 62, 3, top=69, gate=0.9)
    x += s.line(SYNTH_BRASS, "A4 - - - - - G4 - . F4 - . G4 - - - | F4 - - - - - D4 - . F4 - . . . . . | A4 - - - - - C5 - . A4 - . G4 - - - | G4 - - - - - E4 - . C4 - . D4 - E4 -", 0.8)
    return fx.reverb(fx.chorus(x, 0.6, 1.6, 0.4), 1.4, 0.18, seed=78)


@stem("lead", "hook", "Hologram Hook", 4, "hook", "melodic")
def _(s):
    voice = Subtractive((("saw", 0, 0.7), ("pulse", 0, 0.6)), voices=2, detune=8, spread=0.4, cutoff=2200, sweep=1.2, resonance=0.2,
                        shape=(0.005, 0.3, 0.4, 0.1), amp=(0.005, 0.3, 0.85, 0.14), glide=0.05, vibrato=(0.14, 5.5, 0.22))
    x = s.line(voice, """
        A4! - D5 - F5 - E5 - D5 - C5 - D5 - - -
        . . D5 - F5 - G5 - A5~ - G5 F5 D5 - - -
        C5! - F5 - A5 - G5 - F5 - E5 - F5 - - -
        . . E5 - G5 - E5 - D5 - C5 - E5~ - - -""", loose=1)
    return fx.reverb(fx.delay(x, s.seconds(3), 0.38, 0.3), 1.6, 0.18, seed=79)


@stem("lead", "arp", "Pinball Arpeggio", 2, "arpeggio", "sequence")
def _(s):
    voice = Subtractive((("pulse", 0, 0.8), ("saw", 0, 0.3)), cutoff=1300, sweep=2.0, resonance=0.25, shape=(0.001, 0.12, 0.05, 0.08),
                        amp=(0.001, 0.16, 0.25, 0.06))
    x = s.arp(voice, "Dm7 Bbmaj7", "xxxxxxxxxxxxxxxx", "upDown", 67, 4, gate=0.7, span=2)
    return fx.delay(fx.sweep(x, "low", 900, 7000, 0.24, 0.9), s.seconds(3), 0.4, 0.35)


@stem("pad", "wide", "Widescreen Saws", 4, "wide", "chorus")
def _(s):
    voice = SUPERSAW.with_(cutoff=2400, sweep=0.7, shape=(0.4, 1.0, 0.7, 0.5), amp=(0.12, 0.5, 0.9, 0.6), touch=0.3)
    x = s.voices(voice, RICH, 4, 63)
    x = fx.duck(x, s.onsets("X...X...X...X..."), 5, 0.22)
    return fx.reverb(eq(x, ("high", 160)), 2.2, 0.2, seed=80)



@stem("voice", "aahs", "Android Choir", 4, "choir", "wide")
def _(s):
    robot = Formant("ao", singers=4, morph=0.6, drift=7, vibrato=0.05, scoop=(0, 0.05), amp=(0.1, 0.3, 0.9, 0.4))
    x = s.voices(robot, CHORDS, 3, 66) + 0.4 * s.voices(CHOIR, CHORDS, 3, 66)
    return fx.reverb(fx.chorus(eq(x, ("high", 220), ("peak", 2800, 0.8, 4)), 0.6, 2.0, 0.5), 2.0, 0.24, seed=82)


@stem("voice", "chops", "Yeah-Ooh Chops", 4, "vocal-chops", "hook")
def _(s):
    yeah = Formant("ia", size=1.12, morph=0.06, vibrato=0, scoop=(-1.5, 0.04), amp=(0.006, 0.15, 0.6, 0.06))
    ooh = Formant("u", size=1.1, vibrato=0.1, scoop=(-1, 0.06), amp=(0.02, 0.2, 0.8, 0.1))
    x = s.line(yeah, "A4! . . A4 . . F4 . . . D5! . . . C5 . | . . . . . . . . . . . . . . . . | A4! . . A4 . . C5 . . . F5! . . . C5 . | . . . . . . . . . . . . . . . .")
    x += s.line(ooh, ". . . . . . . . . . . . . . . . | D5! - . C5 - . A4 - F4 - - - . . . . | . . . . . . . . . . . . . . . . | E5! - . D5 - . C5 - G4 - - - . . . .")
    x += 0.15 * s.line(BELL, "D5 . . . . . . . . . . . . . . . | . . . . . . . . . . . . . . . .")
    return fx.reverb(fx.delay(eq(x, ("high", 260), ("peak", 2800, 0.9, 4)), s.seconds(3), 0.4, 0.32), 1.4, 0.2, seed=83)
