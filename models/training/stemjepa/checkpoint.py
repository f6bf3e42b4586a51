"""Checkpoints carry their configuration, so that any of them can be exported or continued."""

from pathlib import Path

import torch

from .model import ModelConfig, StemJepa


def save(path: Path, model: StemJepa, **more: object) -> None:
    """Written beside and renamed: an interrupted save never costs the last good one."""
    part = path.with_suffix(".part")
    torch.save({"config": model.config.asdict(), "model": model.state_dict(), **more}, part)
    part.rename(path)


def load(path: Path) -> tuple[StemJepa, dict]:
    """The model and everything else the checkpoint holds."""
    state = torch.load(path, map_location="cpu", weights_only=False)
    model = StemJepa(ModelConfig(**state["config"]))
    model.load_state_dict(state["model"])
    return model, {key: value for key, value in state.items() if key != "model"}
