"""Shards -> training examples: a context mix, a missing stem of the same song, and that stem made wrong on purpose."""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .grid import ANY_CLASS, BANDS, CLASSES, CQT_BYTES, FRAMES, ROWS, UNPITCHED, BAND_FRAMES
from .spectra import POWER_OF_BYTE

MAX_CONTEXT = 6
KNOTS = 8  # of a random equaliser curve over the ten octaves 20 Hz..8 kHz
ROW_OCTAVE = (np.log2(32.7 / 20) + np.arange(ROWS) / 12) / 8.65
BAND_OCTAVE = np.log2(np.sqrt(np.array([30, 110, 220, 440, 880, 1760, 3520, 5600]) * np.array([110, 220, 440, 880, 1760, 3520, 5600, 8000])) / 20) / 8.65
POWER = torch.from_numpy(POWER_OF_BYTE)


class Stems:
    """Every stem of a set of songs, as bytes. windows u8[N, 12800], song i64[N] (renumbered from 0), class_id i64[N]."""

    def __init__(self, windows: np.ndarray, song: np.ndarray, class_id: np.ndarray) -> None:
        self.windows = torch.from_numpy(windows)
        self.song = np.unique(song, return_inverse=True)[1].astype(np.int64)
        self.class_id = class_id.astype(np.int64)
        order = np.argsort(self.song, kind="stable")
        edges = np.flatnonzero(np.diff(self.song[order])) + 1
        self.of_song = np.split(order, edges)
        self.of_class = [np.flatnonzero(self.class_id == c) for c in range(len(CLASSES))]

    @staticmethod
    def load(*folders: Path) -> "Stems":
        """All shards of the folders; songs of different folders stay different."""
        windows, songs, classes, base = [], [], [], 0
        for folder in folders:
            top = base
            for path in sorted(folder.glob("[0-9]*[0-9].npz")):
                shard = np.load(path)
                windows.append(shard["windows"])
                songs.append(shard["song"].astype(np.int64) + base)
                classes.append(shard["class_id"])
                top = max(top, int(songs[-1].max()) + 1)
            base = top
        return Stems(np.concatenate(windows), np.concatenate(songs), np.concatenate(classes))


def split(power: Tensor) -> tuple[Tensor, Tensor]:
    """[..., 12800] -> ([..., 128, 84], [..., 256, 8])."""
    lead = power.shape[:-1]
    return power[..., :CQT_BYTES].reshape(*lead, FRAMES, ROWS), power[..., CQT_BYTES:].reshape(*lead, BAND_FRAMES, BANDS)


def equaliser(gen: np.random.Generator, *shape: int) -> tuple[Tensor, Tensor]:
    """Random smooth power gains: (f32[*shape, 84], f32[*shape, 8]); a few decibels, consistent between rows and bands."""
    knots = gen.normal(0, 3.0, (*shape, KNOTS))
    flat = knots.reshape(-1, KNOTS)
    place = np.linspace(0, 1, KNOTS)
    gains = []
    for at in (ROW_OCTAVE, BAND_OCTAVE):
        low = np.clip(np.searchsorted(place, at) - 1, 0, KNOTS - 2)
        part = np.clip((at - place[low]) * (KNOTS - 1), 0, 1)
        curve = flat[:, low] * (1 - part) + flat[:, low + 1] * part
        gains.append(torch.from_numpy((10 ** (curve / 10)).astype(np.float32)).reshape(*shape, -1))
    return gains[0], gains[1]


def roll_window(cqt: Tensor, bands: Tensor, sixteenths: int) -> tuple[Tensor, Tensor]:
    """One window later by sixteenth notes, circular."""
    return torch.roll(cqt, 2 * sixteenths, 0), torch.roll(bands, 4 * sixteenths, 0)


def spoil(gen: np.random.Generator, cqt: Tensor, bands: Tensor, pitched: bool) -> tuple[Tensor, Tensor]:
    """The same stem, wrong: early or late, its bars in another order, or (pitched only) in another key."""
    kind = gen.choice(("time", "bars", "key") if pitched else ("time", "time", "bars"))
    if kind == "time":
        return roll_window(cqt, bands, int(gen.choice((-8, -4, -3, -2, -1, 1, 2, 3, 4, 6, 8))))
    if kind == "bars":
        order = [[1, 2, 3, 0], [2, 3, 0, 1], [3, 0, 1, 2], [1, 0, 3, 2], [2, 1, 0, 3], [0, 3, 2, 1]][gen.integers(6)]
        return cqt.reshape(4, -1, ROWS)[order].reshape(FRAMES, ROWS), bands.reshape(4, -1, BANDS)[order].reshape(BAND_FRAMES, BANDS)
    shift = int(gen.choice((-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6)))
    moved = torch.roll(cqt, shift, 1)
    if shift > 0:
        moved[:, :shift] = 0
    else:
        moved[:, shift:] = 0
    return moved, bands


