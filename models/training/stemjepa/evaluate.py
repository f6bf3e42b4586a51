"""Held-out numbers, quickly. The server's `npm run evaluate` measures the same protocol through the exported files.

python -m stemjepa.evaluate --checkpoint work/last.pt --data work/heldout [--json metrics.json]

For every stem: context = the sum of all other stems of its song; score = inner product with every stem's vector.
Pool: all stems of all songs but the context's own. Ranks are normalised to 0..1.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .checkpoint import load
from .dataset import POWER, Stems, roll_window, split
from .grid import CLASSES, UNPITCHED
from .model import StemJepa, features

CHUNK = 64


def contexts(stems: Stems) -> tuple[Tensor, Tensor]:
    """Linear power of each stem's siblings, summed."""
    power = POWER[stems.windows.int()]
    total = torch.zeros(len(stems.of_song), power.shape[1]).index_add_(0, torch.from_numpy(stems.song), power)
    context = torch.zeros_like(power)
    for song, members in enumerate(stems.of_song):  # summed again without the target: no subtraction residue to find it by
        for i in members:
            context[i] = power[[j for j in members if j != i]].sum(0) if len(members) > 1 else total[song] * 0
    return split(context)


@torch.no_grad()
def embed(model: StemJepa, cqt: Tensor, bands: Tensor, wanted: Tensor | None = None) -> tuple[Tensor, Tensor]:
    """(vectors [N,640], class logits [N,10]); with `wanted`, the predictor's vectors."""
    model.eval()
    vectors, logits = [], []
    for i in range(0, len(cqt), CHUNK):
        vector, tokens, logit = model.encoder(cqt[i : i + CHUNK], bands[i : i + CHUNK])
        vectors.append(vector if wanted is None else model.predictor(tokens, wanted[i : i + CHUNK]))
        logits.append(logit)
    return torch.cat(vectors), torch.cat(logits)


def handmade(cqt: Tensor, bands: Tensor) -> tuple[Tensor, Tensor]:
    """Chroma [N, 128*12] and onset [N, 256] features, unit length after removing their mean."""
    chroma = cqt.reshape(*cqt.shape[:2], 7, 12).sum(2)
    chroma = torch.log10(chroma / (chroma.mean((1, 2), keepdim=True) + 1e-12) + 1e-2).flatten(1)
    _, onset = features(cqt, bands)
    rise = onset.reshape(len(bands), 256, 2, 8)[:, :, 1].sum(2)
    return tuple(torch.nn.functional.normalize(x - x.mean(1, keepdim=True), dim=1) for x in (chroma, rise))


