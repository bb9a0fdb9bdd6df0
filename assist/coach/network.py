"""A small neural network that hears a call turn after turn: a vote on every moment beside that of the linear weights,
and on what each clause is to the note.

Each word is looked up in a table, and by the parts of it in another, so that a misspelt or unknown word is not lost
(Bojanowski et al., Enriching word vectors with subword information, 2017); marks say where the word was said before.
Two convolutions read the words in their order, and the strongest answer of every filter stands for the turn (Kim,
Convolutional neural networks for sentence classification, 2014). A gated recurrent unit (Cho et al. 2014) remembers
the turns before. A clause is the strongest answers in its own words, beside all that of its turn.
`scripts/train_moments.py` learns the weights from the labelled calls and the phrasings.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise, product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assist.coach.convolution import convolved, side_by_side
from assist.coach.layers import Array, layer, relu, remembered
from assist.events import CHANNELS, Channel

NETWORK = Path(__file__).parent / "network.npz"
NETWORK_WEIGHS = 0.33
"""What its log odds count beside the linear weights' score."""
LONGEST = 80
"""So many words stand for a turn, the last ones."""
ALL = 400
"""So many of them are looked at for what their clauses are."""
AHEAD = 32
"""So many turns are best heard at once, where they are known."""
LATEST = 2 * AHEAD
"""So many turns are kept for whoever hears them, too."""
FIELDS = ("problem", "client_wants", "cannot_do", "options", "plan")
"""The fields of the note that a clause can belong in."""
CARDS = (
    "let_them_vent", "boundary", "break", "stay_calm", "summarize_after_vent", "summarize", "apologize", "ask_want",
    "say_limits", "offer_options", "ask_what_else", "goal_date", "read_back", "follow_up",
)  # fmt: skip
"""The cards of which it is known, from labelled calls, when a good coach would show them."""
_STEM, _FUNCTION_WORD = 5, 3
PLACE = 3
"""So many numbers tell of a clause's place."""


class Said(NamedTuple):
    """Stems of the content words that each has said: `lately` since the other's last turn, `ever` in the call."""

    speaker: Channel | None = None
    lately: Mapping[Channel, frozenset[str]] = {"agent": frozenset(), "client": frozenset()}
    ever: Mapping[Channel, frozenset[str]] = {"agent": frozenset(), "client": frozenset()}

    def then(self, channel: Channel, words: Sequence[str]) -> Said:
        """After the channel has said these words too."""
        stems = frozenset(stem for word in words if (stem := stem_of(word)))
        lately = stems | self.lately[channel] if self.speaker == channel else stems
        return Said(
            channel, {**self.lately, channel: lately}, {**self.ever, channel: self.ever[channel] | stems}
        )

    def marked(self, channel: Channel, words: Sequence[str]) -> Iterator[tuple[int, tuple[bool, bool, bool]]]:
        """The words that have been said before: where each stands, and its marks. Few of them are."""
        agents, clients = self.ever["agent"], self.ever["client"]
        for at, word in enumerate(words):
            if (stem := stem_of(word)) in agents or stem in clients:
                yield at, self.marks(channel, word)

    def marks(self, channel: Channel, word: str) -> tuple[bool, bool, bool]:
        """Whether the word was among the other's last ones, the other's at all, the speaker's own."""
        stem, other = stem_of(word), _OTHER[channel]
        return (
            stem in self.lately[other],
            stem in self.ever[other],
            stem in self.ever[channel],
        )


_OTHER: Mapping[Channel, Channel] = {"agent": "client", "client": "agent"}


@dataclass(frozen=True, eq=False)
class Memory:
    """What the network remembers of a call."""

    said: Said
    turns: Array
    """The recurrent unit's state."""
    last: Array
    """What it takes from the turn before."""


Turn = tuple[Channel, tuple[str, ...]]
"""Who speaks, and the `Spoken.items`."""


class Piece(NamedTuple):
    """A clause: the words `first` to `last` of a turn, which clause of how many it is, whether it asks."""

    first: int
    last: int
    number: int
    of: int
    question: bool

    def behind(self, left_out: int) -> Piece | None:
        """The clause where so many words at the turn's beginning are not heard; None where nothing is left of it."""
        if self.last < left_out:
            return None
        if not left_out:
            return self
        return self._replace(first=max(0, self.first - left_out), last=self.last - left_out)


