"""Learns the network of `assist.coach.network` from conversations. Needs PyTorch: `pip install -e '.[training]'`.

Where a sentence model has read the turns, the network also learns to tell from the words what that makes of them
(knowledge distillation: Hinton et al. 2015): the few calls teach what a moment is, the model what means the same.
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence, Sized
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from assist.coach.moments import MOMENTS
from assist.coach.network import CARDS, FIELDS, LONGEST, PLACE, Network, Said, parts_of, place_of
from assist.events import Channel
from labelled_notes import LabelledClause

NAMES = list(MOMENTS)
WORD, FILTERS, REMEMBERED, MIXED, SPEAKER = 128, 256, 192, 256, 16
"""Numbers of a word, filters of a convolution, numbers remembered of the call, of the answer's hidden layer, of who
speaks."""
OF_A_CLAUSE = 192
"""Numbers of the hidden layer that judges a clause."""
OF_CARDS = 128
"""The same, of the one that judges whether a card would help now."""
BUCKETS = 1 << 13
"""Rows of the table of parts of words; some parts share one."""
LEAST_SEEN = 3
"""A word seen less often has no row of its own: its parts tell."""
ROUNDS, TURNS_A_STEP, RATE = 10, 500, 2e-3
UNKNOWN, NO_STOPS = 0.08, 0.1
"""Parts of the words that are learned from as if they were unknown, and of the turns without sentence ends: so it is
where speech is recognised."""
OTHERS_WEIGH = 0.05
"""How much it counts that a phrasing of one moment is no other one: it hardly ever is."""
DOUBT = 0.01
SCENES_IN_A_ROUND = 0.5
"""So much of them, each time others."""
INTO_A_CALL = (0, 0, 2, 3, 4, 5)
"""So many turns of some call a scene stands behind: what is said in one is seldom the first thing in a call, and the
network would otherwise know it by that."""
MEANING_COUNTS = 4.0
"""How much it counts that a turn is understood as a sentence model understands it, which has read far more."""
SLOW = 0.998
"""The weights that are kept are a moving average of those of the last steps."""
LENGTHS = (6, 12, 20, 32, LONGEST)
"""Turns of about the same length are computed together."""


Told = TypeVar("Told", bound=Sized)


@dataclass(frozen=True)
class Turn:
    """What is learned from. `moments`: those that are meant; None where nothing is known of the turn. `only`: those
    that are known to be meant or not, where that is not all of them. `clauses`: those of which it is known what they
    are to the note. `cards`: those that help behind it; None where not known."""

    channel: Channel
    words: tuple[str, ...]
    moments: frozenset[str] | None
    only: frozenset[str] = frozenset()
    clauses: tuple[LabelledClause, ...] = ()
    cards: frozenset[str] | None = None
    meaning: np.ndarray | None = None
    """What it means, where a sentence model has read it."""


@dataclass(frozen=True)
class _Sums:
    """A conversation as numbers: a row for each turn."""

    agent: list[int]
    words: list[tuple[str, ...]]
    marks: list[list[tuple[bool, bool, bool]]]
    wanted: np.ndarray
    counts: np.ndarray
    clauses: list[tuple[LabelledClause, ...]]
    cards: list[list[float] | None]
    meanings: list[np.ndarray | None]

    def __len__(self) -> int:
        return len(self.agent)


def labels(turns: Sequence[Turn]) -> tuple[np.ndarray, np.ndarray]:
    """Turns by moments: whether it is meant, and how much that counts."""
    wanted, counts = np.zeros((2, len(turns), len(NAMES)), np.float32)
    for row, turn in enumerate(turns):
        if turn.moments is None:
            continue
        whole = not turn.only
        for column, name in enumerate(NAMES):
            wanted[row, column] = name in turn.moments
            if MOMENTS[name] == turn.channel and (whole or turn.moments):
                counts[row, column] = 1.0 if whole else OTHERS_WEIGH
            if name in turn.only:
                counts[row, column] = 1.0
    return wanted, counts


def _sums(turns: Sequence[Turn]) -> _Sums:
    words, marks, clauses, said = [], [], [], Said()
    for turn in turns:
        heard = turn.words[-LONGEST:] or ("|",)
        words.append(heard)
        left_out = len(turn.words) - len(heard)
        clauses.append(
            tuple(
                replace(one, piece=piece)
                for one in turn.clauses
                if (piece := one.piece.behind(left_out)) is not None
            )
        )
        marks.append([said.marks(turn.channel, word) for word in heard])
        said = said.then(turn.channel, turn.words)
    wanted, counts = labels(turns)
    agent = [int(turn.channel == "agent") for turn in turns]
    cards = [None if turn.cards is None else [float(card in turn.cards) for card in CARDS] for turn in turns]
    return _Sums(agent, words, marks, wanted, counts, clauses, cards, [turn.meaning for turn in turns])


class Net(nn.Module):
    """The network, for many conversations at once."""

    def __init__(self, words: Sequence[str], numbers: int = 0) -> None:
        super().__init__()
        self.words = list(words)
        self.row = {word: at + 1 for at, word in enumerate(words)}
        self.word = nn.Embedding(len(words) + 1, WORD)
        self.part = nn.EmbeddingBag(BUCKETS + 1, WORD, mode="mean", padding_idx=BUCKETS)
        nn.init.normal_(self.word.weight, 0, 0.1)
        nn.init.normal_(self.part.weight, 0, 0.1)
        self.mark = nn.Linear(3, WORD, bias=False)
        self.first = nn.Conv1d(WORD, FILTERS, 3, padding=1)
        self.second = nn.Conv1d(FILTERS, FILTERS, 3, padding=1)
        self.speaker = nn.Embedding(2, SPEAKER)
        turn = 2 * FILTERS + SPEAKER
        self.into = nn.Linear(turn, REMEMBERED)
        self.gru = nn.GRU(REMEMBERED, REMEMBERED, batch_first=True)
        self.last = nn.Linear(turn, REMEMBERED)
        self.mix = nn.Linear(turn + 2 * REMEMBERED, MIXED)
        self.answer = nn.Linear(MIXED, len(NAMES))
        nn.init.constant_(self.answer.bias, -3)
        self.clause = nn.Linear(2 * FILTERS + turn + 2 * REMEMBERED + PLACE, OF_A_CLAUSE)
        self.field = nn.Linear(OF_A_CLAUSE, len(FIELDS))
        nn.init.constant_(self.field.bias, -2)
        self.coach = nn.Linear(turn + 2 * REMEMBERED, OF_CARDS)
        self.card = nn.Linear(OF_CARDS, len(CARDS))
        nn.init.constant_(self.card.bias, -3)
        self.meaning = nn.Linear(2 * FILTERS, numbers)
        """To learn by only: what a sentence model, of so many `numbers`, makes of a turn."""

    def forward(self, batch: _Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Log odds: conversations by turns by moments, the same by cards, and clauses by fields. And what turns mean:
        those of the batch whose meaning is known."""
        drop, train = functional.dropout, self.training
        parts = self.part(batch.parts, batch.parts_begin)
        turns, clauses = [], []
        for group in batch.groups:
            there = (group.rows >= 0).float()
            words = self.word(group.rows.clamp(min=0)) + parts[group.unique] + self.mark(group.marks)
            words = drop(words, 0.2, train) * there[:, :, None]
            first = functional.relu(self.first(words.transpose(1, 2))) * there[:, None]
            second = functional.relu(self.second(drop(first, 0.1, train))) * there[:, None]
            turns.append(torch.cat([first.amax(2), second.amax(2)], 1))
            at = torch.arange(first.shape[2])
            inside = ((group.first[:, None] <= at) & (at <= group.last[:, None])).float()[:, None]
            clauses.append(torch.cat([(rows[group.turn] * inside).amax(2) for rows in (first, second)], 1))
        strongest = drop(torch.cat(turns)[batch.place], 0.3, train)
        flat = torch.cat([strongest, self.speaker(batch.agent)], 1)
        turn = torch.cat([torch.zeros(1, flat.shape[1]), flat])[batch.turn]
        remembered, _ = self.gru(torch.tanh(self.into(turn)))
        before = torch.cat([remembered, torch.tanh(self.last(turn))], 2)
        before = torch.cat([torch.zeros_like(before[:, :1]), before[:, :-1]], 1)
        seen = torch.cat([turn, before], 2)
        mixed = functional.relu(self.mix(drop(seen, 0.2, train)))
        answer: Tensor = self.answer(drop(mixed, 0.3, train))
        of_clause = torch.cat(clauses)
        around = seen[batch.clause_conversation, batch.clause_turn]
        of_clause = torch.cat([drop(of_clause, 0.3, train), drop(around, 0.3, train), batch.clause_at], 1)
        field: Tensor = self.field(drop(functional.relu(self.clause(of_clause)), 0.3, train))
        coach = functional.relu(self.coach(drop(seen, 0.3, train)))
        return answer, self.card(drop(coach, 0.3, train)), field, self.meaning(strongest[batch.understood])


