"""Boom-bap: late snares, swung hats through an old sampler, upright bass, soul chords cut from a record that never was."""

from instruments import effects as fx
from instruments.drums import RIM, Kick, Snare, Stack
from instruments.equaliser import eq
from instruments.samples import Sample
from instruments.synth import Subtractive
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import BELL, BRASS, FLUTE, GRAND, JAZZ, OOHS, STACCATO, SUB, TINE, UPRIGHT, WARM, piece

FAMILY = Family("hiphop", "Corner Store Tape", "boom-bap", 90, "Dm", "Boom-bap in D minor: dusty drums, upright bass, chopped soul.",
                Groove(swing=0.595, loose=3.5, lean={"snare": 11, "hat": 3, "bass": 6, "keys": 10, "kick": 0}))
stem = FAMILY.stem

CHORDS = "Dm9 Bbmaj9 Gm9 A7b9"
KICK = Stack((Kick(54, 150, 0.03, 0.1, 0.4, click=0.15, drive=2.4), piece(8, 36, 0.35, 0.8)))
SNARE = Stack((Snare(195, 0.4, 0.06, 1900, drive=1.8), piece(8, 38, 0.35, 0.9)))
HAT = piece(0, 42, 0.2, 0.8, 0.15, ("high", 1500))
OPEN = piece(0, 46, 0.5, 0.7, 0.15, ("high", 1500))


def sampler(x, bits=9, hold=2, tone=9000):
    return eq(fx.crush(x, bits, hold), ("low", tone), ("peak", 180, 0.8, 2))


def record(s, x, tone=4200):
    """A record: narrow, drifting, a little hiss."""
    x = fx.wow(eq(x, ("high", 170), ("low", tone), ("peak", 1100, 0.7, 2.5)), 0.55, 0.5)
    level = (x**2).mean() ** 0.5
    return fx.saturate(x, 5) + level * 0.02 * fx.noise_bed(s.n, 0, 6000, 900)


@stem("drums", "dusty", "Dust Jacket Break", 2, "swung", "dusty")
def _(s):
    x = s.hits(KICK, "X......x..X.....|X......x..x..o..", 1.0, "kick")
    x += s.hits(SNARE, "....X.......X..o|....X..o....X...", 0.85, "snare")
    hats = s.hits(HAT, "x.x.x.x.x.x.x.xo|x.x.x.xox.x.x.x.", 0.7, "hat", shape=(1, 1, 0.72, 1))
    hats += s.hits(OPEN, "................|..............-.", 0.6, "hat")
    return sampler(fx.compress(x + hats + 0.5 * fx.reverb(hats, 0.35, 0.3, seed=31), -16, 4, 0.004, 0.09))


@stem("drums", "chorus", "Hook Section Break", 2, "swung", "open-hats")
def _(s):
    x = s.hits(KICK, "X.x....x..X..x..|X......xo.X.....", 1.0, "kick")
    x += s.hits(SNARE, "....X.......X...|....X..o.o..X.oo", 0.85, "snare")
    x += s.hits(piece(0, 51, 1.2, 0.55, 0.25), "X.x.X.x.X.x.X.x.", 0.55, "hat")
    x += s.hits(OPEN, "......x.........|......x.........", 0.6, "hat")
    return sampler(fx.compress(fx.reverb(x, 0.4, 0.1, seed=32), -16, 4, 0.004, 0.09), 10, 2, 11000)


@stem("drums", "sparse", "Two and Four", 1, "sparse", "verse")
def _(s):
    x = s.hits(KICK, "X.........x.....", 1.0, "kick")
    x += s.hits(SNARE, "....X.......X...", 0.85, "snare")
    x += s.hits(HAT, "..x...x...x...x.", 0.6, "hat")
    return sampler(fx.compress(x, -16, 4, 0.004, 0.09), 9, 3, 7500)


@stem("percussion", "bongos", "Stoop Bongos", 2, "hand-drums")
def _(s):
    x = s.hits(piece(0, 60, 0.4, 1.0, -0.3), "..x..o-...x..o..|..x..o-...x.o-x.", 0.8, "hat")
    x += s.hits(piece(0, 61, 0.5, 1.0, 0.2), "......x.o.....x.|......x.o......x", 0.8, "hat")
    return sampler(fx.reverb(x, 0.5, 0.15, seed=33), 11, 1, 9000)


