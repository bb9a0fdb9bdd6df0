"""The network of `assist.note.uptake_network` while it learns, in PyTorch."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from assist.coach.network import bundled_network
from assist.note.offered import MARKS, OF_A_TURN, TRAITS
from moment_lines import write_arrays

SIZE = 64
LEFT_OUT = 0.35
EPOCHS = 12
BATCH = 64
SEED = 0
RATE = 1.5e-3
DECAY = 0.01
SOFT = 0.05
"""Of each label so much is spread over the other fates."""
SHORT = 16
"""Words; turns up to this length are read apart from longer ones, which saves most of the padding."""


@dataclass(frozen=True)
class Example:
    """An offer, turn after turn: the words, their marks (words × MARKS) and what is known of the turn; what became of
    it in the end."""

    words: tuple[tuple[str, ...], ...]
    marks: tuple[np.ndarray, ...]
    turns: np.ndarray
    traits: tuple[float, ...]
    fate: int


class UptakeNetwork(nn.Module):
    """As `assist.note.uptake_network.Network`. `examples`: those whose words it is to read, of which it learns none."""

    def __init__(self, examples: Sequence[Example]) -> None:
        super().__init__()
        words = sorted({word for one in examples for turn in one.words for word in turn})
        self.rows = {word: row for row, word in enumerate(words, 1)}  # the first is for padding
        known = [bundled_network().vector(word) for word in words]
        vectors = torch.tensor(np.stack((np.zeros_like(known[0]), *known)))
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.word = nn.Linear(vectors.shape[1], SIZE)
        self.mark = nn.Linear(MARKS, SIZE, bias=False)
        self.first = nn.Conv1d(SIZE, SIZE, 3, padding=1)
        self.second = nn.Conv1d(SIZE, SIZE, 3, padding=1)
        self.turn = nn.Linear(2 * SIZE + OF_A_TURN, SIZE)
        self.gru = nn.GRU(SIZE + TRAITS, SIZE, batch_first=True)
        self.fate = nn.Linear(2 * SIZE + TRAITS, 3)
        self.drop = nn.Dropout(LEFT_OUT)

    def read(self, words: Tensor, marks: Tensor) -> Tensor:
        """Turns × words → turns × 2 SIZE."""
        there = (words > 0).unsqueeze(-1)
        rows = (self.drop(self.word(self.vectors(words))) + self.mark(marks)) * there
        mask = there.transpose(1, 2)
        first = torch.relu(self.first(rows.transpose(1, 2))) * mask
        second = torch.relu(self.second(first)) * mask
        return torch.cat((first, second), 1).amax(2)

    def forward(self, examples: Sequence[Example], early: bool = False) -> Tensor:
        """The odds of the fates; `early`: also after a turn before the last one, drawn at random, a second row each."""
        count, most = len(examples), max(len(one.words) for one in examples)
        read = torch.zeros(count * most, 2 * SIZE)
        turns = np.zeros((count, most, OF_A_TURN), np.float32)
        for number, one in enumerate(examples):
            turns[number, : len(one.words)] = one.turns
        for short in (True, False):
            places = [
                (number, at)
                for number, one in enumerate(examples)
                for at, words in enumerate(one.words)
                if words and (len(words) <= SHORT) == short
            ]
            if not places:
                continue
            longest = max(len(examples[number].words[at]) for number, at in places)
            ids = np.zeros((len(places), longest), np.int64)
            marks = np.zeros((len(places), longest, MARKS), np.float32)
            for row, (number, at) in enumerate(places):
                words = examples[number].words[at]
                ids[row, : len(words)] = [self.rows[word] for word in words]
                marks[row, : len(words)] = examples[number].marks[at]
            where = torch.tensor([number * most + at for number, at in places])
            read = read.index_copy(0, where, self.read(torch.tensor(ids), torch.tensor(marks)))
        known = torch.cat((self.drop(read.view(count, most, -1)), torch.tensor(turns)), -1)
        heard = torch.relu(self.turn(known))
        traits = torch.tensor([one.traits for one in examples], dtype=torch.float32)
        states, _ = self.gru(torch.cat((heard, traits.unsqueeze(1).expand(-1, most, -1)), -1))
        highest = states.clamp(min=0).cummax(1).values
        each = torch.arange(count)
        last = [len(one.words) - 1 for one in examples]
        times = [last, [random.randint(min(1, end), end) for end in last]] if early else [last]
        at = [torch.cat((states[each, now], highest[each, now], traits), -1) for now in times]
        return self.fate(self.drop(torch.cat(at)))


def learn(examples: Sequence[Example], judged: Sequence[Example] = ()) -> UptakeNetwork:
    """The network that has learned from the examples, and can read what is `judged`."""
    torch.manual_seed(SEED)
    random.seed(SEED)
    network = UptakeNetwork([*examples, *judged])
    optimizer = torch.optim.AdamW(
        [p for p in network.parameters() if p.requires_grad], RATE, weight_decay=DECAY
    )
    steps = EPOCHS * -(-len(examples) // BATCH)
    done = 0
    for _ in range(EPOCHS):
        network.train()
        order = torch.randperm(len(examples)).tolist()
        for start in range(0, len(order), BATCH):
            batch = [examples[number] for number in order[start : start + BATCH]]
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - done / steps)
            fates = torch.tensor([one.fate for one in batch])
            odds = network(batch, early=True)
            loss = nn.functional.cross_entropy(odds, torch.cat((fates, fates)), label_smoothing=SOFT)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            done += 1
    return network


def shares(network: UptakeNetwork, examples: Sequence[Example]) -> np.ndarray:
    """The probabilities of the fates, a row for each example."""
    network.eval()
    with torch.no_grad():
        found = [
            torch.softmax(network(examples[start : start + BATCH]), -1).numpy()
            for start in range(0, len(examples), BATCH)
        ]
    return np.concatenate(found)


def arrays_of(network: UptakeNetwork) -> dict[str, Any]:
    def side_by_side(layer: nn.Conv1d) -> np.ndarray:
        return layer.weight.detach().numpy().transpose(2, 1, 0).reshape(3 * SIZE, SIZE)

    arrays = {
        "word": network.word.weight.T,
        "word bias": network.word.bias,
        "mark": network.mark.weight.T,
        "first": side_by_side(network.first),
        "first bias": network.first.bias,
        "second": side_by_side(network.second),
        "second bias": network.second.bias,
        "turn": network.turn.weight.T,
        "turn bias": network.turn.bias,
        "gru x": network.gru.weight_ih_l0.T,
        "gru x bias": network.gru.bias_ih_l0,
        "gru h": network.gru.weight_hh_l0.T,
        "gru h bias": network.gru.bias_hh_l0,
        "fate": network.fate.weight.T,
        "fate bias": network.fate.bias,
    }
    return {
        name: np.asarray(one.detach() if isinstance(one, Tensor) else one).astype(np.float16)
        for name, one in arrays.items()
    }


def write(network: UptakeNetwork, file: Path, words_of: int) -> None:
    """`words_of`: the checksum of the network by whose words it reads."""
    write_arrays(file, {"words_of": np.array(words_of), **arrays_of(network)})
