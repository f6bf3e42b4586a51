"""Ambient: slow bloom, no hurry, every part a weather of its own; the pulse is felt, not struck."""

from instruments import effects as fx
from instruments.circle import place
from instruments.drums import WOOD, Kick, Shaker, Tone
from instruments.equaliser import eq
from instruments.samples import Sample
from instruments.synth import Fm, Layer, Subtractive
from instruments.vocal import Formant

from ..loop import Family, Groove
from ..palette import BELL, CHOIR, ELECTRIC, GLASS, GRAND, HORN, NYLON, STRINGS, SUPERSAW, TINE, WARM

FAMILY = Family("ambient", "Tidal Garden", "ambient", 76, "D", "Ambient in D major: tides of strings and glass, felt piano, distant voices.",
                Groove(swing=0.5, loose=6.0, lean={"keys": 6}))
stem = FAMILY.stem

CHORDS = "Dmaj9 A6/C# Bm9 Gmaj9"


def space(x, seed, seconds=4.0, mix=0.45):
    return fx.reverb(x, seconds, mix, predelay_ms=25, low=6000, seed=seed, early=0.2)


@stem("drums", "heart", "Slow Heart", 2, "soft", "pulse")
def _(s):
    kick = Kick(46, 90, 0.03, 0.12, 0.45, click=0.0, drive=1.2)
    x = s.hits(kick, "X.o.......X.....|X.o.......X..o..", 1.0, loose=2) + s.hits(Shaker(0.03, 0.035, 5200, 0.2), "..o.x.o...o.x.o.|..o.x.o...x.x.o.", 1.1)
    x += s.hits(Sample("sonic", "elec_soft_kick", 1.4, 0.3), "....x.......x...", 0.8)
    x += s.hits(WOOD, ".......o......o.", 1.0)
    return space(eq(x, ("lowShelf", 90, 0.7, -3)), 231, 2.0, 0.2)



@stem("percussion", "drops", "Cave Drops", 4, "texture", "generative")
def _(s):
    x = s.silence()
    for step in range(0, 64):
        if s.rng.random() < 0.3:
            drop = Tone(float(s.rng.choice([587, 740, 880, 1109, 1175])), ((1, 1, 0.03), (2.8, 0.2, 0.01)), 0.15, 0.1, 0.3)
            place(x, fx.pan(drop(float(s.rng.uniform(0.3, 0.9)), s.rng), float(s.rng.uniform(-0.8, 0.8))), s.at(step))
    return space(fx.delay(x, s.seconds(3), 0.5, 0.5), 233, 3.0, 0.4)



@stem("bass", "swell", "Deep Current", 4, "sub", "swells")
def _(s):
    voice = Subtractive((("sine", 0, 1.0), ("triangle", 0, 0.3), ("saw", 12, 0.05)), cutoff=500, sweep=0.8, filter="low", resonance=0.05,
                        shape=(0.8, 1, 0.6, 0.6), amp=(0.25, 0.6, 0.85, 0.5), touch=0.2)
    x = s.line(voice, "D2! - - - - - - - - - - - . . . . | C#2 - - - - - - - - - - - . . . . | B1 - - - - - - - - - - - . . A1, - | G1 - - - - - - - - - - - A1, - - -")
    return fx.reverb(fx.saturate(x, 3), 1.6, 0.06, seed=235)


@stem("bass", "pluck", "Tide Pool Bass", 4, "plucked", "melodic")
def _(s):
    voice = Layer(((Fm(((1, 1, 0.7, 0.4, 1.0, 1.6),), amp=(0.003, 3, 0, 0.2), spread=0), 1.0, 0), (NYLON, 0.25, 12)))
    x = s.line(voice, "D2! - - - - - A2, - - - F#2, - - - . . | C#2! - - - - - A2, - - - E2, - - - . . | B1! - - - - - F#2, - - - D2, - - - . . | G1! - - - - - D2, - - - B2, - A2, - . .", loose=4)
    return fx.reverb(eq(x, ("low", 2500)), 1.6, 0.1, seed=236)


@stem("keys", "felt", "Felt and Fog", 4, "piano", "sparse")
def _(s):
    x = s.line(GRAND, "F#5 - - - - - E5, - - - C#5 - - - - - | . . . . E5, - - - A4 - - - - - - - | D5 - - - - - C#5, - - - A4 - - - - - | . . . . B4, - - - D5 - - - E5, - - -", role="keys")
    x += s.chords(GRAND, CHORDS, "x===============", 59, 3, role="keys", strum=30, gain=0.5, bass=2)
    return space(eq(x, ("low", 3200), ("high", 90)), 237, 3.4, 0.35)


@stem("keys", "tines", "Still Water Tines", 4, "electric-piano", "dreamy")
def _(s):
    x = s.chords(TINE, CHORDS, "X=======..o=x===", 64, 4, role="keys", strum=24)
    return space(fx.tremolo(fx.chorus(x, 0.4, 3.0), 1.3, 0.45), 238, 3.0, 0.32)


