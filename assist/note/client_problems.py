"""What the client tells of what is wrong, taken up into the note."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from assist.note import layout, likeness, spoken, wording
from assist.note.any_case import AnyCase
from assist.note.clause_fields import SURE
from assist.note.clauses import Clause
from assist.note.days_beside import DaysBeside
from assist.note.ledger import Ledger
from assist.note.numbers import find_numbers
from assist.note.statement import Statement
from assist.note.verbs import LOOKS_BACK
from assist.note.words import decapitalised, words_of

ADDS = -2.0
"""From these log odds on a clause goes with the problem before it in its sentence."""
FIRST = -1.6
"""From these on it is one while nothing else is known to be wrong, unless it is a wish."""

SHORT = 8
"""Words of a number that only adds: "eighteen hundred and forty quid"."""
# "I've got three problems with it", "it's a complaint": what is wrong comes next
_ANNOUNCES = AnyCase(
    r"\b(?:two|three|four|five|a few|a couple of|several) (?:\w+ )?(?:things|problems|issues|complaints|points)\b"
    r"|^(?:it's|this is) (?:just )?(?:about )?a complaint$",
    words="things problems issues complaints points complaint",
)

_ONLY_CODE = re.compile(r"(?:[Ii]t's |[Ii]t is |[Tt]hat's )?(?=[^a-z]*\d)[A-Z\d][A-Z\d -]+\.?")
# "for my dad's funeral": what it hangs on was said before
_HANGS = re.compile(
    r"(?:(?:yes|yeah|and),? )*(?:for|from|with|of|at|by)(?: (?!\w+ing\b)[\w']+){1,4}", re.IGNORECASE
)


class ClientProblems:
    """Writes the client's problems into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def take(self, number: int, text: str, pieces: Sequence[Clause]) -> None:
        """Runs of telling clauses of one sentence become one statement, as long as it stays short."""
        fields = self._ledger.clause_fields
        runs: list[tuple[float, list[Clause]]] = []
        before: Clause | None = None
        for piece in pieces:
            if _ANNOUNCES.search(piece.text):
                continue
            odds = fields.odds(piece, "problem")
            sure = self._ledger.problem or fields.surely(piece, "client_wants")
            run = runs[-1][1] if runs else []
            joined = bool(run) and run[-1] is before and run[-1].question == piece.question
            joined = joined and (run[-1].sentence == piece.sentence or _only_adds(piece.text))
            if joined and words_of(piece.text) <= words_of(_as_one(text, run)):
                continue  # "forty shops stand still. Forty."
            before = piece
            if joined and odds >= ADDS and _is_short(_as_one(text, [*run, piece])):
                runs[-1] = max(runs[-1][0], odds), [*run, piece]
            elif joined and len(run) > 1 and odds >= ADDS and _HANGS_ON.match(piece.text):
                runs[-1] = runs[-1][0], run[:-1]
                runs.append((max(odds, fields.odds(run[-1], "problem")), [run[-1], piece]))
            elif odds >= (SURE["problem"] if sure else FIRST):
                if not self._says_nothing(piece):
                    runs.append((odds, [piece]))
            elif not (fields.hardly(piece, "problem") or self._says_nothing(piece)):
                self._ledger.told.append(self._written(number, piece.text, odds))
        surest = max((odds for odds, _ in runs), default=0.0)
        for odds, run in runs:
            written = self._written(number, _as_one(text, run), odds)
            if odds < SURE["problem"] <= surest:
                self._ledger.told.append(written)
            else:
                self._ledger.merge(self._ledger.problem, written)

    def _says_nothing(self, piece: Clause) -> bool:
        """ "The tenth of August.", "at seven", "it's PW 7782", "for my dad's funeral": when, which or what for it was,
        and no more."""
        if _HANGS.fullmatch(piece.text):
            return True
        if _ONLY_CODE.fullmatch(piece.text) or DaysBeside(self._ledger).is_only_a_time(piece):
            return True
        return not likeness.content(self._ledger.days.without(piece.text))

    def _written(self, number: int, said: str, odds: float) -> Statement:
        text = layout.entry(wording.by_client(spoken.clean(said)), self._ledger.calendar)
        return Statement(text, [number], odds, len(self._ledger.problem))


def _as_one(text: str, run: Sequence[Clause]) -> str:
    """The clauses as one sentence: "my daughter's been in hospital, twice"."""
    said = text[run[0].start : run[0].end]
    for before, piece in itertools.pairwise(run):
        if piece.sentence == before.sentence:
            said += text[before.end : piece.end]
        else:
            said += f", {decapitalised(text[piece.start : piece.end].lstrip())}"
    return said


def _only_adds(said: str) -> bool:
    """ "The black mould.", "twice", "forty quid": to the sentence before, and says nothing alone."""
    counted = next((span.end for span in find_numbers(said) if span.start == 0), 0)
    adds = len(said.split()) <= SHORT if counted else _ADDED.fullmatch(said)
    return bool(adds) and not _ACTS.search(said[counted:])


_ADDED = re.compile(
    r"(?:the|an?|my|our|in|on|at|for|with|without|every|all|twice|again|once|both|two|three|four|five|six)"
    r"(?: [\w'-]+){0,4}",
    re.IGNORECASE,
)
_ACTS = re.compile(
    rf"\b(?:{LOOKS_BACK}|is|are|was|were|am|has|have|had|does|do|can|could|will|would|should|must|may|might|I|you|we|they"
    r"|he|she|it|who|what|that|there|\w+ed|\w+n't|(?:leak|work|smell|cost|look|sound|need|keep|come|go|hurt)s?)\b",
    re.IGNORECASE,
)


# "and now the bill came, and it's three hundred dollars": tells nothing without what it hangs on
_HANGS_ON = re.compile(r"(?:it|that|they|he|she)\b", re.IGNORECASE)


def _is_short(said: str) -> bool:
    """Whether all of it has its place in one entry, where "I" is two words."""
    return len(said.split()) <= layout.LONGEST_ENTRY and (
        len(wording.by_client(spoken.clean(said)).split()) <= layout.LONGEST_ENTRY
    )
