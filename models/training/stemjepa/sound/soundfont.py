"""A sound font through libfluidsynth (Debian's libfluidsynth3), offline, by ctypes."""

import ctypes
from ctypes import c_char_p, c_double, c_int, c_void_p
from pathlib import Path

import numpy as np

DRUM_BANK = 128


def _library() -> ctypes.CDLL:
    lib = ctypes.CDLL("libfluidsynth.so.3")
    for name in ("new_fluid_settings", "new_fluid_synth"):
        getattr(lib, name).restype = c_void_p
    lib.new_fluid_synth.argtypes = [c_void_p]
    lib.fluid_settings_setnum.argtypes = [c_void_p, c_char_p, c_double]
    lib.fluid_settings_setint.argtypes = [c_void_p, c_char_p, c_int]
    lib.fluid_synth_sfload.argtypes = [c_void_p, c_char_p, c_int]
    lib.fluid_synth_program_select.argtypes = [c_void_p, c_int, c_int, c_int, c_int]
    lib.fluid_synth_noteon.argtypes = [c_void_p, c_int, c_int, c_int]
    lib.fluid_synth_noteoff.argtypes = [c_void_p, c_int, c_int]
    lib.fluid_synth_all_sounds_off.argtypes = [c_void_p, c_int]
    lib.fluid_synth_write_float.argtypes = [c_void_p, c_int, c_void_p, c_int, c_int, c_void_p, c_int, c_int]
    lib.fluid_set_log_function.argtypes = [c_int, c_void_p, c_void_p]
    for level in range(5):
        lib.fluid_set_log_function(level, None, None)
    return lib


class SoundFont:
    """One font, one voice at a time. `rate` in Hz."""

    def __init__(self, path: Path, rate: int) -> None:
        self.lib = _library()
        settings = self.lib.new_fluid_settings()
        self.lib.fluid_settings_setnum(settings, b"synth.sample-rate", float(rate))
        self.lib.fluid_settings_setnum(settings, b"synth.gain", 0.5)
        for key in (b"synth.reverb.active", b"synth.chorus.active"):
            self.lib.fluid_settings_setint(settings, key, 0)
        self.lib.fluid_settings_setint(settings, b"synth.dynamic-sample-loading", 1)
        self.synth = self.lib.new_fluid_synth(settings)
        self.rate = rate
        self.font = self.lib.fluid_synth_sfload(self.synth, str(path).encode(), 0)
        if self.font < 0:
            raise FileNotFoundError(f"sound font {path} could not be loaded")

    def render(self, notes: list[tuple[float, float, int, float]], bank: int, program: int, seconds: float) -> np.ndarray:
        """Notes (start s, length s, MIDI pitch, velocity 0..1) -> mono f32[seconds * rate]; an absent preset is silence."""
        lib, synth = self.lib, self.synth
        samples = int(seconds * self.rate)
        stereo = np.zeros((2, samples), np.float32)
        lib.fluid_synth_all_sounds_off(synth, 0)
        if lib.fluid_synth_program_select(synth, 0, self.font, bank, program) != 0:
            return stereo[0]
        events = []
        for start, length, pitch, velocity in notes:
            on = int(start * self.rate)
            events.append((on, 1, pitch, max(1, min(127, int(velocity * 127)))))
            events.append((on + max(1, int(length * self.rate)), 0, pitch, 0))
        events.sort(key=lambda e: (e[0], e[1]))
        left, right = stereo[0].ctypes.data, stereo[1].ctypes.data
        at = 0
        for when, on, pitch, velocity in events:
            when = min(max(when, 0), samples)
            if when > at:
                lib.fluid_synth_write_float(synth, when - at, left, at, 1, right, at, 1)
                at = when
            if on:
                lib.fluid_synth_noteon(synth, 0, pitch, velocity)
            else:
                lib.fluid_synth_noteoff(synth, 0, pitch)
        if samples > at:
            lib.fluid_synth_write_float(synth, samples - at, left, at, 1, right, at, 1)
        lib.fluid_synth_all_sounds_off(synth, 0)
        flush = np.zeros((2, 64), np.float32)
        lib.fluid_synth_write_float(synth, 64, flush[0].ctypes.data, 0, 1, flush[1].ctypes.data, 0, 1)
        return stereo.mean(0)