@dataclass(frozen=True)
class _Group:
    """Turns by words: the word's row (-1 where the turn has ended), its number among the batch's words, its marks.
    Their clauses: which turn's, the `first` and the `last` word."""

    rows: Tensor
    unique: Tensor
    marks: Tensor
    turn: Tensor
    first: Tensor
    last: Tensor


@dataclass(frozen=True)
class _Batch:
    groups: list[_Group]
    parts: Tensor
    parts_begin: Tensor
    place: Tensor
    """Where in the groups each turn stands."""
    agent: Tensor
    turn: Tensor
    """Conversations by turns: the number of the turn plus one; 0 where the conversation has ended."""
    wanted: Tensor
    counts: Tensor
    cards: Tensor
    cards_count: Tensor
    clause_conversation: Tensor
    """Of each clause, in the order of the groups."""
    clause_turn: Tensor
    clause_at: Tensor
    clause_wanted: Tensor
    clause_counts: Tensor
    understood: Tensor
    """The numbers of the turns whose meaning is known."""
    meanings: Tensor


@dataclass(frozen=True)
class _Line:
    """A turn's words with their marks, and its clauses."""

    words: tuple[str, ...]
    marks: list[tuple[bool, bool, bool]]
    clauses: tuple[LabelledClause, ...]
    conversation: int
    turn: int

    def without_stops(self) -> _Line:
        kept = [at for at, word in enumerate(self.words) if word not in ("|", "?")] or [0]
        return replace(
            self,
            words=tuple(self.words[at] for at in kept),
            marks=[self.marks[at] for at in kept],
            clauses=tuple(
                replace(
                    one,
                    piece=one.piece._replace(
                        first=bisect_left(kept, one.piece.first), last=bisect_right(kept, one.piece.last) - 1
                    ),
                )
                for one in self.clauses
            ),
        )