@stem("percussion", "jingle", "Loose Change", 1, "tambourine", "rim")
def _(s):
    x = s.hits(piece(0, 54, 0.4, 0.9, 0.3), "..o...o...o...o.", 0.8, "hat")
    x += s.hits(piece(0, 54, 0.5, 0.9, 0.3), "....x.......x...", 0.9, "snare")
    x += s.hits(RIM, "...x......x..o..", 0.55)
    x += s.hits(Sample("sonic", "vinyl_scratch", 1.0, 0.3, 0.5), "..............x.", 0.4)
    return sampler(fx.reverb(x, 0.6, 0.2, seed=34), 10, 2, 9500)


@stem("bass", "upright", "Milk Crate Upright", 4, "acoustic", "walking")
def _(s):
    x = s.line(UPRIGHT, """
        D2! - - . . . A1 - . . D2! - . F2, A1 -
        Bb1! - - . . . F2 - . . Bb1! - . A1, F1 -
        G1! - - . . . D2 - . . G1! - . Bb1, D2 -
        A1! - - . . . E2 - . . A1! - C#2 - E2 -""", role="bass")
    return fx.saturate(fx.compress(eq(x, ("high", 38), ("peak", 800, 0.8, 3), ("low", 3500)), -20, 4), 4)


@stem("bass", "sub", "Trunk Rattle", 4, "sub", "heavy")
def _(s):
    x = s.line(SUB, "D1! - - - . . . D2_ . . D1! - . F1 - . | Bb0! - - - . . . Bb1_ . . Bb0! - . A0~ - . | G0! - - - . . . G1_ . . G0! - . Bb0 - . | A0! - - - . . . A1_ . . A0! - - C#1~ - .", role="bass", octave=1)
    return fx.saturate(eq(x, ("low", 700)), 7)


@stem("keys", "rhodes", "Blue Note Tines", 4, "chords", "soulful")
def _(s):
    x = s.chords(TINE, CHORDS, "X=====-..x=...o.", 61, 4, role="keys", strum=6)
    return record(s, fx.tremolo(x, 3.0, 0.3), 5200)


@stem("keys", "chop", "Chopped Soul Piano", 4, "sampled", "chopped")
def _(s):
    chopped = s.chords(GRAND, CHORDS, "X==.x=X=X==.x==o|X==.x=X=..X=x=X=", 66, 4, bass=2, gate=1.0, loose=0)
    chopped = record(s, fx.reverb(chopped, 1.2, 0.2, seed=35), 4000)
    return sampler(chopped, 9, 3, 5200)


@stem("guitar", "licks", "Fire Escape Licks", 4, "jazz", "call-and-response")
def _(s):
    x = s.line(JAZZ, """
        . . A4! - C5, D5 - - . . . . . . F4 -
        D4 - - - . . . . . . C5 D5~ - A4 - -
        . . Bb4! - A4, G4 - - . . . . . . D4 -
        E4 - - - G4 - C#5 - - - . . Bb4, A4 - -""", role="keys", loose=6)
    x += s.chords(JAZZ, CHORDS, "X===............", 58, 3, 0, gain=0.55, strum=14, role="keys")
    return fx.reverb(record(s, x, 4800), 1.0, 0.12, seed=36)


@stem("strings", "stab", "Crate Digger Strings", 4, "sampled", "dramatic")
def _(s):
    x = s.chords(STACCATO, CHORDS, "X..x..x...X.x...", 69, 3, top=74, gate=0.7, role="keys")
    x += s.line(STACCATO, "D5 . . C5 . . A4 . . . . . . . . . | D5 . . C5 . . Bb4 . . . . . . . . . | D5 . . Bb4 . . G4 . . . . . . . . . | C#5 . . Bb4 . . A4 . . . G4 . E4 . . .", 0.8, "keys")
    return sampler(record(s, fx.reverb(x, 1.0, 0.22, seed=37), 5200), 10, 2, 6000)


