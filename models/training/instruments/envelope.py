"""Envelopes and small signal shapes."""

import numpy as np

from .circle import SR


def adsr(seconds, attack, decay, sustain, release):
    """Exponential-ish ADSR for a note held `seconds`; the release follows. Returns (m,)."""
    held = max(int(seconds * SR), 1)
    t = np.arange(held) / SR
    rise = np.clip(t / max(attack, 1e-4), 0, 1)
    fall = sustain + (1 - sustain) * np.exp(-np.maximum(t - attack, 0) / max(decay / 3, 1e-4))
    body = rise * fall
    tail = np.arange(max(int(release * SR), 48)) / SR
    out = body[-1] * np.exp(-tail / max(release / 4.5, 1e-4))
    fade = min(96, len(out))
    out[-fade:] *= np.linspace(1, 0, fade)
    return np.concatenate([body, out])


def decay(seconds, half, attack=0.0008):
    """Percussive envelope: falls by half every `half` seconds, faded at the end of `seconds`."""
    t = np.arange(int(seconds * SR)) / SR
    out = 0.5 ** (t / half) * np.clip(t / attack, 0, 1)
    fade = min(480, len(out))
    out[-fade:] *= np.linspace(1, 0, fade)
    return out


def hertz(pitch):
    """MIDI pitch (may be fractional) to hertz."""
    return 440.0 * 2.0 ** ((np.asarray(pitch, float) - 69) / 12)


def stereo(mono, left=1.0, right=1.0):
    return np.stack([mono * left, mono * right], axis=1)