def _batch(net: Net, conversations: Sequence[_Sums], chance: random.Random | None = None) -> _Batch:
    shape = len(conversations), max(map(len, conversations))
    turn = np.zeros(shape, np.int64)
    wanted, counts = np.zeros((2, *shape, len(NAMES)), np.float32)
    cards, cards_count = np.zeros((2, *shape, len(CARDS)), np.float32)
    agent: list[int] = []
    said: list[_Line] = []
    for at, one in enumerate(conversations):
        turn[at, : len(one)] = np.arange(len(said), len(said) + len(one)) + 1
        wanted[at, : len(one)], counts[at, : len(one)] = one.wanted, one.counts
        agent += one.agent
        for number, row in enumerate(one.cards):
            if row is not None:
                cards[at, number], cards_count[at, number] = row, 1.0
        for number, (words, marks, clauses) in enumerate(zip(one.words, one.marks, one.clauses, strict=True)):
            line = _Line(words, marks, clauses, at, number)
            said.append(line.without_stops() if chance and chance.random() < NO_STOPS else line)
    order = sorted(range(len(said)), key=lambda at: len(said[at].words))
    unique: dict[str, int] = {}
    groups, judged = [], []
    for shortest, longest in pairwise((0, *LENGTHS)):
        some = [said[at] for at in order if shortest < len(said[at].words) <= longest]
        if some:
            groups.append(_group(net, some, unique, chance))
            judged += [(line, clause) for line in some for clause in line.clauses]
    read = [meaning for one in conversations for meaning in one.meanings]
    understood = [at for at, meaning in enumerate(read) if meaning is not None]
    parts, begin = [], []
    for word in unique:
        begin.append(len(parts))
        parts += parts_of(word, BUCKETS) or [BUCKETS]
    return _Batch(
        groups,
        torch.tensor(parts),
        torch.tensor(begin),
        torch.from_numpy(np.argsort(order)),
        torch.tensor(agent),
        torch.from_numpy(turn),
        torch.from_numpy(wanted),
        torch.from_numpy(counts),
        torch.from_numpy(cards),
        torch.from_numpy(cards_count),
        *_clauses(judged),
        torch.tensor(understood, dtype=torch.long),
        torch.from_numpy(
            np.array([read[at] for at in understood], np.float32).reshape(
                len(understood), net.meaning.out_features
            )
        ),
    )


