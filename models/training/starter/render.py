"""Render the starter library: python -m starter.render [--family house ...] [--stem bass] [--out ../../prisma/seed]"""

import argparse
import time
from pathlib import Path

from .catalogue import families, write_library
from .loop import Loop
from .master import master
from .opus import encode

SEED = Path(__file__).parents[3] / "prisma" / "seed"


def render(stem):
    """One mastered stem, (lengthSamples, 2) at 48 kHz; the same every time."""
    audio = stem.play(Loop(stem.family, stem.bars, stem.id))
    assert audio.shape == (stem.length, 2), stem.id
    return master(audio)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--family", nargs="*", help="only these families")
    parser.add_argument("--stem", default="", help="only stems whose id contains this")
    parser.add_argument("--out", type=Path, default=SEED)
    options = parser.parse_args()
    everything = families()
    for family in everything:
        if options.family and family.id not in options.family:
            continue
        for stem in family.stems:
            if options.stem not in stem.id:
                continue
            started = time.monotonic()
            encode(render(stem), options.out / "stems" / f"{stem.id}.opus", stem.name)
            print(f"{stem.id:40} {stem.bars} bars  {time.monotonic() - started:5.1f} s", flush=True)
    write_library(everything, options.out / "library.json")


if __name__ == "__main__":
    main()
