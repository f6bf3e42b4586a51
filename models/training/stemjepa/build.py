"""Songs -> shards of stored spectra in canonical key.

python -m stemjepa.build --songs 6000 --out work/train            training songs and sounds
python -m stemjepa.build --songs 100 --held-out --out work/development
python -m stemjepa.build --songs 200 --first 100 --held-out --out work/heldout
    other songs, with a sound font, presets and synth settings never trained on

A shard is songs.npz: windows u8[N, 12800], song i32[N], class_id u8[N].
"""

import argparse
import time
from multiprocessing import Process
from pathlib import Path
from random import Random

import numpy as np
import torch

from .analysis import Analysis, analyse_loop
from .grid import BEATS
from .songs.compose import compose
from .songs.notes import Song
from .sound.effects import smooth_bpm
from .sound.render import Studio
from .spectra import pack, to_canonical

PER_SHARD = 50  # songs
HELD_OUT_SEEDS = 1 << 40  # held-out songs start here: the composer never sees the same seed twice


def random_tempo(rng: Random) -> float:
    """Beats per minute."""
    return rng.uniform(72, 100) if rng.random() < 0.25 else rng.uniform(100, 176)


def song_windows(studio: Studio, analysis: Analysis, rng: Random, song: Song) -> tuple[list[np.ndarray], list[int]]:
    """The stems of one song that sound: (u8[12800] each, class id each).

    Every stem is rendered at a tempo of its own. The grid takes tempo away, but not quite: analysis windows last a fixed
    time, so stems of one tempo are blurred alike and could be matched by that. In a library they come at any tempo.
    """
    windows, classes = [], []
    for part in song.parts:
        audio = studio.stem(rng, part, smooth_bpm(random_tempo(rng), BEATS))
        cqt, bands = analyse_loop(analysis, torch.from_numpy(audio), BEATS)
        window = pack(to_canonical(cqt.numpy(), part.class_id, song.tonic), bands.numpy())
        if window.max() > 100:  # an absent preset renders silence
            windows.append(window)
            classes.append(part.class_id)
    return windows, classes


def save_shard(path: Path, windows: list, songs: list, classes: list) -> None:
    part = path.with_suffix(".part.npz")
    np.savez(part, windows=np.stack(windows), song=np.array(songs, np.int32), class_id=np.array(classes, np.uint8))
    part.rename(path)


def build_shards(out: Path, shards: range, held_out: bool) -> None:
    torch.set_num_threads(1)
    studio, analysis = Studio(held_out), Analysis()
    for shard in shards:
        path = out / f"{shard:04d}.npz"
        if path.exists():
            continue
        windows, songs, classes = [], [], []
        for index in range(shard * PER_SHARD, (shard + 1) * PER_SHARD):
            rng = Random(index + (HELD_OUT_SEEDS if held_out else 0))
            made, ids = song_windows(studio, analysis, rng, compose(rng))
            windows += made
            classes += ids
            songs += [index] * len(made)
        save_shard(path, windows, songs, classes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--songs", type=int, default=6000)
    parser.add_argument("--first", type=int, default=0, help="the first song's number, a multiple of 50")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    began = time.time()
    first = options.first // PER_SHARD
    last = first - (-options.songs // PER_SHARD)
    workers = [
        Process(target=build_shards, args=(options.out, range(first + p, last, options.processes), options.held_out))
        for p in range(options.processes)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise SystemExit("a renderer stopped: see above")
    print(f"{options.songs} songs in {time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
