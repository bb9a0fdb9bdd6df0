"""Which field of the note a clause belongs in, as the network that hears the whole call judges it."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assist.coach.ear import Ear
from assist.coach.network import Impression, Piece, bundled_network
from assist.coach.phrasebook import bundled_phrasebook
from assist.coach.tokens import Spoken, tokenize
from assist.events import Channel
from assist.note.clauses import Clause, clauses
from assist.note.spoken import fluent, plain

SURE = {"problem": -0.2, "client_wants": 0.3, "cannot_do": 0.3, "options": 0.3, "plan": 0.3}
"""From these log odds on a clause is written into the field, however it is worded."""
DOUBTFUL, DOUBTFUL_EARLY = -1.5, -4.0
"""Below these it is not, whatever its form. In a call's first turns the network has heard too little to deny so much:
what is promised there is seldom what is agreed at the end, unless the call is short."""
EARLY = 6
"""So many turns are the first."""
NEVER = -9.0
"""Of what was not judged."""
_STAMMER = 12
"""So many words of a turn may be left out of its clauses at a time."""


class _Turn(NamedTuple):
    """A turn that was heard, and how sure it is of each of its clauses what that is."""

    spoken: Spoken
    impression: Impression
    pieces: Sequence[Clause]
    odds: Sequence[Mapping[str, float]]


class ClauseFields:
    """Hears one call, turn after turn."""

    def __init__(self) -> None:
        self._ear = Ear()
        self._ahead: deque[_Turn] = deque()  # those heard ahead
        self._turns = 0
        self._turn: _Turn | None = None
        self._odds: dict[int, Mapping[str, float]] = {}

    def hear_ahead(self, turns: Sequence[tuple[Channel, str]]) -> None:
        """Takes up the next turns, as they were said, before `hear` is asked for one by one: judged all at once, their
        clauses take less time."""
        heard: list[tuple[Spoken, Impression, Sequence[Clause]]] = []
        for channel, text in turns:
            spoken = bundled_phrasebook().read(text)
            heard.append((spoken, self._ear.hear(channel, spoken), clauses(fluent(plain(text)))))
        told = iter(
            bundled_network().told(
                [(impression, place) for spoken, impression, cut in heard for place in places(spoken, cut)]
            )
        )
        self._ahead = deque(_Turn(*turn, [next(told) for _ in turn[-1]]) for turn in heard)

    def hear(self, channel: Channel, text: str) -> None:
        """Take up a turn, as it was said."""
        if not self._ahead:
            self.hear_ahead([(channel, text)])
        self._turns += 1
        self._turn = self._ahead.popleft()
        self._odds = {}

    def judge(self, pieces: Sequence[Clause]) -> None:
        """Of what the turn's clauses are from now on asked."""
        if (turn := self._turn) is None:
            return
        odds = turn.odds
        if pieces != turn.pieces:
            odds = bundled_network().told([(turn.impression, one) for one in places(turn.spoken, pieces)])
        self._odds = {one.start: told for one, told in zip(pieces, odds, strict=True)}

    def surely(self, piece: Clause, field: str) -> bool:
        return self.odds(piece, field) >= SURE[field]

    def hardly(self, piece: Clause, field: str) -> bool:
        early = self._turns <= EARLY and field != "problem"  # which has no form
        return self.odds(piece, field) < (DOUBTFUL_EARLY if early else DOUBTFUL)

    def rather_not(self, piece: Clause, field: str) -> bool:
        """Nearer to what is not written, whatever its form, than to what surely is."""
        return self._turns > EARLY and self.odds(piece, field) < (SURE[field] + DOUBTFUL) / 2

    def rather(self, piece: Clause, field: str) -> bool:
        """Nearer to what surely is written than to what is not, whatever its form."""
        return self._turns > EARLY and not self.rather_not(piece, field)

    def odds(self, piece: Clause, field: str) -> float:
        """How sure it is (log odds) that a clause of the turn heard last belongs in the field."""
        return self._odds.get(piece.start, {}).get(field, NEVER)


def places(spoken: Spoken, pieces: Sequence[Clause]) -> list[Piece | None]:
    """Where each clause stands among the items of a turn's line; None for one without a word of it. The clauses may
    leave words of the turn out."""
    items = [at for at, item in enumerate(spoken.items) if item not in ("|", "?")]
    said = [token.word for token in spoken.tokens]
    starts = [token.start for token in spoken.tokens]
    found: list[Piece | None] = []
    last = 0
    for number, piece in enumerate(pieces):
        if _stands_as_said(spoken.text, piece):
            first, end = bisect_left(starts, piece.start), bisect_left(starts, piece.end)
        else:
            first, end = _stretch([token.word for token in tokenize(piece.text).tokens], said, last)
        if first == end:
            found.append(None)
            continue
        last = end
        found.append(Piece(items[first], items[last - 1], number, len(pieces), piece.question))
    return found


def _stretch(words: Sequence[str], said: Sequence[str], start: int) -> tuple[int, int]:
    """From the first to behind the last of a clause's words, as they were said from `start` on."""
    first, end = None, start
    for word in words:
        if word in said[end : end + _STAMMER]:
            at = said.index(word, end)
            first, end = at if first is None else first, at + 1
    return (end if first is None else first), end


def _stands_as_said(text: str, piece: Clause) -> bool:
    """The clause is where the turn has it, and ends with a word's end."""
    said, beyond = text[piece.start : piece.end], text[piece.end : piece.end + 1]
    return said.strip() == piece.text and not beyond.isalnum()