@stem("guitar", "swell", "Volume Pedal", 4, "swells", "e-bow")
def _(s):
    bow = Subtractive((("saw", 0, 0.7), ("triangle", 0, 0.5)), voices=2, detune=5, spread=0.3, cutoff=900, sweep=1.2, shape=(0.7, 1, 0.6, 0.6),
                      amp=(0.6, 0.5, 0.9, 0.9), vibrato=(0.12, 4.6, 0.6), resonance=0.15)
    x = s.line(bow, "A4 - - - - - - - F#4 - - - - - - - | E4 - - - - - - - - - - - A4 - - - | D5 - - - - - - - C#5 - - - - - - - | B4 - - - - - - - - - - - A4 - - -") + 0.4 * s.chords(ELECTRIC, CHORDS, "X===============", 62, 4, strum=60)
    return space(fx.delay(fx.saturate(eq(x, ("high", 160)), 4), s.seconds(6), 0.5, 0.4), 239, 3.6, 0.35)



@stem("strings", "tide", "Slow Tide", 4, "swells", "lush")
def _(s):
    x = s.voices(STRINGS, CHORDS, 4, 64)
    swell = 0.65 + 0.35 * fx.lfo(s.n, s.bpm / 240, -0.1)
    return space(eq(x, ("high", 160), ("highShelf", 5000, 0.7, -3)) * swell[:, None], 241, 3.6, 0.35)


@stem("brass", "horns", "Distant Horns", 4, "horn", "swells")
def _(s):
    x = s.voices(HORN, CHORDS, 3, 57) + s.line(HORN, "A4 - - - - - - - - - - - . . . . | . . . . . . . . . . . . . . . . | D4 - - - - - F#4 - - - - - . . . . | . . . . B4 - - - - - A4 - - - - -", 0.7)
    return space(eq(x, ("low", 2600)), 242, 4.0, 0.45)


@stem("lead", "glass", "Glass Harp", 4, "glass", "melodic")
def _(s):
    voice = Layer(((GLASS, 0.5, 12), (Fm(((1, 2, 0.25, 0, 0.8, 0),), amp=(0.25, 1, 0.8, 1.0), vibrato=(0.1, 4.5, 0.5), detune=6), 0.6, 0)))
    x = s.line(voice, "F#5 - - - - - A5 - - - - - E5 - - - | . . . . C#6 - - - B5 - - - A5 - - - | D6 - - - - - A5 - - - - - F#5 - - - | . . . . B5 - - - D5 - - - E5 - - -", loose=4, octave=-1)
    return space(fx.delay(x, s.seconds(6), 0.5, 0.4), 243, 4.0, 0.4)



@stem("pad", "bloom", "Morning Bloom", 4, "warm", "evolving")
def _(s):
    x = s.voices(WARM.with_(cutoff=900, amp=(1.2, 1, 0.9, 1.6), shape=(1.6, 2, 0.6, 1.5)), CHORDS, 4, 62)
    return space(fx.sweep(fx.chorus(x, 0.25, 4.5), "low", 700, 5000, 0.08, 0.8), 245, 4.0, 0.4)


@stem("pad", "shimmer", "Shimmer Field", 4, "bright", "shimmer")
def _(s):
    voice = SUPERSAW.with_(cutoff=2200, sweep=0.4, amp=(0.9, 1, 0.9, 1.4), shape=(1.2, 1, 0.8, 1), touch=0.2)
    x = s.voices(voice, CHORDS, 3, 74) + 0.4 * s.voices(CHOIR, CHORDS, 3, 74)
    return space(eq(x, ("high", 350), ("low", 8000)), 246, 5.0, 0.6)


@stem("pad", "drone", "Two-Note Sky", 2, "drone", "open-fifth")
def _(s):
    voice = WARM.with_(cutoff=500, detune=16)
    x = s.line(voice, "D3 - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -") + s.line(voice, "A3 - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -", 0.8)
    x += 0.25 * s.line(BELL, "D5 - - - - - - - . . . . A5, - - - - - - - . . . . . . E5, - - - - -")
    return space(fx.sweep(x, "low", 500, 2800, 0.16, 1.0), 247, 4.0, 0.4)


@stem("voice", "sirens", "Far Shore Voices", 4, "choir", "ethereal")
def _(s):
    far = Formant("uoa", singers=4, morph=0.9, drift=10, vibrato=0.2, amp=(0.5, 0.5, 0.9, 0.9), scoop=(-0.4, 0.2))
    x = s.voices(far, CHORDS, 3, 67) + 0.5 * s.voices(CHOIR, CHORDS, 3, 62)
    return space(eq(x, ("high", 200), ("low", 7000)), 248, 4.5, 0.5)


@stem("voice", "breath", "Breathing Vowels", 2, "vocal-texture", "soft")
def _(s):
    breath = Formant("oau", singers=2, morph=0.5, breath=0.35, vibrato=0.1, amp=(0.3, 0.4, 0.8, 0.6))
    x = s.line(breath, "D4 - - - - - - - . . A4, - - - - - | F#4 - - - - - - - . . E4, - - - - -")
    return space(fx.delay(eq(x, ("high", 180), ("peak", 2600, 0.8, 4)), s.seconds(6), 0.45, 0.35), 249, 3.5, 0.4)
