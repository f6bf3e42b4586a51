"""Notes out of General MIDI sound fonts through libfluidsynth (ctypes, no Python package needed)."""

import ctypes
import ctypes.util
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .circle import SR

FONTS = {
    "fluid": "/usr/share/sounds/sf2/FluidR3_GM.sf2",
    "musescore": "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3",
}
PACKAGES = "libfluidsynth3 fluid-soundfont-gm musescore-general-soundfont-small"


@lru_cache(maxsize=None)
def _library():
    name = ctypes.util.find_library("fluidsynth") or "libfluidsynth.so.3"
    try:
        lib = ctypes.CDLL(name)
    except OSError as cause:
        raise RuntimeError(f"FluidSynth is missing: apt-get install {PACKAGES}") from cause
    lib.new_fluid_settings.restype = ctypes.c_void_p
    lib.new_fluid_synth.restype = ctypes.c_void_p
    lib.new_fluid_synth.argtypes = [ctypes.c_void_p]
    lib.fluid_settings_setnum.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_double]
    lib.fluid_settings_setint.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    lib.fluid_synth_sfload.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    lib.fluid_synth_program_select.argtypes = [ctypes.c_void_p] + [ctypes.c_int] * 4
    lib.fluid_synth_noteon.argtypes = [ctypes.c_void_p] + [ctypes.c_int] * 3
    lib.fluid_synth_noteoff.argtypes = [ctypes.c_void_p] + [ctypes.c_int] * 2
    lib.fluid_synth_pitch_bend.argtypes = [ctypes.c_void_p] + [ctypes.c_int] * 2
    lib.fluid_synth_system_reset.argtypes = [ctypes.c_void_p]
    lib.fluid_synth_write_float.argtypes = [ctypes.c_void_p, ctypes.c_int] + [
        ctypes.c_void_p, ctypes.c_int, ctypes.c_int,
    ] * 2
    # FluidSynth logs every missing optional modulator to stderr; levels 1 and up stay quiet.
    for level in range(1, 5):
        lib.fluid_set_log_function(level, None, None)
    return lib


@lru_cache(maxsize=None)
def _synth(font):
    lib = _library()
    settings = lib.new_fluid_settings()
    lib.fluid_settings_setnum(settings, b"synth.sample-rate", float(SR))
    lib.fluid_settings_setnum(settings, b"synth.gain", 0.6)
    for name in (b"synth.reverb.active", b"synth.chorus.active"):
        lib.fluid_settings_setint(settings, name, 0)
    synth = lib.new_fluid_synth(settings)
    handle = lib.fluid_synth_sfload(synth, FONTS[font].encode(), 1)
    if handle < 0:
        raise RuntimeError(f"{FONTS[font]} is missing: apt-get install {PACKAGES}")
    return synth, handle


def _pull(lib, synth, frames):
    left, right = np.zeros(frames, np.float32), np.zeros(frames, np.float32)
    lib.fluid_synth_write_float(synth, frames, left.ctypes.data, 0, 1, right.ctypes.data, 0, 1)
    return np.stack([left, right], axis=1).astype(float)


@lru_cache(maxsize=600)
def _note(font, bank, program, pitch, velocity, frames, tail):
    lib = _library()
    synth, handle = _synth(font)
    lib.fluid_synth_system_reset(synth)
    channel = 9 if bank == 128 else 0
    lib.fluid_synth_program_select(synth, channel, handle, bank, program)
    lib.fluid_synth_noteon(synth, channel, pitch, velocity)
    held = _pull(lib, synth, frames)
    lib.fluid_synth_noteoff(synth, channel, pitch)
    return np.concatenate([held, _pull(lib, synth, tail)])


@dataclass(frozen=True)
class SoundFont:
    """One preset as a voice. `tail` seconds of release are kept; `trim` skips a soft attack (seconds)."""

    font: str
    program: int
    bank: int = 0
    tail: float = 0.6
    trim: float = 0.0
    shift: int = 0
    attack: float = 0.0
    gain: float = 1.0

    def __call__(self, pitch, seconds, velocity=0.8, rng=None, slide=None):
        midi_velocity = int(np.clip(round(velocity * 118), 1, 127))
        frames = max(64, int((seconds + self.trim) * SR))
        sound = _note(
            self.font, self.bank, self.program, int(round(pitch)) + self.shift, midi_velocity, frames, int(self.tail * SR)
        )
        sound = sound[int(self.trim * SR) :].copy()
        rise = int(max(self.attack, 0.0015 if self.trim else 0.0) * SR)
        if rise:
            sound[:rise] *= np.linspace(0, 1, rise)[:, None]
        fade = min(len(sound), int(min(self.tail, 0.15) * SR))
        sound[-fade:] *= np.linspace(1, 0, fade)[:, None]
        return sound * (4.0 * self.gain)