def _clauses(judged: Sequence[tuple[_Line, LabelledClause]]) -> tuple[Tensor, ...]:
    """The clauses in the order of the groups: what a batch tells of them."""
    of_field = [[field in one.fields for field in FIELDS] for _, one in judged]
    known = [[field in one.fields or field not in one.may for field in FIELDS] for _, one in judged]
    return (
        torch.tensor([line.conversation for line, _ in judged], dtype=torch.long),
        torch.tensor([line.turn for line, _ in judged], dtype=torch.long),
        torch.tensor([place_of(one.piece) for _, one in judged], dtype=torch.float).reshape(-1, PLACE),
        torch.tensor(of_field, dtype=torch.float).reshape(-1, len(FIELDS)),
        torch.tensor(known, dtype=torch.float).reshape(-1, len(FIELDS)),
    )


def _group(net: Net, said: Sequence[_Line], unique: dict[str, int], chance: random.Random | None) -> _Group:
    shape = len(said), len(said[-1].words)
    rows, number = np.full(shape, -1), np.zeros(shape, np.int64)
    marked = np.zeros((*shape, 3), np.float32)
    for at, line in enumerate(said):
        marked[at, : len(line.words)] = line.marks
        for place, word in enumerate(line.words):
            rows[at, place] = 0 if chance and chance.random() < UNKNOWN else net.row.get(word, 0)
            number[at, place] = unique.setdefault(word, len(unique))
    clauses = [(at, one.piece.first, one.piece.last) for at, line in enumerate(said) for one in line.clauses]
    turn, first, last = (
        (torch.tensor(column, dtype=torch.long) for column in zip(*clauses, strict=True))
        if clauses
        else torch.zeros(3, 0, dtype=torch.long)
    )
    return _Group(
        torch.from_numpy(rows), torch.from_numpy(number), torch.from_numpy(marked), turn, first, last
    )


def learn_network(conversations: Sequence[Sequence[Turn]], seed: int = 1) -> Net:
    """The network after `ROUNDS` over the conversations; the same ones give the same network on the same machine."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    chance = random.Random(seed)
    seen = Counter(word for turns in conversations for turn in turns for word in turn.words)
    numbers = next(
        (len(one.meaning) for turns in conversations for one in turns if one.meaning is not None), 0
    )
    net = Net(sorted(word for word, count in seen.items() if count >= LEAST_SEEN), numbers)
    kept = deepcopy(net).eval()
    tables = [net.word.weight, net.part.weight]
    others = [weights for name, weights in net.named_parameters() if not name.startswith(("word", "part"))]
    steps = torch.optim.AdamW([{"params": tables, "weight_decay": 0.0}, {"params": others}], RATE)
    calls = [turns for turns in conversations if not turns[-1].only]
    scenes = [turns for turns in conversations if len(turns[-1].only) > 1]
    known = [_sums(turns) for turns in conversations if len(turns[-1].only) <= 1]
    done = 0
    net.train()
    for so_far in range(ROUNDS):
        some_scenes = chance.sample(scenes, int(SCENES_IN_A_ROUND * len(scenes)))
        begun = (_sums(_in_a_call(one, calls, chance)) for one in some_scenes)
        batches = in_batches([*known, *begun], TURNS_A_STEP, chance)
        total = done + (ROUNDS - so_far) * len(batches)
        for some in batches:
            done += 1
            at_rate(steps, RATE, done, total)
            batch = _batch(net, some, chance)
            answer, card, field, meaning = net(batch)
            loss = 20 * loss_where_known(answer, batch.wanted, batch.counts)
            loss += 10 * loss_where_known(card, batch.cards, batch.cards_count)
            loss += 5 * loss_where_known(field, batch.clause_wanted, batch.clause_counts)
            if len(batch.understood):
                loss += MEANING_COUNTS * (1 - functional.cosine_similarity(meaning, batch.meanings).mean())
            steps.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steps.step()
            slow = min(SLOW, (1 + done) / (10 + done))
            with torch.no_grad():
                for average, weights in zip(kept.parameters(), net.parameters(), strict=True):
                    average.mul_(slow).add_(weights, alpha=1 - slow)
    return kept


def _in_a_call(scene: Sequence[Turn], calls: Sequence[Sequence[Turn]], chance: random.Random) -> list[Turn]:
    """The scene behind a call's first turns, of which nothing is to be learned."""
    before = chance.choice(calls)[: chance.choice(INTO_A_CALL)]
    return [*(Turn(turn.channel, turn.words, None) for turn in before), *scene]


