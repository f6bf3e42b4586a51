"""Trains until the clock says stop, evaluates on the way, keeps last.pt.

python -m stemjepa.train --data work/train --held-out work/development --out work --minutes 40 [--resume work/last.pt]
"""

import argparse
import copy
import json
import math
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from . import losses
from .checkpoint import load, save
from .dataset import Stems, batch
from .evaluate import evaluate, table
from .grid import CLASSES
from .model import ModelConfig, StemJepa

# how often a one-class batch is of each class: rhythm is the hard part, so drums and percussion come more often
CLASS_WEIGHTS = np.array([2.5, 2.5, 1.5, 1, 1.2, 1, 1, 1, 0.8, 1])


def learning_rate(step: int, done: float, peak: float) -> float:
    """Linear warm-up over 150 steps, cosine to a fiftieth by the time (`done` 0..1) that was given."""
    return peak * min(1.0, (step + 1) / 150) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, done))))


def forward(model: StemJepa, embed: Callable, embed_average: Callable, b: dict, weights: argparse.Namespace) -> tuple[torch.Tensor, dict]:
    """One pass over a batch: total loss and its parts. `embed` is the encoder's, perhaps compiled; so is its moving average's."""
    size = len(b["wanted"])
    cqt = torch.cat([b["context_cqt"], b["target_cqt"], b["wrong_cqt"]])
    bands = torch.cat([b["context_bands"], b["target_bands"], b["wrong_bands"]])
    with torch.autocast("cpu", torch.bfloat16):
        tokens = embed(cqt, bands)
        share = torch.sigmoid(model.encoder.share_logit)
        vectors = model.encoder.head(tokens[size:], share)
        guessed = model.predictor.predict_tokens(tokens[:size], b["wanted"])
        predicted = model.predictor.head(guessed, share)
        half = size // 2  # the other half's targets are spared the moving average's pass
        pooled = torch.cat([tokens.mean(1), tokens.amax(1)], dim=1)[size : 2 * size].detach()
        logits = model.encoder.classify(pooled)
        with torch.no_grad():
            wished = embed_average(b["target_cqt"][half:], b["target_bands"][half:])
    target, wrong = vectors[:size], vectors[size:]
    scale = model.log_temperature.exp().clamp(max=60.0)
    parts = {
        "contrastive": losses.contrastive(predicted, target, wrong, b["alike"], scale),
        "spoiled": losses.own_spoiled(predicted, target, wrong, b["alike"], scale),
        "jepa": losses.jepa(guessed[half:], wished),
        "class": F.cross_entropy(logits.float(), b["class_id"]),
    }
    total = weights.contrastive * parts["contrastive"] + weights.spoiled * parts["spoiled"] + weights.jepa * parts["jepa"] + 0.2 * parts["class"]
    top = ((predicted @ target.T).argmax(1) == torch.arange(size)).float().mean()
    return total, {k: float(v.detach()) for k, v in parts.items()} | {"top1": float(top), "scale": float(scale.detach()), "share": float(share.detach())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=75, help="in all: a resumed run goes on with the same schedule")
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=7e-4)
    parser.add_argument("--contrastive", type=float, default=1.0)
    parser.add_argument("--spoiled", type=float, default=0.3)
    parser.add_argument("--jepa", type=float, default=0.2)
    parser.add_argument("--compile", action="store_true", help="needs a C++ compiler; a minute to start, then a tenth faster")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--resume", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    stems, held_out = Stems.load(*options.data), Stems.load(options.held_out)
    shards = sum(len(list(f.glob("*.npz"))) for f in options.data)
    model, state = load(options.resume) if options.resume else (StemJepa(ModelConfig()), {})
    step = state.get("step", 0)
    gen = np.random.default_rng((options.seed, step))
    if not step:
        first = [batch(stems, gen, 256, None) for _ in range(2)]
        model.encoder.calibrate(*(torch.cat([b[f"{who}_{what}"] for b in first for who in ("context", "target")]) for what in ("cqt", "bands")))
    average = copy.deepcopy(model.encoder).requires_grad_(False)
    if "average" in state:
        average.load_state_dict(state["average"])
    decayed = [p for p in model.parameters() if p.ndim > 1]
    plain = [p for p in model.parameters() if p.ndim <= 1]
    optimiser = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.05}, {"params": plain, "weight_decay": 0.0}], betas=(0.9, 0.98))
    if "optimiser" in state:
        optimiser.load_state_dict(state["optimiser"])
    embed, embed_average = model.encoder.embed, average.embed
    if options.compile:
        embed, embed_average = torch.compile(embed), torch.compile(embed_average)
    began, logged, log = time.time() - 60 * state.get("training", {}).get("minutes", 0), time.time(), []
    next_save, next_score = time.time() - began + 120, time.time() - began + 300
    print(f"{len(stems.of_song)} songs, {len(stems.song)} stems; held out {len(held_out.of_song)} songs, {len(held_out.song)} stems", flush=True)
    while (elapsed := time.time() - began) < options.minutes * 60:
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step, elapsed / (options.minutes * 60), options.rate)
        one_class = int(gen.choice(len(CLASSES), p=CLASS_WEIGHTS / CLASS_WEIGHTS.sum())) if gen.random() < 0.6 else None
        model.train()
        total, parts = forward(model, embed, embed_average, batch(stems, gen, options.batch, one_class), options)
        optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        keep = min(0.995, (1 + step) / (10 + step))
        with torch.no_grad():
            for slow, fast in zip(average.parameters(), model.encoder.parameters()):
                slow.lerp_(fast, 1 - keep)
        log.append({**parts, "one": one_class is not None})
        step += 1
        if time.time() - logged > 30:
            mean = lambda key, one: float(np.mean([x[key] for x in log if x["one"] == one] or [0]))  # noqa: E731
            print(
                f"{elapsed / 60:5.1f} min step {step} ({(time.time() - logged) / len(log):.2f} s) mixed {mean('contrastive', False):.3f} top1 {mean('top1', False):.2f}"
                f" one class {mean('contrastive', True):.3f} top1 {mean('top1', True):.2f} spoiled {mean('spoiled', True):.3f} jepa {mean('jepa', False):.3f}"
                f" scale {log[-1]['scale']:.1f} share {log[-1]['share']:.2f}", flush=True,
            )
            logged, log = time.time(), []
        training = {
            "songs": len(stems.of_song), "stems": len(stems.song), "steps": step, "batch": options.batch,
            "minutes": round(elapsed / 60, 1),
            "losses": {"contrastive": options.contrastive, "spoiled": options.spoiled, "jepa": options.jepa},
        }
        if elapsed > next_save:
            next_save = elapsed + 120
            save(options.out / "last.pt", model, step=step, training=training, optimiser=optimiser.state_dict(), average=average.state_dict())
            found = sum(len(list(f.glob("*.npz"))) for f in options.data)
            if found > shards + 4:  # the renderer is still working
                stems, shards = Stems.load(*options.data), found
        if elapsed > next_score:
            next_score = elapsed + 420
            result = evaluate(model, held_out, quick=True)
            print(table(result), flush=True)
    save(options.out / "last.pt", model, step=step, training=training, optimiser=optimiser.state_dict(), average=average.state_dict())
    result = evaluate(model, held_out)
    print(table(result), flush=True)
    (options.out / "training.json").write_text(json.dumps({"training": training, "heldOut": result}, indent=2) + "\n")


if __name__ == "__main__":
    main()