def place_of(piece: Piece) -> tuple[float, ...]:
    """What is known of a clause beside its words."""
    return float(piece.question), float(piece.number == 0), float(piece.number == piece.of - 1)


class Impression(NamedTuple):
    """What the network makes of a turn: the log odds of its speaker's moments; of the cards, after a turn of the
    client's, that a good coach would show them now; what it remembers after it; and what the clauses are judged by: the
    answers at its words, and what the turn adds to each."""

    odds: Mapping[str, float]
    cards: Mapping[str, float]
    memory: Memory
    rows: Array
    around: Array
    left_out: int


@lru_cache(maxsize=8192)
def stem_of(word: str) -> str:
    """The beginning of a number or of a content word; of others nothing."""
    return word[:_STEM] if word[0].isdigit() or len(word) > _FUNCTION_WORD else ""


def parts_of(word: str, buckets: int) -> list[int]:
    """The rows of the word's parts of three to five letters."""
    if not word[0].isalpha():
        return []
    whole = f"<{word}>"
    return [
        zlib.crc32(whole[at : at + length].encode()) % buckets
        for length in (3, 4, 5)
        for at in range(len(whole) - length + 1)
    ]


class Network:
    """The weights, read once."""

    def __init__(self, file: Path) -> None:
        with np.load(file) as kept:
            read = {name: kept[name] for name in kept.files}
        moments = bytes(read.pop("moments")).decode().split("\n")
        self._own = {
            channel: [(name, at) for at, name in enumerate(moments) if name.startswith(channel)]
            for channel in CHANNELS
        }
        words = bytes(read.pop("words")).decode().split("\n")
        self._row = {word: at + 1 for at, word in enumerate(words)}
        scale = {name: read.pop(f"{name} scale") for name in ("word", "part")}
        tables = {name: read.pop(name) for name in scale}
        self._word, self._part = (
            tables[name].astype(np.float32) * scale[name].astype(np.float32) for name in ("word", "part")
        )
        self._of = {name: np.ascontiguousarray(array, np.float32) for name, array in read.items()}
        self._first = side_by_side(self._of.pop("first"))
        ways = list(product((False, True), repeat=3))
        self._first_of_marks: Array = np.array(
            [np.array(marks, np.float32) @ self._of["mark"] @ self._first for marks in ways]
        )
        self._row_of_marks = {marks: at for at, marks in enumerate(ways)}
        clause = self._of.pop("clause")
        filters = clause.shape[0] - self._of["mix"].shape[0] - PLACE
        self._clause_words, self._clause_turn, self._clause_place = np.split(clause, (filters, -PLACE))
        self.vector = lru_cache(maxsize=4096)(self._vector)
        """What the table says of a word and of its parts."""
        self._known = lru_cache(maxsize=4096)(self._look_up)
        state = np.zeros(self._of["gru h"].shape[0], np.float32)
        self._nothing = Memory(Said(), state, np.zeros_like(state))
        self._heard: dict[tuple[Turn, Memory], Impression] = {}

    def begin(self) -> Memory:
        """Before the first turn."""
        return self._nothing

    def hear(self, channel: Channel, words: Sequence[str], memory: Memory) -> Impression:
        """Takes up the channel's next turn. `words`: the `Spoken.items`. Whoever hears the same turns gets
        the same objects while they are the latest: the coach and the note listen to the same calls."""
        turn = channel, tuple(words)
        return self._heard.get((turn, memory)) or self.hear_ahead((turn,), memory)[0]

    def hear_ahead(self, turns: Sequence[Turn], memory: Memory) -> list[Impression]:
        """Takes up, all at once, turns that are known already and that `hear` is then asked for one by one. So the
        weights, which are more than a processor's cache holds, are read once for all of them."""
        impressions = self._hear(turns, memory)
        for turn, heard in zip(turns, impressions, strict=True):
            self._heard[turn, memory] = heard
            memory = heard.memory
        for old in list(self._heard)[:-LATEST]:
            self._heard.pop(old, None)
        return impressions

    def _hear(self, turns: Sequence[Turn], memory: Memory) -> list[Impression]:
        """The turns that follow one another; in each array a row for each."""
        said = list(accumulate(turns, lambda said, turn: said.then(*turn), initial=memory.said))
        rows = self._rows(turns, said[:-1])
        latest = [of[-LONGEST:].max(axis=0) for of in rows]
        speakers = [int(channel == "agent") for channel, _ in turns]
        turn = np.hstack((latest, self._of["speaker"][speakers]))
        states = self._remember(np.tanh(layer(self._of, "into", turn)), memory.turns)
        last = np.vstack((memory.last, np.tanh(layer(self._of, "last", turn))))
        seen = np.hstack((turn, states[:-1], last[:-1]))
        odds = layer(self._of, "answer", relu(layer(self._of, "mix", seen))).tolist()
        clients = [at for at, (channel, _) in enumerate(turns) if channel == "client"]
        cards = dict(zip(clients, self._cards(seen[clients]), strict=True))
        around = seen @ self._clause_turn + self._of["clause bias"]
        return [
            Impression(
                {name: odds[at][column] for name, column in self._own[channel]},
                cards.get(at, {}),
                Memory(said[at + 1], states[at + 1], last[at + 1]),
                rows[at],
                around[at],
                max(0, len(words) - ALL),
            )
            for at, (channel, words) in enumerate(turns)
        ]

    def _cards(self, seen: Array) -> list[Mapping[str, float]]:
        if not len(seen):
            return []
        hidden = relu(layer(self._of, "coach", seen))
        return [dict(zip(CARDS, odds, strict=True)) for odds in layer(self._of, "card", hidden).tolist()]

    def told(self, clauses: Sequence[tuple[Impression, Piece | None]]) -> list[Mapping[str, float]]:
        """How sure it is that each of these clauses, of one turn or of many, belongs in a field of the note (log odds);
        a clause that was too long ago in a long turn belongs in none."""
        there = [(turn, piece and piece.behind(turn.left_out)) for turn, piece in clauses]
        known = [(turn, piece) for turn, piece in there if piece]
        if not known:
            return [{} for _ in there]
        words = np.array([turn.rows[piece.first : piece.last + 1].max(axis=0) for turn, piece in known])
        place = np.array([place_of(piece) for _, piece in known], np.float32)
        around = np.array([turn.around for turn, _ in known])
        hidden = relu(words @ self._clause_words + around + place @ self._clause_place)
        odds = iter(layer(self._of, "field", hidden).tolist())
        return [dict(zip(FIELDS, next(odds), strict=True)) if piece else {} for _, piece in there]

    def _vector(self, word: str) -> Array:
        vector: Array = self._word[self._row.get(word, 0)]
        if parts := parts_of(word, len(self._part)):
            vector = vector + self._part[parts].mean(axis=0)
        return vector

    def _look_up(self, word: str) -> Array:
        """What the word adds to the first convolution at itself and at its neighbours."""
        added: Array = self.vector(word) @ self._first
        return added

    def _rows(self, turns: Sequence[Turn], said: Sequence[Said]) -> list[Array]:
        """The answers of all filters at each word, turn by turn. The words that stand for a turn are heard apart from
        those before them; where nothing is said, a sentence's end stands for it."""
        words: list[str] = []
        marked: dict[int, int] = {}
        turns_begin: list[int] = []
        begins: list[int] = []
        for (channel, line), known in zip(turns, said, strict=True):
            turns_begin.append(len(words))
            for stretch in (line[-ALL:-LONGEST], line[-LONGEST:] or ("|",)):
                if stretch:
                    begins.append(len(words))
                    for at, marks in known.marked(channel, stretch):
                        marked[len(words) + at] = self._row_of_marks[marks]
                    words += stretch
        rows = convolved(self._added(words, marked), begins[1:], self._of)
        return [rows[begin:end] for begin, end in pairwise((*turns_begin, len(words)))]

    def _added(self, words: Sequence[str], marked: Mapping[int, int]) -> Array:
        """What the words add to the first convolution. `marked`: of those that have marks, the row of these."""
        added = np.concatenate([*map(self._known, words)]).reshape(len(words), -1)
        added[[*marked]] += self._first_of_marks[[*marked.values()]]
        return added

    def _remember(self, turns: Array, state: Array) -> list[Array]:
        """The recurrent unit's states: the one before the turns, and that after each."""
        states = [state]
        for of_turn in layer(self._of, "gru x", turns):
            states.append(remembered(of_turn, layer(self._of, "gru h", states[-1]), states[-1]))
        return states


@lru_cache(maxsize=1)
def bundled_network() -> Network:
    """The network that comes with the program."""
    return Network(NETWORK)
