"""Audio -> power on the beat grid. This module is both what renders the training data and what is exported."""

import torch
from torch import Tensor, nn

from . import kernels
from .grid import BAND_FRAMES, BAND_FRAMES_PER_BEAT, FRAMES, FRAMES_PER_BEAT, grid_centers


class Analysis(nn.Module):
    """audio f32[S], frameCenters i64[F], bandCenters i64[G] -> cqt f32[F, 84], bands f32[G, 8], linear power.

    Positions are taken modulo S: a loop wraps, and later positions tile it.
    """

    def __init__(self) -> None:
        super().__init__()
        high, high_pool = kernels.high_kernel()
        band, band_pool = kernels.band_kernel()
        self.register_buffer("low", torch.from_numpy(kernels.low_kernel()))
        self.register_buffer("high", torch.from_numpy(high))
        self.register_buffer("high_pool", torch.from_numpy(high_pool))
        self.register_buffer("band", torch.from_numpy(band))
        self.register_buffer("band_pool", torch.from_numpy(band_pool))

    @staticmethod
    def _power(audio: Tensor, centers: Tensor, kernel: Tensor) -> Tensor:
        """[F, kernels / 2] squared magnitude of the (cosine | sine) kernels around each centre."""
        length = kernel.shape[0]
        around = torch.arange(length, dtype=torch.int64) - length // 2
        samples = torch.ones_like(audio, dtype=torch.int64).sum()  # as a tensor: the exporter cannot take a symbolic divisor
        index = torch.remainder(centers[:, None] + around[None, :], samples)
        both = audio[index] @ kernel
        half = kernel.shape[1] // 2
        return both[:, :half] ** 2 + both[:, half:] ** 2

    def forward(self, audio: Tensor, frame_centers: Tensor, band_centers: Tensor) -> tuple[Tensor, Tensor]:
        low = self._power(audio, frame_centers, self.low)
        high = self._power(audio, frame_centers, self.high) @ self.high_pool
        bands = self._power(audio, band_centers, self.band) @ self.band_pool
        return torch.cat([low, high], dim=1), bands


def analyse_loop(analysis: Analysis, audio: Tensor, beats: float) -> tuple[Tensor, Tensor]:
    """One window ([128, 84], [256, 8]) of a loop that lasts `beats` beats."""
    samples = audio.shape[0]
    frames = torch.tensor(grid_centers(samples, beats, FRAMES, FRAMES_PER_BEAT))
    bands = torch.tensor(grid_centers(samples, beats, BAND_FRAMES, BAND_FRAMES_PER_BEAT))
    with torch.no_grad():
        return analysis(audio, frames, bands)
