"""A small Whisper in plain PyTorch, with Hugging Face's parameter names so that it converts as it is.

Architecture: Radford et al. 2022, "Robust Speech Recognition via Large-Scale Weak Supervision".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    tokens: int
    phonemes: int  # with the silence class 0
    width: int = 256
    heads: int = 4
    encoder_layers: int = 4
    decoder_layers: int = 3


class Attention(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj = nn.Linear(width, width)
        self.k_proj = nn.Linear(width, width, bias=False)
        self.v_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def forward(
        self, x: Tensor, memory: Tensor | None = None, *, causal: bool = False, guided: int = 0
    ) -> tuple[Tensor, Tensor | None]:
        """Attends; also the weights of the first `guided` heads (batch, guided, queries, keys)."""
        batch, length, width = x.shape
        source = x if memory is None else memory

        def split(y: Tensor) -> Tensor:
            return y.view(batch, -1, self.heads, width // self.heads).transpose(1, 2)

        q, k, v = split(self.q_proj(x)), split(self.k_proj(source)), split(self.v_proj(source))
        # written out: the fused kernel's backward pass is several times slower on a CPU
        scores = (q * q.shape[-1] ** -0.5) @ k.transpose(2, 3)
        if causal:
            scores = scores + torch.full((length, length), -1e4, dtype=scores.dtype).triu(1)
        weights = torch.softmax(scores, -1, dtype=scores.dtype)
        y = weights @ v
        seen = weights[:, :guided] if guided else None
        return self.out_proj(y.transpose(1, 2).reshape(batch, length, width)), seen


class EncoderLayer(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.self_attn_layer_norm = nn.LayerNorm(width)
        self.fc1, self.fc2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.final_layer_norm = nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.self_attn(self.self_attn_layer_norm(x))[0]
        return x + self.fc2(F.gelu(self.fc1(self.final_layer_norm(x))))


class DecoderLayer(nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.self_attn = Attention(width, heads)
        self.self_attn_layer_norm = nn.LayerNorm(width)
        self.encoder_attn = Attention(width, heads)
        self.encoder_attn_layer_norm = nn.LayerNorm(width)
        self.fc1, self.fc2 = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.final_layer_norm = nn.LayerNorm(width)

    def forward(self, x: Tensor, memory: Tensor, guided: int) -> tuple[Tensor, Tensor | None]:
        x = x + self.self_attn(self.self_attn_layer_norm(x), causal=True)[0]
        y, weights = self.encoder_attn(self.encoder_attn_layer_norm(x), memory, guided=guided)
        x = x + y
        return x + self.fc2(F.gelu(self.fc1(self.final_layer_norm(x)))), weights


def sinusoids(length: int, width: int) -> Tensor:
    step = torch.exp(-math.log(10_000) / (width // 2 - 1) * torch.arange(width // 2))
    angles = torch.arange(length)[:, None] * step[None]
    return torch.cat([angles.sin(), angles.cos()], 1)


class Encoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(80, shape.width, 3, padding=1)
        self.conv2 = nn.Conv1d(shape.width, shape.width, 3, stride=2, padding=1)
        self.embed_positions = nn.Embedding(1500, shape.width)
        self.embed_positions.weight.data = sinusoids(1500, shape.width)
        self.embed_positions.weight.requires_grad = False
        self.layers = nn.ModuleList(
            EncoderLayer(shape.width, shape.heads) for _ in range(shape.encoder_layers)
        )
        self.layer_norm = nn.LayerNorm(shape.width)

    def forward(self, mel: Tensor) -> Tensor:
        """(batch, 80, 2 x frames) to (batch, frames, width)."""
        x = F.gelu(self.conv2(F.gelu(self.conv1(mel)))).transpose(1, 2)
        x = x + self.embed_positions.weight[: x.shape[1]].to(x.dtype)
        for layer in self.layers:
            x = layer(x)
        return self.layer_norm(x)

    def start_local(self) -> None:
        """Lets most heads begin by looking at a fixed small distance, as a convolution would.

        Position vectors are sinusoids, so a rotation of the query by a distance is a linear map. It spares
        the encoder the minutes that it otherwise needs to find its neighbours.
        """
        width = self.layer_norm.normalized_shape[0]
        half, heads = width // 2, self.layers[0].self_attn.heads
        size = width // heads
        step = torch.exp(-math.log(10_000) / (half - 1) * torch.arange(half))
        bands = torch.linspace(0, half // 2 - 1, size // 2).long().tolist()
        distances = [(-1, 1, -3, 3), (-2, 2, -5, 5), (-4, 4, -9, 9), (-3, 3, None, None)]
        for layer, offsets in zip(self.layers, distances, strict=False):
            q, k = torch.randn(width, width) * 0.01, torch.randn(width, width) * 0.01
            for head, distance in enumerate(offsets[:heads]):
                rows = slice(head * size, (head + 1) * size)
                if distance is None:
                    q[rows], k[rows] = torch.randn(size, width) * 0.04, torch.randn(size, width) * 0.04
                    continue
                for index, band in enumerate(bands):
                    row = head * size + 2 * index
                    cos, sin = 1.3 * math.cos(step[band] * distance), 1.3 * math.sin(step[band] * distance)
                    k[row, band] += 1.3
                    k[row + 1, half + band] += 1.3
                    q[row, band] += cos
                    q[row, half + band] += sin
                    q[row + 1, half + band] += cos
                    q[row + 1, band] -= sin
            layer.self_attn.q_proj.weight.data = q
            layer.self_attn.k_proj.weight.data = k
            layer.self_attn.q_proj.bias.data.zero_()


class Decoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(shape.tokens, shape.width)
        self.embed_positions = nn.Embedding(448, shape.width)
        nn.init.normal_(self.embed_tokens.weight, std=0.02)
        nn.init.normal_(self.embed_positions.weight, std=0.02)
        self.layers = nn.ModuleList(
            DecoderLayer(shape.width, shape.heads) for _ in range(shape.decoder_layers)
        )
        self.layer_norm = nn.LayerNorm(shape.width)

    def forward(self, tokens: Tensor, memory: Tensor) -> tuple[Tensor, list[Tensor]]:
        """The last hidden state (batch, tokens, width) and the guided heads' weights, layer by layer.

        One head a layer is guided, and two of the last: its head 0 is the alignment head.
        """
        x = self.embed_tokens(tokens) + self.embed_positions.weight[: tokens.shape[1]]
        x = x.to(memory.dtype)
        weights = []
        for index, layer in enumerate(self.layers):
            x, seen = layer(x, memory, 2 if index == len(self.layers) - 1 else 1)
            assert seen is not None
            weights.append(seen)
        return self.layer_norm(x), weights


class SmallWhisper(nn.Module):
    """The encoder and decoder that ship, with the two phoneme heads that only training uses."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.decoder = Decoder(shape)
        self.ctc = nn.Linear(shape.width, shape.phonemes)
        self.frames = nn.Linear(shape.width, shape.phonemes)
        self.encoder.start_local()