def ranks(score: np.ndarray, stems: Stems, same_class: bool, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """(rank from 1, pool size) of each target among stems of other songs; ties broken at random."""
    gen = np.random.default_rng(seed)
    score = score + gen.uniform(0, 1e-7, score.shape)
    count = len(score)
    rank, size = np.zeros(count), np.zeros(count)
    for i in range(count):
        allowed = stems.song != stems.song[i]
        if same_class:
            allowed &= stems.class_id == stems.class_id[i]
        rank[i] = 1 + (score[i, allowed] > score[i, i]).sum()
        size[i] = 1 + allowed.sum()
    return rank, size


def ways(rank: np.ndarray, size: np.ndarray, n: int) -> np.ndarray:
    """Exact chance that the target beats n - 1 others drawn without replacement from its pool."""
    better, others = rank - 1, size - 1
    chance = np.ones(len(rank))
    for k in range(n - 1):
        chance *= np.clip((others - better - k) / np.maximum(1, others - k), 0, 1)
    return chance


def summary(score: np.ndarray, stems: Stems) -> dict:
    rank, size = ranks(score, stems, False)
    place, of = ranks(score, stems, True)
    normal, inside = (rank - 1) / (size - 1), (place - 1) / np.maximum(1, of - 1)
    def accuracy(n: int, mine: np.ndarray) -> float | None:
        """n-way, over the targets whose pool is large enough; None where there is none."""
        enough = mine & (of >= n)
        return round(float(ways(place, of, n)[enough].mean()), 3) if enough.any() else None

    everyone = np.ones(len(of), bool)
    per_class = {}
    for c, name in enumerate(CLASSES):
        mine = stems.class_id == c
        if mine.any():
            per_class[name] = {
                "way16": accuracy(16, mine), "way64": accuracy(64, mine),
                "medianRank": round(float(np.median(inside[mine])), 3), "pool": int(of[mine].max()),
            }
    return {
        "recall1": round(float((rank == 1).mean()), 4), "recall5": round(float((rank <= 5).mean()), 4), "recall10": round(float((rank <= 10).mean()), 4),
        "medianRank": round(float(np.median(normal)), 4), "meanRank": round(float(normal.mean()), 4),
        "way8": accuracy(8, everyone), "way16": accuracy(16, everyone), "way64": accuracy(64, everyone),
        "medianRankInClass": round(float(np.median(inside)), 4), "meanRankInClass": round(float(inside.mean()), 4), "perClass": per_class,
    }


def axes(model: StemJepa, stems: Stems, predicted: Tensor, cqt: Tensor, bands: Tensor) -> dict:
    """Pair accuracy against the target itself moved in time, its bars swapped, or in another key."""
    truth = (predicted * embed(model, cqt, bands)[0]).sum(1)
    pitched = torch.tensor([c not in UNPITCHED for c in stems.class_id])
    result = {}
    for name, steps in (("sixteenth", 1), ("half beat", 2), ("beat", 4), ("two beats", 8), ("bar", 16)):
        moved = torch.roll(cqt, 2 * steps, 1), torch.roll(bands, 4 * steps, 1)
        different = ((moved[1].sqrt() - bands.sqrt()).square().mean((1, 2)) / bands.mean((1, 2)) > 0.1)
        wins = truth > (predicted * embed(model, *moved)[0]).sum(1)
        result[name] = round(float(wins[different].float().mean()), 3)
        result[name + ", unpitched"] = round(float(wins[different & ~pitched].float().mean()), 3)
    for shift in (1, 5, 6):
        moved = torch.roll(cqt, shift, 2)
        moved[:, :, :shift] = 0
        wins = truth > (predicted * embed(model, moved, bands)[0]).sum(1)
        result[f"{shift} semitones"] = round(float(wins[pitched].float().mean()), 3)
    return result


def evaluate(model: StemJepa, stems: Stems, quick: bool = False) -> dict:
    """Every number of the model card for one set. `quick` leaves the baselines and axes out."""
    cqt, bands = split(POWER[stems.windows.int()])
    context_cqt, context_bands = contexts(stems)
    wanted = torch.from_numpy(stems.class_id)
    vectors, logits = embed(model, cqt, bands)
    predicted, _ = embed(model, context_cqt, context_bands, wanted)
    result = {"songs": len(stems.of_song), "stems": len(stems.song), "model": summary((predicted @ vectors.T).numpy(), stems)}
    result["classAccuracy"] = round(float((logits.argmax(1) == wanted).float().mean()), 3)
    spread = torch.linalg.svdvals(vectors - vectors.mean(0)).square()
    spread = spread / spread.sum()
    result["effectiveRank"] = round(float(torch.exp(-(spread * torch.log(spread + 1e-12)).sum())), 1)
    if quick:
        return result
    result["axes"] = axes(model, stems, predicted, cqt, bands)
    anyone, _ = embed(model, context_cqt, context_bands, torch.full_like(wanted, 10))
    result["anyClass"] = summary((anyone @ vectors.T).numpy(), stems)
    other = torch.roll(torch.arange(len(cqt)), len(cqt) // 2)
    shuffled, _ = embed(model, context_cqt[other], context_bands[other], wanted)
    result["contextShuffled"] = summary((shuffled @ vectors.T).numpy(), stems)
    result["classOnly"] = summary((stems.class_id[:, None] == stems.class_id[None, :]).astype(np.float64), stems)
    mine, theirs = handmade(context_cqt, context_bands), handmade(cqt, bands)
    chroma, onset = (mine[0] @ theirs[0].T).numpy(), (mine[1] @ theirs[1].T).numpy()
    same = 10.0 * (stems.class_id[:, None] == stems.class_id[None, :])
    unpitched = np.isin(stems.class_id, list(UNPITCHED))[:, None]
    result["chromaAndOnset"] = summary(np.where(unpitched, onset, chroma + onset) + same, stems)
    torch.manual_seed(0)
    untrained = StemJepa(model.config)
    result["untrained"] = summary((embed(untrained, context_cqt, context_bands)[0] @ embed(untrained, cqt, bands)[0].T).numpy() + same, stems)
    return result


def table(result: dict) -> str:
    number = lambda x: "  -  " if x is None else f"{x:.3f}"  # noqa: E731
    lines = ["score               R@1    R@10   median  8-way  16-way 64-way rank in class: median mean"]
    for name in ("model", "anyClass", "chromaAndOnset", "untrained", "classOnly", "contextShuffled"):
        if name in result:
            s = result[name]
            lines.append(
                f"{name:18} {s['recall1']:.3f}  {s['recall10']:.3f}  {s['medianRank']:.4f}  {number(s['way8'])}  {number(s['way16'])}  {number(s['way64'])}"
                f"  {s['medianRankInClass']:.3f} {s['meanRankInClass']:.3f}"
            )
    for name in ("model", "chromaAndOnset"):
        if name in result:
            lines.append(name + " 16-way: " + "  ".join(f"{k} {number(v['way16'])}" for k, v in result[name]["perClass"].items()))
    if "axes" in result:
        lines.append("pairs: " + "  ".join(f"{k} {v:.2f}" for k, v in result["axes"].items()))
    lines.append(f"class accuracy {result['classAccuracy']}, effective rank {result['effectiveRank']}, {result['songs']} songs, {result['stems']} stems")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True, nargs="+")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    model, _ = load(options.checkpoint)
    results = {folder.name: evaluate(model, Stems.load(folder)) for folder in options.data}
    for name, result in results.items():
        print(f"== {name}\n{table(result)}")
    if options.json:
        options.json.write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
