"""Lo-fi: soft drums behind the beat, detuned keys, nylon strings, a window open to the rain."""

from instruments import effects as fx
from instruments.circle import place
from instruments.drums import RIM, Kick, Shaker, Snare, Stack
from instruments.equaliser import eq
from instruments.samples import Sample
from instruments.synth import Layer
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import BELL, FLUTE, GRAND, MALLET, MUTE_TRUMPET, NYLON, OOHS, STRINGS, SUB, TINE, UPRIGHT, WARM, piece

FAMILY = Family("lofi", "Rain on Tape", "lo-fi", 82, "F", "Lo-fi in F major: soft late drums, tape-worn keys, nylon guitar, rain.",
                Groove(swing=0.6, loose=5.0, lean={"snare": 16, "hat": 5, "bass": 8, "keys": 14, "kick": 2}))
stem = FAMILY.stem

CHORDS = "Fmaj9 Em7*0.5 A7b13*0.5 Dm9 Bbmaj9*0.5 C13*0.5"
KICK = Stack((Kick(52, 110, 0.03, 0.11, 0.4, click=0.05, drive=1.6), piece(40, 36, 0.4, 0.5)))
SNARE = Stack((Snare(175, 0.45, 0.05, 1500, drive=1.2, gain=0.6), piece(40, 38, 0.35, 0.8)))
HAT = piece(0, 42, 0.15, 0.6, 0.15, ("high", 1200), ("low", 7000))


def tape(s, x, tone=4600, hiss=0.03):
    """Worn tape: drift, roll-off, soft saturation, hiss."""
    x = fx.wow(eq(x, ("high", 90), ("low", tone), ("peak", 250, 0.8, 1.5)), 0.4, 1.1, 0.08)
    level = (x**2).mean() ** 0.5
    return fx.saturate(x, 5) + level * hiss * fx.noise_bed(s.n, 0, 5000, 800)


@stem("drums", "soft", "Slippers", 2, "soft", "swung")
def _(s):
    x = s.hits(KICK, "X......x..x.....|X......x..x...o.", 1.0, "kick") + s.hits(SNARE, "....X.......X...|....X.......X..o", 0.75, "snare")
    x += s.hits(HAT, "x.x.x.x.x.x.x.x.|x.x.x.x.x.xox.x.", 0.6, "hat", shape=(0.9, 1, 0.65, 1))
    return tape(s, fx.compress(fx.reverb(x, 0.4, 0.1, seed=171), -17, 4, 0.004, 0.12), 7500, 0.015)


@stem("drums", "brushes", "Brushes and Rim", 2, "brushes", "jazzy")
def _(s):
    x = s.hits(KICK, "X.........x.....|X.....x...x.....", 0.9, "kick") + s.hits(RIM, "....x.......x...|....x.......x.o.", 0.5, "snare")
    x += s.hits(piece(40, 39, 0.4, 1.0), "x...x...x...x...", 0.35, "hat") + s.hits(piece(40, 42, 0.15, 0.8, 0.2), "..x...x...x...x.", 0.5, "hat")
    x += s.hits(piece(40, 38, 0.5, 0.8), "o..o..o.o..o..oo", 0.5, "hat")
    return tape(s, fx.reverb(x, 0.5, 0.14, seed=172), 8000, 0.015)



@stem("percussion", "rain", "Window Rain", 4, "texture", "ambience")
def _(s):
    x = 0.25 * fx.noise_bed(s.n, -14, 7000, 500, seed=5)
    drops = [Sample("sonic", name, speed, 0.12, 0.5) for name in ("elec_tick", "elec_plip", "perc_till") for speed in (0.8, 1.3, 1.9)]
    for _ in range(150):
        drop = drops[s.rng.integers(len(drops))](float(s.rng.uniform(0.1, 0.55)), s.rng)
        place(x, fx.pan(drop, float(s.rng.uniform(-0.9, 0.9))), int(s.rng.integers(s.n)), 0.5)
    x += s.hits(RIM, "......x.......o.", 0.25, "snare")
    return fx.reverb(eq(x, ("high", 500), ("low", 7000)), 1.2, 0.2, seed=174)


@stem("percussion", "shaker", "Kitchen Shaker", 2, "shaker", "finger-snaps")
def _(s):
    x = s.hits(Shaker(0.03, 0.03, 5000, 0.25), "x-X-x-X-x-X-x-X-", 0.6, "hat", loose=6)
    x += s.hits(Sample("sonic", "perc_snap", 1.0, 0.4, 0.8), "....x.......x...", 0.6, "snare")
    return tape(s, fx.reverb(x, 0.7, 0.18, seed=175), 8000, 0.01)


@stem("bass", "upright", "Tea-Stained Upright", 4, "acoustic", "mellow")
def _(s):
    x = s.line(UPRIGHT, """
        F1! - - - . . C2 - . . F2 - . . C2, -
        E1! - - - . . B1 - . . A1 - . . C#2, -
        D2! - - - . . A1 - . . D2 - . . C2, -
        Bb1! - - - . . F1 - C2 - - - G1 - E2, -""", role="bass")
    return tape(s, fx.compress(eq(x, ("high", 36), ("low", 2400)), -20, 3), 3000, 0.0)