@stem("brass", "stabs", "Block Party Horns", 4, "stabs", "funky")
def _(s):
    x = s.chords(BRASS, "Dm7 Bbmaj7 Gm7 A7", "X..............x|X.....X.........", 63, 3, gate=0.7, role="keys", gain=1)
    x += s.line(BRASS, ". . . . . . . . . . . . . . . . | . . . . . . . . D4! . F4 . G4 F4 D4 . | . . . . . . . . . . . . . . . . | . . . . . . . . C#4! . E4 . G4 F4 E4 .", 0.9, "keys")
    return sampler(fx.reverb(eq(x, ("high", 180)), 0.8, 0.2, seed=38), 9, 2, 6500)


@stem("lead", "flute", "Paper Crane Flute", 4, "melodic", "airy")
def _(s):
    x = s.line(FLUTE, """
        D5! - - - C5 - A4 - - - . . . . . .
        . . . . F5 - E5 D5 - - C5 - A4 - - -
        Bb4! - - - A4 - G4 - - - . . . . . .
        . . . . E5 - G5 - F5 E5 - - C#5 - - -""", role="keys", loose=6)
    return fx.delay(record(s, x, 6000), s.seconds(6), 0.3, 0.22)


@stem("lead", "whine", "Cruising Whistle", 4, "synth", "west-coast")
def _(s):
    whine = Subtractive((("sine", 0, 1.0), ("saw", 0, 0.12)), cutoff=3000, sweep=0.2, track=0.6, filter="low", resonance=0.05,
                        amp=(0.02, 0.3, 0.9, 0.12), glide=0.14, vibrato=(0.16, 5.4, 0.3))
    x = s.line(whine, """
        A5! - - - - - G5~ - F5~ - - - D5~ - - -
        F5! - - - - - E5~ - D5~ - - - - - - .
        G5! - - - - - F5~ - D5~ - - - Bb4~ - - -
        C#5! - - - - - E5~ - G5~ - - - A5~ - - -""", role="keys")
    return fx.reverb(fx.delay(fx.chorus(x, 0.6, 1.2, 0.3), s.seconds(6), 0.35, 0.25), 1.3, 0.15, seed=39)


@stem("pad", "warm", "Windowsill Haze", 4, "warm", "background")
def _(s):
    x = s.voices(WARM, CHORDS, 4, 58)
    return record(s, fx.reverb(fx.chorus(x, 0.35, 3.5), 1.8, 0.2, seed=40), 3200)


@stem("voice", "oohs", "Backroom Oohs", 4, "choir", "soulful")
def _(s):
    singer = Formant("u", singers=3, drift=9, vibrato=0.15, amp=(0.05, 0.3, 0.8, 0.2), size=0.95)
    x = s.chords(OOHS, CHORDS, "X=====..........", 66, 3, role="keys", gate=1.0)
    x = 0.5 * x + 0.35 * s.line(singer, "D5 - - - - - C5 - A4 - - - . . . . | D5 - - - - - . . . . . . . . . . | D5 - - - - - Bb4 - G4 - - - . . . . | C#5 - - - - - Bb4 - A4 - - - - . . .", role="keys")
    return fx.reverb(record(s, x, 5000), 1.4, 0.22, seed=41)


@stem("voice", "cuts", "Hey! Cuts", 2, "vocal-chops", "scratches")
def _(s):
    hey = Formant("ei", size=1.0, morph=0.1, vibrato=0, scoop=(-3, 0.05), amp=(0.006, 0.1, 0.7, 0.06), consonant=0.5)
    x = s.line(hey, ". . . . . . . . D4! - . . D4, . D4 . | . . . . . . . . F4! - . . . . . .", role="keys")
    x += s.hits(Sample("sonic", "vinyl_scratch", 0.9, 0.35, 0.6), "................|............x.x.", 0.5)
    x += 0.4 * s.line(BELL, ". . . . . . . . . . . . . . . . | . . . . . . . . . . . . A5 . . .")
    return sampler(fx.delay(x, s.seconds(4), 0.35, 0.3), 9, 2, 7500)
