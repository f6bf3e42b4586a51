"""What the network is trained to do."""

import torch
import torch.nn.functional as F
from torch import Tensor


def contrastive(predicted: Tensor, target: Tensor, wrong: Tensor, alike: Tensor, scale: Tensor) -> Tensor:
    """Symmetric InfoNCE. predicted, target, wrong f32[B,640] unit; every anchor also faces every spoiled target.

    wrong [H,640] holds the first H anchors' spoiled targets; `alike` bool[H] removes those that sound like their target.
    """
    size = predicted.shape[0]
    here = torch.arange(size)
    right = scale * predicted @ target.T
    spoiled = scale * predicted @ wrong.T
    rows = torch.nonzero(alike).flatten()
    spoiled = spoiled.index_put((rows, rows), torch.tensor(-1e4))
    forward = F.cross_entropy(torch.cat([right, spoiled], dim=1), here)
    return 0.5 * forward + 0.5 * F.cross_entropy(right.T, here)


def own_spoiled(predicted: Tensor, target: Tensor, wrong: Tensor, alike: Tensor, scale: Tensor) -> Tensor:
    """The target against its own spoiled copy alone: the loss of the axes time, order and key."""
    half = len(wrong)
    margin = scale * ((predicted[:half] * target[:half]).sum(1) - (predicted[:half] * wrong).sum(1))
    return (F.softplus(-margin) * ~alike).mean()


def jepa(predicted_tokens: Tensor, target_tokens: Tensor) -> Tensor:
    """2 - 2 cos per token against the moving average's tokens (both [B,T,D]); the paper's loss.

    The batch's mean token is taken off the targets: without that, predicting the mean is nearly right and the loss says nothing.
    """
    target = target_tokens.float()
    return (2 - 2 * F.cosine_similarity(predicted_tokens.float(), target - target.mean(0, keepdim=True), dim=-1)).mean()
