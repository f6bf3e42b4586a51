"""The starter library as a test: another composer, other instruments, produced and encoded as the server meets them.

python -m stemjepa.starter_library --checkpoint work/last.pt [--library ../../prisma/seed/library.json]

For every stem: context = one random stem of each other class of its family (three draws); candidates are the stem and all
stems of its class from other families. Families differ in chords, groove and sound but several share the canonical key.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import soundfile
import torch
from scipy.signal import resample_poly

from .analysis import Analysis, analyse_loop
from .checkpoint import load
from .dataset import POWER, Stems, split
from .evaluate import embed, handmade, summary
from .export import MODELS
from .grid import CLASSES, SAMPLE_RATE, UNPITCHED
from .spectra import pack, to_canonical

DRAWS = 3


def library_stems(path: Path) -> Stems:
    """Every stem of the library, a family as a song."""
    library = json.loads(path.read_text())
    families = sorted({stem["familyId"] for stem in library["stems"]})
    analysis = Analysis()
    windows, songs, classes = [], [], []
    for stem in library["stems"]:
        audio, rate = soundfile.read(path.parent / stem["file"], dtype="float32", always_2d=True)
        loop = audio[: stem["lengthSamples"]].mean(1)
        mono = resample_poly(loop, SAMPLE_RATE, rate).astype(np.float32)
        cqt, bands = analyse_loop(analysis, torch.from_numpy(mono), stem["bars"] * stem["beatsPerBar"])
        class_id, key = CLASSES.index(stem["instrument"]), stem["key"]
        tonic = 0 if key is None else (key["tonic"] + (3 if key["mode"] == "minor" else 0)) % 12
        windows.append(pack(to_canonical(cqt.numpy(), class_id, tonic), bands.numpy()))
        songs.append(families.index(stem["familyId"]))
        classes.append(class_id)
    return Stems(np.stack(windows), np.array(songs), np.array(classes, np.uint8))


def draw_contexts(stems: Stems, gen: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """For each stem, the sum of one stem of each other class of its family, brought to one level."""
    power = POWER[stems.windows.int()]
    power = power / (power[:, 128 * 84 :].mean(1, keepdim=True) + 1e-12)
    context = torch.zeros_like(power)
    for i in range(len(power)):
        mine = stems.of_song[stems.song[i]]
        for class_id in set(stems.class_id[mine]) - {stems.class_id[i]}:
            context[i] += power[gen.choice(mine[stems.class_id[mine] == class_id])]
    return split(context)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--library", type=Path, default=MODELS.parent / "prisma" / "seed" / "library.json")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    model, _ = load(options.checkpoint)
    stems = library_stems(options.library)
    cqt, bands = split(POWER[stems.windows.int()])
    vectors, logits = embed(model, cqt, bands)
    wanted = torch.from_numpy(stems.class_id)
    own = handmade(cqt, bands)
    unpitched = np.isin(stems.class_id, list(UNPITCHED))[:, None]
    rows: dict[str, list[dict]] = {"model": [], "chromaAndOnset": [], "contextShuffled": []}
    for draw in range(DRAWS):
        gen = np.random.default_rng(draw)
        context = draw_contexts(stems, gen)
        score = (embed(model, *context, wanted)[0] @ vectors.T).numpy()
        other = np.array([gen.choice(np.flatnonzero(stems.song != stems.song[i])) for i in range(len(score))])
        chroma, onset = ((a @ b.T).numpy() for a, b in zip(handmade(*context), own))
        rows["model"].append(summary(score, stems))
        rows["chromaAndOnset"].append(summary(np.where(unpitched, onset, chroma + onset), stems))
        shuffled = (embed(model, context[0][other], context[1][other], wanted)[0] @ vectors.T).numpy()
        rows["contextShuffled"].append(summary(shuffled, stems))
    mean = lambda name, key: float(np.mean([row[key] for row in rows[name]]))  # noqa: E731
    result = {name: {key: round(mean(name, key), 3) for key in ("medianRankInClass", "meanRankInClass")} for name in rows}
    result |= {"families": len(stems.of_song), "stems": len(stems.song), "classAccuracy": round(float((logits.argmax(1) == wanted).float().mean()), 3)}
    for name in rows:
        per_class = {c: round(float(np.mean([row["perClass"][c]["medianRank"] for row in rows[name]])), 2) for c in rows[name][0]["perClass"]}
        print(f"{name:16} rank in class: median {result[name]['medianRankInClass']:.3f} mean {result[name]['meanRankInClass']:.3f}  by class {per_class}")
    print(f"{result['families']} families, {result['stems']} stems, class accuracy {result['classAccuracy']}")
    if options.json:
        options.json.write_text(json.dumps({"starterLibrary": result}, indent=2) + "\n")


if __name__ == "__main__":
    main()
