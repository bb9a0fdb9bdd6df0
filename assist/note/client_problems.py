"""What the client tells of what is wrong, taken up into the note."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assist.note import answers, spoken, undertakings, wants, wording
from assist.note.clauses import Clause
from assist.note.client_answers import SHORT_CONFIRMATION
from assist.note.ledger import Ledger
from assist.note.numbers import find_numbers
from assist.note.problems import WORTH_ADDING, WORTH_WRITING, problem_score, tells
from assist.note.statement import Statement
from assist.note.agent_side import TH


class ClientProblems:
    """Writes the client's problems into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.turns = 0  # of more than a word or two
        self._announced = 0  # the turn up to which the client tells what they have announced

    def _may_be_first(self) -> bool:
        """Nothing is known to be wrong yet, and this is where most say it."""
        return self.turns <= FIRST_TURNS and not self._ledger.problem and not self._ledger.wants

    def take(self, number: int, text: str, pieces: Sequence[Clause], upset: bool) -> None:
        """Runs of telling clauses of one sentence become one candidate, as long as it stays short."""
        bonus = (0.5 if upset else 0.0) + (
            0.0 if self._ledger.problem or (self._ledger.wants and self.turns > FIRST_TURNS) else 0.75
        )
        bonus += 0.5 if self.turns <= FIRST_TURNS else 0.0
        bonus -= 1.0 if self._ledger.plan or self._ledger.options else 0.0
        announced = self.turns <= self._announced
        enumerated = -1  # the sentence that begins with "second thing"
        runs: list[tuple[float, list[Clause]]] = []
        scored: list[tuple[float, int]] = []
        told: list[tuple[float, Clause]] = []
        before: Clause | None = None
        for piece in pieces:
            if (
                (piece.question and not _TAG.search(piece.text))
                or wants.want(piece.text)
                or undertakings.client_will(piece.text)
            ):
                continue
            numbers = sum(span.value != "1" for span in find_numbers(piece.text))
            score = problem_score(spoken.clean(piece.text), numbers) + bonus
            odds = self._ledger.clause_fields.odds(piece, "problem")
            score = TH["pa"] * score + TH["pb"] * (WORTH_WRITING + odds - TH["pt"])
            announced = announced or bool(_ANNOUNCES.search(piece.text))
            enumerated = piece.sentence if _ENUMERATES.match(piece.text) else enumerated
            if (announced and not _ANNOUNCES.search(piece.text)) or enumerated == piece.sentence:
                tells_so = _STANDS.search(piece.text) or (enumerated == piece.sentence and score > bonus)
                score = max(score, WORTH_WRITING) + WORTH_WRITING if tells_so else score
            if answers.refuses(piece.text) and (self._ledger.options or self._ledger.plan):
                score -= 1.5
            if score > bonus:
                scored.append((score, pieces.index(piece)))
            if (
                self.turns <= TELLING_TURNS
                and _SENTENCE.match(piece.text)
                and tells(spoken.clean(piece.text))
            ):
                told.append((score, piece))
            last = runs[-1][1] if runs else []
            joined = (
                last and last[-1].sentence == piece.sentence and last[-1] is pieces[pieces.index(piece) - 1]
            )
            told_before, before = before, piece if WORTH_ADDING <= score < WORTH_WRITING else None
            adds = (score >= WORTH_ADDING and tells(spoken.clean(piece.text))) or (
                _AND_NOT.match(piece.text) and len(piece.text.split()) <= SHORT_CONFIRMATION
            )
            if score < WORTH_WRITING and not (joined and adds):
                continue
            if joined and len(text[last[0].start : piece.end].split()) <= wording.LONGEST_ENTRY:
                runs[-1] = (max(runs[-1][0], score) + 0.5, [*last, piece])
            elif score >= WORTH_WRITING:
                opens = (
                    told_before is not None
                    and told_before.sentence == piece.sentence
                    and told_before is pieces[pieces.index(piece) - 1]
                    and tells(spoken.clean(told_before.text))
                    and len(text[told_before.start : piece.end].split()) <= wording.LONGEST_ENTRY
                )
                runs.append((score, [told_before, piece] if opens and told_before else [piece]))
        if _ANNOUNCES.search(text):
            self._announced = self.turns + ANNOUNCED
        if not runs and self._may_be_first() and scored and max(scored)[0] >= WORTH_MENTIONING:
            runs.append((max(scored)[0], [pieces[max(scored)[1]]]))
        for score, run in runs:
            statement = self._written(number, text[run[0].start : run[-1].end], score)
            self._ledger.merge(self._ledger.problem, statement)
        written = {piece for _, run in runs for piece in run}
        for score, piece in told:
            if piece not in written and score < WORTH_WRITING:
                self._ledger.told.append(self._written(number, piece.text, score))

    def _written(self, number: int, said: str, score: float) -> Statement:
        text = wording.entry(wording.by_client(spoken.clean(said)), self._ledger.calendar)
        return Statement(text, [number], score, len(self._ledger.problem))


TELLING_TURNS = 3  # in which what the agent says back is still what is wrong
_SENTENCE = re.compile(
    r"(?:(?:and|but|so|well|because),? )*(?:(?:I|we|you|he|she|it|they|there|these|those|that)(?:'\w+)?"
    r"|(?:my|our|the|your|his|her|half)(?: [\w'-]+){1,3}? (?:is|are|was|were|has|have|\w+ed)\b|\w+'s\b)(?: \w+){2}",
    re.IGNORECASE,
)
WORTH_MENTIONING = 1.5  # where the client opens with it and nothing tells more
FIRST_TURNS = 2  # of the client's, in which most say what is wrong
ANNOUNCED = 1  # turns in which several things that were announced are told
_ANNOUNCES = re.compile(
    r"\b(?:two|three|four|five|a few|a couple of|several) (?:\w+ )?(?:things|problems|issues|complaints"
    r"|points)\b",
    re.IGNORECASE,
)
# "I'm stuck up here, aren't I?" tells and asks nothing
_TAG = re.compile(
    r",? (?:isn't|aren't|wasn't|weren't|haven't|hasn't|hadn't|don't|doesn't|didn't|won't|ain't) (?:I|it|he|she"
    r"|they|we|that)$",
    re.IGNORECASE,
)
_ENUMERATES = re.compile(
    r"(?:(?:first|second|third|fourth|next|another|last) (?:thing|one)|firstly|secondly|thirdly)\b",
    re.IGNORECASE,
)
_STANDS = re.compile(r"\b(?:the|your|my|our|\w+) ?(?:'s|is|are|was|were|has|have)\b", re.IGNORECASE)
_AND_NOT = re.compile(
    r"(?:I|we|you|he|she|they|it|nobody|no one|nothing)\b.*(?:n't|\bnever|\bnot|^no\w*)", re.IGNORECASE
)