def same_sound(a: Tensor, b: Tensor, c: Tensor, d: Tensor) -> Tensor:
    """bool[B]: windows so alike (repeating bars, say) that neither is wrong. Compares square-rooted power."""
    alike = []
    for x, y in ((a, b), (c, d)):
        x, y = x.sqrt().flatten(1), y.sqrt().flatten(1)
        alike.append((x * y).sum(1) / (x.norm(dim=1) * y.norm(dim=1) + 1e-9))
    return (alike[0] > 0.97) & (alike[1] > 0.97)


def batch(stems: Stems, gen: np.random.Generator, size: int, one_class: int | None) -> dict[str, Tensor]:
    """`size` anchors of different songs, fewer where there are fewer. With `one_class` every missing stem is of that class.

    context/target/wrong: cqt f32[B,128,84], bands f32[B,256,8]; wanted i64[B] (10 = any); class_id i64[B]; the first half has
    spoiled copies; alike bool[B/2]: such a copy is no worse than the target and must not count against it.
    """
    pool = stems.of_class[one_class] if one_class is not None else None
    anchors: list[int] = []
    if pool is not None:
        songs = stems.song[pool]
        pick = gen.permutation(len(pool))
        _, first = np.unique(songs[pick], return_index=True)
        chosen = gen.permutation(first)[:size]
        anchors = [int(pool[pick[i]]) for i in chosen]
    else:
        for song in gen.choice(len(stems.of_song), min(size, len(stems.of_song)), replace=False):
            anchors.append(int(gen.choice(stems.of_song[song])))
    size = len(anchors)
    index = np.zeros((size, MAX_CONTEXT), np.int64)
    weight = np.zeros((size, MAX_CONTEXT), np.float32)
    for i, anchor in enumerate(anchors):
        others = stems.of_song[stems.song[anchor]]
        others = gen.permutation(others[others != anchor])
        count = int(min(MAX_CONTEXT, len(others), max(1, np.ceil(len(others) * gen.uniform(0.15, 1.25)))))
        index[i, :count] = others[:count]
        weight[i, :count] = 1.0
    loud = POWER[stems.windows[torch.from_numpy(index.reshape(-1)), CQT_BYTES:].long()].reshape(size, MAX_CONTEXT, -1).mean(2) + 1e-12
    decibels = torch.from_numpy(gen.normal(0, 5.0, (size, MAX_CONTEXT)).astype(np.float32))
    gain = torch.from_numpy(weight) * 10 ** (decibels / 10) / loud  # stems are brought to one level first
    cqt, bands = split(POWER[stems.windows[torch.from_numpy(index)].int()])
    row_gain, band_gain = equaliser(gen, size, MAX_CONTEXT)
    context_cqt = torch.einsum("bkfr,bkr->bfr", cqt, row_gain * gain[..., None])
    context_bands = torch.einsum("bkfr,bkr->bfr", bands, band_gain * gain[..., None])
    target_cqt, target_bands = split(POWER[stems.windows[torch.tensor(anchors)].int()])
    row_gain, band_gain = equaliser(gen, size)
    target_cqt, target_bands = target_cqt * row_gain[:, None], target_bands * band_gain[:, None]
    class_id = torch.from_numpy(stems.class_id[anchors])
    spoiled = size // 2  # every second stem is spoiled: two thirds of the cost of all, most of the use
    wrong_cqt, wrong_bands = torch.empty_like(target_cqt[:spoiled]), torch.empty_like(target_bands[:spoiled])
    for i in range(size):
        turn = 16 * int(gen.integers(4))  # the whole song may start at any bar
        context_cqt[i], context_bands[i] = roll_window(context_cqt[i], context_bands[i], turn)
        target_cqt[i], target_bands[i] = roll_window(target_cqt[i], target_bands[i], turn)
        if i < spoiled:
            wrong_cqt[i], wrong_bands[i] = spoil(gen, target_cqt[i], target_bands[i], int(class_id[i]) not in UNPITCHED)
    for cqt, bands in ((context_cqt, context_bands), (target_cqt, target_bands)):  # a noise floor of its own
        floor = bands.mean((1, 2), keepdim=True) * torch.from_numpy(10 ** (-gen.uniform(4.5, 9, (size, 1, 1)).astype(np.float32)))
        cqt += 0.3 * floor * torch.rand_like(cqt)
        bands += 8 * floor * torch.rand_like(bands)
    wanted = torch.where(torch.rand(size) < 0.12, torch.full_like(class_id, ANY_CLASS), class_id)
    return {
        "context_cqt": context_cqt, "context_bands": context_bands, "target_cqt": target_cqt, "target_bands": target_bands,
        "wrong_cqt": wrong_cqt, "wrong_bands": wrong_bands, "wanted": wanted, "class_id": class_id,
        "alike": same_sound(target_cqt[:spoiled], wrong_cqt, target_bands[:spoiled], wrong_bands),
    }
