"""Voices that several families share, named as a player would ask for them."""

from instruments.drums import KitPiece
from instruments.pluck import Pluck
from instruments.soundfont import SoundFont
from instruments.synth import Fm, Layer, Subtractive
from instruments.vocal import Formant

# Electric pianos and bells
TINE = Fm(((1, 1, 1.0, 1.4, 1.0, 2.6), (1, 14, 0.4, 0.05, 0.3, 0.2), (2, 1, 0.2, 0.6, 0.12, 0.9)))
REED = Fm(((1, 1, 1.3, 0.5, 1.0, 1.5), (1, 3, 0.5, 0.12, 0.25, 0.4)), detune=2)
GLASS = Fm(((1, 1, 1.1, 1.0, 0.9, 1.8), (1, 14, 0.55, 0.12, 0.55, 0.5), (2, 2, 0.3, 0.5, 0.15, 0.6)), detune=6, spread=0.3)
BELL = Fm(((1, 3.5, 1.1, 0.7, 0.8, 1.2), (2, 7.07, 0.6, 0.25, 0.25, 0.5)), amp=(0.001, 4, 0, 0.5), detune=5, spread=0.4)
MALLET = Fm(((1, 4, 0.8, 0.06, 1.0, 0.35), (4, 1, 0.1, 0.1, 0.12, 0.08)), amp=(0.001, 2, 0, 0.2), detune=2)
GRAND = SoundFont("musescore", 0, tail=0.5)
CLAVINET = SoundFont("fluid", 7, tail=0.12)

# Basses
SUB = Subtractive((("sine", 0, 1.0), ("triangle", 0, 0.25)), cutoff=900, track=0.5, sweep=0.6, filter="low", resonance=0.05,
                  amp=(0.004, 0.3, 0.85, 0.06), glide=0.06, touch=0.3)
ROUND = Subtractive((("saw", 0, 0.6), ("sine", 0, 0.8)), cutoff=320, sweep=1.7, resonance=0.15, shape=(0.002, 0.16, 0.15, 0.1),
                    amp=(0.003, 0.25, 0.7, 0.05), drive=1.4, glide=0.05)
FINGER = SoundFont("fluid", 33, tail=0.08, trim=0.008)
PICKED = SoundFont("fluid", 34, tail=0.06, trim=0.012)
SLAP = SoundFont("fluid", 36, tail=0.08)
UPRIGHT = SoundFont("musescore", 32, tail=0.12, trim=0.008)

# Guitars
CLEAN = SoundFont("fluid", 27, tail=0.12)
JAZZ = SoundFont("fluid", 26, tail=0.2)
MUTED = SoundFont("musescore", 28, tail=0.05, trim=0.008)
STEEL = SoundFont("fluid", 25, tail=0.3)
NYLON = SoundFont("fluid", 24, tail=0.4)
DRIVEN = SoundFont("fluid", 29, tail=0.15, trim=0.015)
ELECTRIC = Pluck(2.2, 0.7, 0.11, 0.0, (("peak", 2300, 0.9, 4.0), ("low", 5200, 0.7)))
CHANK = Pluck(0.9, 0.7, 0.14, 0.3, (("peak", 800, 0.7, 5.0), ("peak", 2200, 0.9, 2.0), ("low", 7000), ("high", 160)), release=0.02)

# Ensembles
STRINGS = Layer(((SoundFont("musescore", 48, tail=0.6), 0.8, 0), (SoundFont("fluid", 49, tail=0.7), 0.5, 0)))
STACCATO = Layer(((SoundFont("musescore", 48, tail=0.18, trim=0.1), 0.9, 0), (SoundFont("fluid", 45, tail=0.3), 0.5, 0)))
BRASS = Layer(((SoundFont("musescore", 61, tail=0.15, trim=0.015), 0.8, 0), (SoundFont("fluid", 61, tail=0.15, trim=0.012), 0.6, 0)))
TRUMPET = SoundFont("musescore", 56, tail=0.15, trim=0.01)
MUTE_TRUMPET = SoundFont("musescore", 59, tail=0.15, trim=0.012)
TROMBONE = SoundFont("musescore", 57, tail=0.15, trim=0.015)
HORN = SoundFont("musescore", 60, tail=0.4)
TENOR = SoundFont("musescore", 66, tail=0.15, trim=0.018)
FLUTE = SoundFont("musescore", 73, tail=0.2, trim=0.04)
CHOIR = SoundFont("musescore", 52, tail=0.6, trim=0.08)
OOHS = SoundFont("musescore", 53, tail=0.4)
SECTION = Formant("a", singers=5, drift=11, vibrato=0.14, amp=(0.12, 0.5, 0.9, 0.35))
SYNTH_BRASS = Subtractive((("saw", 0, 1.0), ("saw", 12, 0.25)), voices=3, detune=9, spread=0.5, cutoff=620, sweep=2.2, track=0.6,
                          shape=(0.045, 0.5, 0.55, 0.2), amp=(0.02, 0.4, 0.85, 0.12), resonance=0.12)

# Pads and leads
WARM = Subtractive((("saw", 0, 1.0), ("triangle", -12, 0.4)), voices=5, detune=11, spread=0.9, cutoff=1150, sweep=0.9, track=0.4,
                   shape=(0.8, 1.5, 0.7, 0.8), amp=(0.35, 0.8, 0.9, 0.9), resonance=0.1, touch=0.3)
SUPERSAW = Subtractive((("saw", 0, 1.0),), voices=7, detune=17, spread=0.95, cutoff=3800, sweep=0.8, track=0.5,
                       shape=(0.01, 0.4, 0.5, 0.2), amp=(0.006, 0.3, 0.85, 0.18), filter="low", resonance=0.08)
DROPLET = Subtractive((("saw", 0, 0.7), ("square", 0, 0.4)), voices=2, detune=7, spread=0.6, cutoff=420, sweep=3.0, track=0.5,
                      shape=(0.001, 0.16, 0.0, 0.1), amp=(0.001, 0.3, 0.0, 0.12), resonance=0.25)

# Pieces of the General MIDI kits
def piece(kit, key, seconds=1.0, gain=1.0, pan=0.0, *bands, font="fluid"):
    return KitPiece(font, kit, key, seconds, gain, pan, bands)
