"""What the network is trained to do."""

import torch
import torch.nn.functional as F
from torch import Tensor


def contrastive(predicted: Tensor, target: Tensor, wrong: Tensor, alike: Tensor, scale: Tensor) -> Tensor:
    """Symmetric InfoNCE. predicted, target, wrong f32[B,640] unit; every anchor also faces every spoiled target.

    `alike` bool[B] removes an anchor's own spoiled target where it sounds like the target.
    """
    size = predicted.shape[0]
    here = torch.arange(size)
    right = scale * predicted @ target.T
    spoiled = scale * predicted @ wrong.T
    spoiled = spoiled.masked_fill(torch.diag(alike), -1e4)
    forward = F.cross_entropy(torch.cat([right, spoiled], dim=1), here)
    return 0.5 * forward + 0.5 * F.cross_entropy(right.T, here)


def own_spoiled(predicted: Tensor, target: Tensor, wrong: Tensor, alike: Tensor, scale: Tensor) -> Tensor:
    """The target against its own spoiled copy alone: the loss of the axes time, order and key."""
    margin = scale * ((predicted * target).sum(1) - (predicted * wrong).sum(1))
    return (F.softplus(-margin) * ~alike).mean()


def jepa(predicted_tokens: Tensor, target_tokens: Tensor) -> Tensor:
    """2 - 2 cos per token against the moving average's tokens (both [B,T,D]); the paper's loss."""
    return (2 - 2 * F.cosine_similarity(predicted_tokens.float(), target_tokens.float(), dim=-1)).mean()
