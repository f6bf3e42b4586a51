"""Stored bytes and canonical key."""

import numpy as np

from stemjepa.spectra import POWER_OF_BYTE, canonical_shift, encode, pack, shift_rows, to_canonical, unpack


def test_bytes_survive_a_round_trip() -> None:
    assert (encode(POWER_OF_BYTE) == np.arange(256)).all()


def test_silence_is_zero_and_loud_is_clamped() -> None:
    assert list(encode(np.array([0.0, 10**-9.01, 10**-8.99, 100.0]))) == [0, 0, 1, 255]


def test_a_window_is_12800_bytes_and_within_a_fifth_of_a_decibel() -> None:
    gen = np.random.default_rng(0)
    cqt, bands = 10 ** gen.uniform(-8, 0, (128, 84)), 10 ** gen.uniform(-8, 0, (256, 8))
    window = pack(cqt, bands)
    assert window.shape == (12_800,)
    for stored, exact in zip(unpack(window), (cqt, bands)):
        assert np.abs(10 * np.log10(stored / exact)).max() < 0.201


def test_canonical_shift_brings_every_tonic_to_c_by_at_most_six_down_or_five_up() -> None:
    for tonic in range(12):
        assert (tonic + canonical_shift(tonic)) % 12 == 0
        assert -6 <= canonical_shift(tonic) <= 5


def test_rows_shift_without_wrapping_and_drums_stay() -> None:
    cqt = np.arange(128 * 84, dtype=np.float32).reshape(128, 84) + 1
    up, down = shift_rows(cqt, 3), shift_rows(cqt, -2)
    assert (up[:, :3] == 0).all() and (up[:, 3:] == cqt[:, :-3]).all()
    assert (down[:, -2:] == 0).all() and (down[:, :-2] == cqt[:, 2:]).all()
    assert to_canonical(cqt, 0, 7) is cqt
    assert (to_canonical(cqt, 2, 7) == shift_rows(cqt, 5)).all()
