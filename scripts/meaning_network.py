"""Learns the weights of `assist.coach.meaning` from what turns mean. Needs PyTorch: `pip install -e '.[training]'`."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from assist.coach.network import CARDS
from assist.events import CHANNELS
from moment_network import INTO_A_CALL, NAMES, Turn, at_rate, in_batches, labels, loss_where_known

TURN, REMEMBERED, MIXED, OF_CARDS = 256, 192, 256, 128
"""Numbers of a turn, of what is remembered of the call, of the hidden layers of the moments and of the cards."""
ROUNDS, TURNS_A_STEP, RATE = 10, 600, 2e-3
SPREAD = 5.0
"""A meaning has length one; its numbers, so many times as large, are of the size that layers are made for."""


@dataclass(frozen=True)
class Known:
    """A conversation as numbers, a row for each turn: what it means and who speaks, which moments it is and of which
    that is known, and the same of cards."""

    turns: np.ndarray
    moments: np.ndarray
    counts: np.ndarray
    cards: np.ndarray
    cards_count: np.ndarray

    def __len__(self) -> int:
        return len(self.turns)

    def behind(self, before: Known) -> Known:
        """After those turns, of which nothing is to be learned."""
        nothing = [
            np.zeros_like(of) for of in (before.moments, before.counts, before.cards, before.cards_count)
        ]
        of_both = zip((before.turns, *nothing), vars(self).values(), strict=True)
        return Known(*(np.concatenate(pair) for pair in of_both))

    def first(self, turns: int) -> Known:
        return Known(*(of[:turns] for of in vars(self).values()))


def known(turns: Sequence[Turn], meanings: Sequence[np.ndarray]) -> Known:
    """A conversation whose turns mean this."""
    moments, counts = labels(turns)
    cards, cards_count = np.zeros((2, len(turns), len(CARDS)), np.float32)
    for row, turn in enumerate(turns):
        if turn.cards is not None:
            cards[row], cards_count[row] = [card in turn.cards for card in CARDS], 1.0
    speakers = np.array([[turn.channel == one for one in CHANNELS] for turn in turns], np.float32)
    return Known(np.hstack((np.array(meanings, np.float32), speakers)), moments, counts, cards, cards_count)


class Net(nn.Module):
    """The network, for many conversations at once."""

    def __init__(self, numbers: int) -> None:
        super().__init__()
        self.numbers = numbers
        self.turn = nn.Linear(numbers + len(CHANNELS), TURN)
        self.gru = nn.GRU(TURN, REMEMBERED, batch_first=True)
        self.last = nn.Linear(TURN, REMEMBERED)
        self.mix = nn.Linear(TURN + 2 * REMEMBERED, MIXED)
        self.moment = nn.Linear(MIXED, len(NAMES))
        self.coach = nn.Linear(TURN + 2 * REMEMBERED, OF_CARDS)
        self.card = nn.Linear(OF_CARDS, len(CARDS))
        for rare in (self.moment, self.card):
            nn.init.constant_(rare.bias, -3)

    def forward(self, turns: Tensor) -> tuple[Tensor, Tensor]:
        """Log odds: conversations by turns by moments, and the same by cards."""
        drop, train = functional.dropout, self.training
        meaning, speaker = turns.split([self.numbers, len(CHANNELS)], dim=2)
        turn = functional.relu(self.turn(torch.cat([drop(meaning * SPREAD, 0.1, train), speaker], 2)))
        turn = drop(turn, 0.2, train)
        remembered, _ = self.gru(turn)
        before = torch.cat([remembered, torch.tanh(self.last(turn))], 2)
        before = torch.cat([torch.zeros_like(before[:, :1]), before[:, :-1]], 1)
        seen = drop(torch.cat([turn, before], 2), 0.2, train)
        moment: Tensor = self.moment(drop(functional.relu(self.mix(seen)), 0.3, train))
        card: Tensor = self.card(drop(functional.relu(self.coach(seen)), 0.3, train))
        return moment, card


def learn(calls: Sequence[Known], lines: Sequence[Known], seed: int = 1) -> Net:
    """The network after `ROUNDS` over calls, and over phrasings and scenes behind a call's first turns; the same ones
    give the same network on the same machine."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    net = Net(calls[0].turns.shape[1] - len(CHANNELS))
    steps = torch.optim.AdamW(net.parameters(), RATE)
    done = 0
    net.train()
    for so_far in range(ROUNDS):
        begun = (line.behind(chance.choice(calls).first(chance.choice(INTO_A_CALL))) for line in lines)
        batches = in_batches([*calls, *begun], TURNS_A_STEP, chance)
        total = done + (ROUNDS - so_far) * len(batches)
        for some in batches:
            done += 1
            at_rate(steps, RATE, done, total)
            turns, moments, counts, cards, cards_count = (
                nn.utils.rnn.pad_sequence(
                    [torch.from_numpy(vars(one)[name]) for one in some], batch_first=True
                )
                for name in vars(some[0])
            )
            moment, card = net(turns)
            loss = 20 * loss_where_known(moment, moments, counts) + 10 * loss_where_known(
                card, cards, cards_count
            )
            steps.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steps.step()
    return net.eval()


def judged(net: Net, conversations: Sequence[Known]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Log odds of each conversation: turns by moments, and turns by cards."""
    with torch.no_grad():
        found = [net(torch.from_numpy(one.turns)[None]) for one in conversations]
    return [(moments[0].numpy(), cards[0].numpy()) for moments, cards in found]


def arrays_of(net: Net, worth: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """What the program reads it from. `worth`: of moments and of cards, what they and the network's are worth."""
    kept = {name: array.detach().numpy() for name, array in net.named_parameters()}
    kept["turn.weight"] = kept["turn.weight"] * ([SPREAD] * net.numbers + [1.0] * len(CHANNELS))
    arrays: dict[str, np.ndarray] = {
        f"{kind}s": np.frombuffer("\n".join(names).encode(), np.uint8)
        for kind, names in (("moment", NAMES), ("card", CARDS))
    }
    for name in ("turn", "last", "mix", "moment", "coach", "card"):
        arrays[name], arrays[f"{name} bias"] = kept[f"{name}.weight"].T, kept[f"{name}.bias"]
    for name, own in (("x", "ih"), ("h", "hh")):
        arrays[f"gru {name}"] = kept[f"gru.weight_{own}_l0"].T
        arrays[f"gru {name} bias"] = kept[f"gru.bias_{own}_l0"]
    arrays |= {f"{kind} worth": of for kind, of in worth.items()}
    return {
        name: array if array.dtype == np.uint8 else array.astype(np.float16) for name, array in arrays.items()
    }