@stem("bass", "sub", "Duvet Sub", 4, "sub", "warm")
def _(s):
    x = s.line(SUB, """
        F1! - - - - . F1_ . . . C2 - A1 - . .
        E1! - - - - . E1_ . A1 - - - C#2 - . .
        D1! - - - - . D1_ . . . A1 - F1 - . .
        Bb0! - - - - . Bb0_ . C1 - - - - - E1 -""", role="bass", octave=1)
    return fx.saturate(eq(x, ("low", 800)), 6)


@stem("keys", "tines", "Sleepy Tines", 4, "chords", "dreamy")
def _(s):
    x = s.chords(TINE, CHORDS, "X=======..x=....|X=====..x===....", 62, 4, role="keys", strum=8)
    return tape(s, fx.tremolo(fx.reverb(x, 1.2, 0.18, seed=176), 2.4, 0.35), 4200)


@stem("keys", "felt", "Felt Upright", 4, "piano", "intimate")
def _(s):
    x = s.line(GRAND, """
        C5 - - A4, - - G4, - E4 - - - . . . .
        . . B4 - D5 - B4, - G4 - - - . . . .
        A4 - - F4, - - E4, - C5 - - - A4, - . .
        . . F4 - A4 - D5 - - - C5 - G4, - - -""", role="keys", gain=0.8)
    x += s.chords(GRAND, CHORDS, "x===============", 57, 3, role="keys", strum=16, gain=0.6)
    return tape(s, fx.reverb(eq(x, ("low", 2600)), 1.4, 0.2, seed=177), 3400, 0.04)


@stem("guitar", "nylon", "Balcony Nylon", 4, "nylon", "fingerpicked")
def _(s):
    x = s.arp(NYLON, CHORDS, "x=.x=.x=x=.x=.x=", "upDown", 60, 4, gate=1.8, loose=6, accents=(1, 0.7, 0.8, 0.75), role="keys")
    return tape(s, fx.reverb(x, 1.0, 0.16, seed=178), 6000, 0.02)



@stem("strings", "sampled", "Thrift Store Strings", 4, "sampled", "warm")
def _(s):
    x = s.voices(STRINGS, CHORDS, 4, 64)
    return tape(s, fx.reverb(eq(x, ("high", 220)), 1.6, 0.24, seed=180), 3600, 0.05)


@stem("brass", "mute", "Lamp-Lit Trumpet", 4, "muted-trumpet", "melodic")
def _(s):
    x = s.line(MUTE_TRUMPET, """
        . . A4! - C5 - E5 - - - D5 - C5 - - -
        B4 - - - - - . . . . . . . . . .
        . . F4! - A4 - C5 - - - E5 - D5 - - -
        A4 - - - - - . . G4 - E4 - - - . .""", role="keys", loose=8)
    return tape(s, fx.reverb(fx.delay(x, s.seconds(6), 0.3, 0.2), 1.4, 0.22, seed=181), 5200, 0.02)



@stem("lead", "vibes", "Paper Lantern Vibes", 4, "vibraphone", "melodic")
def _(s):
    x = s.line(Layer(((MALLET, 0.5, 0), (BELL, 0.25, 0), (TINE, 0.5, 12))), """
        A5! - . G5 E5, - . C5 - - . . . . . .
        . . . . B5 - G5, - . E5 - - C#5, - . .
        C6! - . A5 F5, - . E5 - - . . . . . .
        . . . . D5 - F5, - . A5 - - G5 E5 C5 -""", role="keys", octave=-1)
    return tape(s, fx.reverb(fx.tremolo(x, 3.4, 0.4), 1.4, 0.2, seed=183), 6500, 0.02)


@stem("lead", "flute", "Park Bench Flute", 4, "flute", "melodic")
def _(s):
    x = s.line(FLUTE, """
        E5! - - C5 - - A4 - G4 - - - . . . .
        . . . . D5 - E5 - G5 - - E5 C#5 - - -
        F5! - - E5 - - C5 - A4 - - - . . . .
        . . D5 - - F5 - - E5 - - - C5 - - -""", role="keys", loose=8)
    return tape(s, fx.delay(fx.reverb(x, 1.4, 0.22, seed=184), s.seconds(6), 0.3, 0.18), 5200, 0.02)


@stem("pad", "blanket", "Heavy Blanket", 4, "warm", "background")
def _(s):
    x = s.voices(WARM.with_(cutoff=700, detune=14), CHORDS, 4, 60)
    return tape(s, fx.reverb(fx.chorus(x, 0.3, 4), 2.0, 0.24, seed=185), 3000, 0.05)


@stem("voice", "hum", "Humming Next Door", 4, "humming", "intimate")
def _(s):
    hum = Formant("uo", singers=2, morph=0.5, drift=6, vibrato=0.2, scoop=(-1, 0.12), amp=(0.1, 0.3, 0.85, 0.25), breath=0.08)
    x = s.line(hum, "C5! - - - A4 - - - G4 - - - - - . . | B4 - - - - - G4 - E4 - - - - - . . | A4! - - - C5 - - - E5 - - - D5 - C5 - | D5 - - - - - C5 - G4 - - - - - . .", role="keys")
    x += 0.4 * s.voices(OOHS, CHORDS, 3, 62)
    return tape(s, fx.reverb(eq(x, ("high", 200)), 1.6, 0.26, seed=186), 4200, 0.03)
