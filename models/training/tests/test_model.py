"""The network's promises to the server: unit vectors, level invariance, one score for both parts."""

import torch

from stemjepa.dataset import same_sound, spoil
from stemjepa.evaluate import ways
from stemjepa.model import ModelConfig, StemJepa

import numpy as np


def example(size: int = 3) -> tuple[torch.Tensor, torch.Tensor]:
    gen = torch.Generator().manual_seed(1)
    return 10 ** (-6 * torch.rand(size, 128, 84, generator=gen)), 10 ** (-6 * torch.rand(size, 256, 8, generator=gen))


def test_vectors_are_unit_length_and_do_not_hear_level() -> None:
    model = StemJepa(ModelConfig()).eval()
    cqt, bands = example()
    vector, tokens, logits = model.encoder(cqt, bands)
    quiet, _, _ = model.encoder(cqt * 1e-2, bands * 1e-2)
    assert vector.shape == (3, 640) and tokens.shape[:2] == (3, 32) and logits.shape == (3, 10)
    assert torch.allclose(vector.norm(dim=1), torch.ones(3), atol=1e-5)
    assert torch.allclose(vector, quiet, atol=1e-4)
    predicted = model.predictor(tokens, torch.tensor([0, 4, 10]))
    assert torch.allclose(predicted.norm(dim=1), torch.ones(3), atol=1e-5)


def test_silence_gives_finite_numbers() -> None:
    model = StemJepa(ModelConfig()).eval()
    vector, _, _ = model.encoder(torch.zeros(1, 128, 84), torch.zeros(1, 256, 8))
    assert bool(torch.isfinite(vector).all())


def test_a_spoiled_stem_differs_unless_it_repeats() -> None:
    cqt, bands = example(1)
    repeated = cqt[:, :32].repeat(1, 4, 1), bands[:, :64].repeat(1, 4, 1)
    rolled = torch.roll(repeated[0], 32, 1), torch.roll(repeated[1], 64, 1)
    assert bool(same_sound(repeated[0], rolled[0], repeated[1], rolled[1])[0])
    wrong = spoil(np.random.default_rng(0), cqt[0], bands[0], True)
    assert not bool(same_sound(cqt, wrong[0][None], bands, wrong[1][None])[0])


def test_n_way_accuracy_is_exact_for_first_last_and_middle_ranks() -> None:
    rank, size = np.array([1.0, 101.0, 51.0]), np.array([101.0, 101.0, 101.0])
    assert np.allclose(ways(rank, size, 2), [1.0, 0.0, 0.5])
