"""The starter library's promises: exact lengths, no seam, music theory that a player would sign."""

import math

import numpy as np
import pytest

pytest.importorskip("numba", reason="numba is not installed: pip install -r models/training/starter/requirements.txt")

from instruments import effects as fx
from instruments.circle import SR, place
from instruments.equaliser import eq
from instruments.loudness import integrated, limit, true_peak
from instruments.pluck import Pluck
from instruments.synth import Fm, Subtractive
from starter.catalogue import families, library
from starter.loop import CLASSES, Groove
from starter.theory import chord, note, voicings

SECOND = np.arange(SR) / SR


def tone(hz: float, gain: float = 1.0, seconds: int = 4) -> np.ndarray:
    t = np.arange(seconds * SR) / SR
    return np.repeat(gain * np.sin(2 * np.pi * hz * t)[:, None], 2, axis=1)


def test_a_sound_past_the_end_wraps_to_the_start() -> None:
    loop = np.zeros((100, 2))
    place(loop, np.ones((30, 2)), 90)
    assert loop[:20, 0].sum() == 20 and loop[90:, 0].sum() == 10 and loop[20:90].sum() == 0


@pytest.mark.parametrize(
    "effect",
    [
        lambda x: eq(x, ("low", 300), ("peak", 90, 4, 6)),
        lambda x: fx.reverb(x, 3.0, 0.5),
        lambda x: fx.delay(x, 0.31, 0.6, 0.5),
        lambda x: fx.chorus(x),
        lambda x: fx.wow(x),
        lambda x: fx.sweep(x, "low", 300, 3000, 0.5),
        lambda x: fx.compress(x),
        lambda x: fx.saturate(x, 8),
        lambda x: limit(x, -20),
    ],
)
def test_an_effect_does_not_know_where_the_loop_begins(effect) -> None:
    # Rotating before or after must give the same music, except that LFOs keep their own phase: rotate by the loop.
    rng = np.random.default_rng(2)
    x = np.zeros((SR, 2))
    place(x, rng.standard_normal((9000, 2)) * np.exp(-np.arange(9000) / 2000)[:, None], SR - 3000)
    y = effect(x)
    assert y.shape == x.shape
    steps = np.abs(np.diff(np.concatenate([y, y[:1]]), axis=0)).max(axis=1)
    assert steps[-1] <= steps[SR - 3000 :].max()
    assert np.abs(y[:3000]).max() > 1e-3


def test_loudness_of_the_reference_tone() -> None:
    # BS.1770: a 997 Hz sine at 0 dBFS in both channels reads -3.01 + 3.01 = 0 LUFS.
    assert abs(integrated(tone(997.0)) - 0.0) < 0.05
    assert abs(integrated(tone(997.0, 0.1)) + 20.0) < 0.05


def test_true_peak_sees_between_the_samples() -> None:
    x = tone(SR / 4) * 0 + np.sin(np.pi / 2 * np.arange(4 * SR) + np.pi / 4)[:, None]
    assert np.abs(x).max() < 0.71 and abs(true_peak(x)) < 0.01
    assert true_peak(limit(x, -3.0)) < -2.9


@pytest.mark.parametrize("voice", [Subtractive(), Fm(((1, 1, 0.5, 1, 1, 2),), detune=0), Pluck()])
@pytest.mark.parametrize("pitch", [40, 57, 69])
def test_voices_are_in_tune(voice, pitch) -> None:
    x = voice(pitch, 1.0, 0.8, np.random.default_rng(1), None).mean(axis=1)[4800:40000]
    power = np.abs(np.fft.rfft(x * np.hanning(len(x)), 1 << 20)) ** 2
    wanted = 440 * 2 ** ((pitch - 69) / 12)
    near = np.arange(int(0.97 * wanted * (1 << 20) / SR), int(1.03 * wanted * (1 << 20) / SR))
    found = near[power[near].argmax()] * SR / (1 << 20)
    assert abs(1200 * math.log2(found / wanted)) < 10


def test_notes_chords_and_voicings() -> None:
    assert (note("C4"), note("A1"), note("F#3"), note("Bb2")) == (60, 33, 54, 46)
    assert chord("Am9/E") == (4, 9, (0, 3, 10, 14))
    for symbols in (["Am9", "Fmaj9", "Dm9", "Em7"], ["Em9", "A13"]):
        for symbol, notes in zip(symbols, voicings(symbols, 62, size=4)):
            _, root, shape = chord(symbol)
            assert {p % 12 for p in notes} <= {(root + s) % 12 for s in shape}
            assert all(48 <= p <= 76 for p in notes)


def test_swing_moves_only_the_second_sixteenth() -> None:
    groove = Groove(swing=0.6)
    assert [round(groove.beat(s), 3) for s in range(5)] == [0, 0.3, 0.5, 0.8, 1.0]


def test_the_library_is_whole() -> None:
    index = library(families())
    stems = index["stems"]
    assert len(stems) >= 120 and {s["instrument"] for s in stems} == set(CLASSES)
    assert len({s["name"] for s in stems}) == len({s["file"] for s in stems}) == len(stems)
    for family in index["families"]:
        own = [s for s in stems if s["familyId"] == family["familyId"]]
        assert len(own) >= 11
        assert sum(s["instrument"] == "drums" for s in own) >= 1 and sum(s["instrument"] == "bass" for s in own) >= 2
    for s in stems:
        assert s["lengthSamples"] == round(s["bars"] * 240 / s["bpm"] * SR)
        assert (s["key"] is None) == (s["instrument"] in ("drums", "percussion"))
