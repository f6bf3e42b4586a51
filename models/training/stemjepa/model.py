"""Encoder and predictor. Shapes on the lines: B batch, T 32 tokens of 1/8 note, D width."""

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .grid import ANY_CLASS, BANDS, BEAT_TOKENS, BEAT_WIDTH, BEATS, CLASSES, GLOBAL_WIDTH, ROWS

TOKENS = 2 * BEATS
RANGE_DB = 70.0  # what lies further below the window's level is silence to the model
ONSET_ROWS = 8 * 2 * BANDS  # eight band frames per token, level and flux
PITCH_ROWS = 4 * 2 * ROWS  # four constant-Q frames per token, level and flux


@dataclass(frozen=True)
class ModelConfig:
    """What a checkpoint carries to rebuild its model."""

    width: int = 192
    depth: int = 4
    heads: int = 4
    predictor_width: int = 352
    predictor_depth: int = 3

    def asdict(self) -> dict:
        return asdict(self)


def features(cqt: Tensor, bands: Tensor) -> tuple[Tensor, Tensor]:
    """Linear power [B,128,84], [B,256,8] -> tokens' inputs [B,T,672], [B,T,128] in about 0..1; level-invariant.

    Levels are decibels below the window's mean power; flux is their rise from the frame before, circular: loops wrap.
    """
    mean = bands.sum(2).mean(1)[:, None, None] + 1e-12
    parts = []
    for power in (cqt, bands):
        level = torch.clamp(10.0 * torch.log10(power / mean + 1e-9) / RANGE_DB + 1.0, min=0.0)
        rise = torch.relu(level - torch.cat([level[:, -1:], level[:, :-1]], dim=1))
        both = torch.cat([level, 3.0 * rise], dim=2)
        parts.append(both.reshape(both.shape[0], TOKENS, -1))
    return parts[0], parts[1]


class Block(nn.Module):
    """Pre-norm self-attention and MLP."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(self, x: Tensor) -> Tensor:
        b, t, d = x.shape
        qkv = self.qkv(self.norm1(x)).reshape(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2])  # [B, heads, T, D/heads]
        x = x + self.out(mixed.transpose(1, 2).reshape(b, t, d))
        return x + self.down(F.gelu(self.up(self.norm2(x)), approximate="tanh"))


class VectorHead(nn.Module):
    """Tokens [B,T,W] -> unit vector [B,640]: 16 beats x 32, then 128 for the whole window."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.beat = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, BEAT_WIDTH))
        self.whole = nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, GLOBAL_WIDTH))

    def forward(self, tokens: Tensor, share: Tensor) -> Tensor:
        """`share` in 0..1 is the beats' part of the score; both parts are unit length before weighting."""
        b = tokens.shape[0]
        beats = self.beat(tokens.reshape(b, BEAT_TOKENS, -1)).float().reshape(b, -1)
        pooled = torch.cat([tokens.mean(1), tokens.amax(1)], dim=1)
        whole = self.whole(pooled).float()
        unit = lambda v: v / torch.sqrt((v * v).sum(1, keepdim=True) + 1e-12)  # noqa: E731
        return torch.cat([unit(beats) * torch.sqrt(share), unit(whole) * torch.sqrt(1.0 - share)], dim=1)


class Encoder(nn.Module):
    """cqt [B,128,84], bands [B,256,8] linear power in canonical key -> vector [B,640], tokens [B,T,D], classLogits [B,10]."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        d = config.width
        for name, rows in (("pitch", PITCH_ROWS), ("onset", ONSET_ROWS)):  # set from the data before training
            self.register_buffer(f"{name}_mean", torch.zeros(rows))
            self.register_buffer(f"{name}_scale", torch.ones(rows))
        self.pitch = nn.Linear(PITCH_ROWS, d)
        self.onset = nn.Sequential(nn.Linear(ONSET_ROWS, d), nn.GELU(), nn.Linear(d, d))
        self.in_bar = nn.Parameter(0.02 * torch.randn(1, 1, 8, d))
        self.bar = nn.Parameter(0.02 * torch.randn(1, 4, 1, d))
        self.blocks = nn.ModuleList(Block(d, config.heads) for _ in range(config.depth))
        self.norm = nn.LayerNorm(d)
        self.head = VectorHead(d)
        self.classify = nn.Linear(2 * d, len(CLASSES))
        self.share_logit = nn.Parameter(torch.tensor(0.5))

    @torch.no_grad()
    def calibrate(self, cqt: Tensor, bands: Tensor) -> None:
        """Takes the mean and spread of each input from examples, the same for every token of the bar."""
        for name, values in zip(("pitch", "onset"), features(cqt, bands)):
            values = values.flatten(0, 1)
            getattr(self, f"{name}_mean").copy_(values.mean(0))
            getattr(self, f"{name}_scale").copy_(1.0 / (values.std(0) + 0.05))

    def embed(self, cqt: Tensor, bands: Tensor) -> Tensor:
        pitch, onset = features(cqt, bands)
        pitch = (pitch - self.pitch_mean) * self.pitch_scale
        onset = (onset - self.onset_mean) * self.onset_scale
        place = (self.in_bar + self.bar).reshape(1, TOKENS, -1)
        x = self.pitch(pitch) + self.onset(onset) + place
        for block in self.blocks:
            x = block(x)
        return self.norm(x)

    def forward(self, cqt: Tensor, bands: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        tokens = self.embed(cqt, bands)
        pooled = torch.cat([tokens.mean(1), tokens.amax(1)], dim=1).detach()
        return self.head(tokens, torch.sigmoid(self.share_logit)), tokens, self.classify(pooled)


class Predictor(nn.Module):
    """tokens [B,T,D], classId i64 [B] (10 = any) -> vector [B,640]: where a fitting stem of that class would lie."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        d, w = config.width, config.predictor_width
        self.wanted = nn.Embedding(ANY_CLASS + 1, w)
        self.enter = nn.Linear(d, w)
        self.layers = nn.ModuleList(
            nn.Sequential(nn.LayerNorm(w), nn.Linear(w, w), nn.GELU(), nn.Linear(w, w)) for _ in range(config.predictor_depth)
        )
        self.gates = nn.ModuleList(nn.Embedding(ANY_CLASS + 1, w) for _ in range(config.predictor_depth))
        self.leave = nn.Linear(w, d)
        self.norm = nn.LayerNorm(d)
        self.head = VectorHead(d)
        self.share_logit = nn.Parameter(torch.tensor(0.5))  # kept equal to the encoder's

    def predict_tokens(self, tokens: Tensor, class_id: Tensor) -> Tensor:
        """[B,T,D] predicted tokens of the missing stem."""
        x = self.enter(tokens) + self.wanted(class_id)[:, None, :]
        for layer, gate in zip(self.layers, self.gates):
            x = x + layer(x) * (1.0 + gate(class_id)[:, None, :])
        return self.norm(self.leave(x))

    def forward(self, tokens: Tensor, class_id: Tensor) -> Tensor:
        return self.head(self.predict_tokens(tokens, class_id), torch.sigmoid(self.share_logit))


class StemJepa(nn.Module):
    """Encoder and predictor with one learned weighting between the parts of the vector."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.predictor = Predictor(config)
        self.predictor.share_logit = self.encoder.share_logit
        self.log_temperature = nn.Parameter(torch.tensor(2.7))  # scores are multiplied by its exponential