def at_rate(steps: torch.optim.Optimizer, most: float, done: int, total: int) -> None:
    """The step `done` of so many: faster at first, then slower and slower."""
    for group in steps.param_groups:
        group["lr"] = most * min(1.0, done / 100) * max(0.02, 1 - done / total)


def loss_where_known(odds: Tensor, wanted: Tensor, counts: Tensor) -> Tensor:
    """Cross entropy where it counts, as a mean."""
    wanted = wanted * (1 - 2 * DOUBT) + DOUBT
    each = functional.binary_cross_entropy_with_logits(odds, wanted, reduction="none")
    return (each * counts).sum() / counts.sum().clamp(min=1.0)


def in_batches(known: Sequence[Told], turns: int, chance: random.Random) -> list[list[Told]]:
    """In batches of about so many turns, conversations of about one length together, in any order."""
    order = list(known)
    chance.shuffle(order)
    order.sort(key=lambda one: len(one) // 6)
    batches: list[list[Told]] = [[]]
    for one in order:
        if sum(map(len, batches[-1])) + len(one) > turns and batches[-1]:
            batches.append([])
        batches[-1].append(one)
    chance.shuffle(batches)
    return batches


def judged(net: Net, conversations: Sequence[Sequence[Turn]]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Log odds of each conversation: turns by moments, and turns by cards."""
    with torch.no_grad():
        found = [net(_batch(net, [_sums(turns)])) for turns in conversations]
    return [(moments[0].numpy(), cards[0].numpy()) for moments, cards, *_ in found]


def arrays_of(net: Net) -> dict[str, np.ndarray]:
    """What the program reads it from: the tables in bytes with a scale for each row, the rest in halves."""
    kept = {name: array.detach().numpy() for name, array in net.named_parameters()}
    arrays: dict[str, np.ndarray] = {
        "moments": np.frombuffer("\n".join(NAMES).encode(), np.uint8),
        "words": np.frombuffer("\n".join(net.words).encode(), np.uint8),
    }
    for name, table in (("word", kept["word.weight"]), ("part", kept["part.weight"][:BUCKETS])):
        scale = np.maximum(abs(table).max(axis=1, keepdims=True), 1e-6) / 127
        arrays[name], arrays[f"{name} scale"] = np.round(table / scale).astype(np.int8), scale
    for name in ("first", "second"):
        arrays[name] = kept[f"{name}.weight"].transpose(2, 1, 0).reshape(-1, FILTERS)
    layers = ("into", "last", "mix", "answer", "clause", "field", "coach", "card")
    for name in layers:
        arrays[name] = kept[f"{name}.weight"].T
    for name in ("first", "second", *layers):
        arrays[f"{name} bias"] = kept[f"{name}.bias"]
    for name, own in (("x", "ih"), ("h", "hh")):
        arrays[f"gru {name}"] = kept[f"gru.weight_{own}_l0"].T
        arrays[f"gru {name} bias"] = kept[f"gru.bias_{own}_l0"]
    arrays["mark"], arrays["speaker"] = kept["mark.weight"].T, kept["speaker.weight"]
    return {
        name: array.astype(np.float16) if array.dtype == np.float32 else array
        for name, array in arrays.items()
    }


def differs(net: Net, file: Path, conversations: Sequence[Sequence[Turn]]) -> float:
    """How far the network as the program reads it from the file is from this one at most, in log odds."""
    read = Network(file)
    most = 0.0
    for turns, (moments, _) in zip(conversations, judged(net, conversations), strict=True):
        memory = read.begin()
        for turn, row in zip(turns, moments, strict=True):
            heard = read.hear(turn.channel, turn.words, memory)
            memory = heard.memory
            most = max(most, *(abs(odds - row[NAMES.index(name)]) for name, odds in heard.odds.items()))
    return most
