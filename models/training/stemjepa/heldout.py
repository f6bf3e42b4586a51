"""Evaluation sets for `npm run evaluate`.

python -m stemjepa.heldout --spectra work/heldout --limit-songs 60 --name heldout      models/evaluation/heldout.{json,bin}
python -m stemjepa.heldout --audio /tmp/multitracks --songs 120 --first 1000            folders NAME/song.json + INSTRUMENT.wav
"""

import argparse
import json
from pathlib import Path
from random import Random

import soundfile

from .build import HELD_OUT_SEEDS, random_tempo
from .dataset import Stems
from .export import MODELS
from .grid import BEATS, CLASSES, SAMPLE_RATE, WINDOW_BYTES
from .songs.compose import compose
from .sound.effects import smooth_bpm
from .sound.render import Studio


def write_spectra(stems: Stems, name: str, limit: int, every: int, folder: Path) -> None:
    """The first `limit` of every n-th song as one .bin of windows and a .json that says which song and class each is."""
    folder.mkdir(exist_ok=True)
    rows, data = [], bytearray()
    chosen = stems.of_song[::every][:limit]
    for song, members in enumerate(chosen):
        for i in members:
            rows.append({"song": song, "class": int(stems.class_id[i]), "offset": len(data)})
            data += stems.windows[i].numpy().tobytes()
    (folder / f"{name}.bin").write_bytes(data)
    lines = ",\n    ".join(json.dumps(row) for row in rows)
    head = f'{{\n  "name": "{name}",\n  "windowBytes": {WINDOW_BYTES},\n  "songs": {len(chosen)},\n  "stems": [\n    '
    (folder / f"{name}.json").write_text(head + lines + "\n  ]\n}\n")
    print(f"{len(rows)} stems, {len(data)} bytes")


def write_audio(folder: Path, first: int, count: int) -> None:
    """Songs, sounds and settings never trained on, as 16 kHz wave files that start on the first downbeat."""
    studio = Studio(held_out=True)
    for number in range(first, first + count):
        rng = Random(number + HELD_OUT_SEEDS)
        song = compose(rng)
        place = folder / f"song-{number:05d}"
        place.mkdir(parents=True, exist_ok=True)
        stems = []
        for part in song.parts:
            instrument = CLASSES[part.class_id]
            bpm = smooth_bpm(random_tempo(rng), BEATS)
            audio = studio.stem(rng, part, bpm)
            if abs(audio).max() > 1e-3:
                soundfile.write(place / f"{instrument}.wav", audio, SAMPLE_RATE, subtype="PCM_16")
                stems.append({"file": f"{instrument}.wav", "instrument": instrument, "bpm": bpm})
        tonic = (song.tonic + 9) % 12 if song.minor else song.tonic
        description = {
            "bpm": stems[0]["bpm"], "beats": BEATS, "key": {"tonic": tonic, "mode": "minor" if song.minor else "major"},
            "relativeMajorTonic": song.tonic, "firstDownbeatSec": 0, "stems": stems,
        }
        (place / "song.json").write_text(json.dumps(description, indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spectra", type=Path)
    parser.add_argument("--name", default="heldout")
    parser.add_argument("--limit-songs", type=int, default=60)
    parser.add_argument("--every", type=int, default=1, help="take every n-th song: neighbours may be windows of one piece")
    parser.add_argument("--audio", type=Path)
    parser.add_argument("--songs", type=int, default=120)
    parser.add_argument("--first", type=int, default=1000)
    options = parser.parse_args()
    if options.spectra:
        write_spectra(Stems.load(options.spectra), options.name, options.limit_songs, options.every, MODELS / "evaluation")
    if options.audio:
        write_audio(options.audio, options.first, options.songs)


if __name__ == "__main__":
    main()
