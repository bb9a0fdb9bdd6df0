"""The day of a promise that names none, where it is said beside it: in its own sentence, alone before or after it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from assist.note import layout, likeness, promises, spoken, wording
from assist.note.clauses import Clause, clauses
from assist.note.dates import DateSpan, amid, iso, joined_by, lasts
from assist.note.days import MONTHS
from assist.note.ledger import Ledger
from assist.note.statement import Statement

FAR = 2  # sentences
JUST_SAID, AGENT_SAID = 2, 3  # utterances


class DaysBeside:
    """Gives what was promised for no day the one that is said beside it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def hang(self, number: int, row: Statement, piece: Clause, pieces: Sequence[Clause]) -> None:
        """ "I'll look on Monday and I'll ring you", "by two thirty. I'll come with it myself": the day said just before
        `piece`, in which the row was promised, or the day of what comes of it; of the client's also the one said alone
        behind it ("I'll come in. Friday.") or by the agent just before."""
        if row.due or row.ambiguous or row.text.startswith("Has ") or _OWN_TIME.search(row.text):
            return
        for near in self._near(row, piece, pieces):
            if promises.is_tentative(near.text) or _IF.match(near.text):
                return
            if _LASTS_TO.match(near.text):
                continue
            if give_day(self._ledger, row, near.text, number):
                return
        if row.owner == "client":
            _give_day_before(self._ledger, row, number)

    def _near(self, row: Statement, piece: Clause, pieces: Sequence[Clause]) -> Iterator[Clause]:
        """The clauses that may hold its day, the nearest first."""
        for before in reversed(pieces):
            if before.start >= piece.start or before.question:
                continue
            if before.sentence < piece.sentence - FAR:
                return
            if before.sentence == piece.sentence or self.is_only_a_time(before):
                yield before
        for behind in [one for one in pieces if one.start > piece.start][:1]:
            comes = behind.sentence == piece.sentence and _COMES_OF_IT.match(behind.text)
            if not behind.question and (comes or (row.owner == "client" and self.is_only_a_time(behind))):
                yield behind

    def take_alone(self, number: int, piece: Clause) -> None:
        """ "By seven thirty, then.": when what was promised or taken last, for no day, will be done; else it stands
        alone."""
        ledger = self._ledger
        if not self.is_only_a_time(piece) or not likeness.content(piece.text):
            return
        text = layout.entry(wording.by_agent(spoken.clean(_THEN.sub("", piece.text))), ledger.calendar)
        when = Statement(text, [number])
        ledger.days.stamp(when, piece.text)
        if when.due is None:
            return
        ledger.pending = None
        for row in reversed(ledger.plan):
            if number - row.sources[-1] > JUST_SAID or row.owner != "agent" or row.due or row.ambiguous:
                continue
            both = f"{row.text.removesuffix('.')}, {amid(text)}"
            longer = dataclasses.replace(when, text=both, sources=[*row.sources, *when.sources])
            if ledger.change(row, longer):
                return
        ledger.merge(ledger.plan, when)

    def is_only_a_time(self, piece: Clause) -> bool:
        return only_a_time(self._ledger, piece.text)


def only_a_time(ledger: Ledger, text: str) -> bool:
    """ "Two o'clock, then": of what was said before."""
    return not re.search(r"[a-z]", _TIMES.sub(" ", ledger.days.without(text)), re.IGNORECASE)


def give_day(ledger: Ledger, row: Statement, said: str, number: int) -> bool:
    """Give a row for no day the one that is said beside it, in an utterance's words; its own words stay as they
    are."""
    if row.due or row.ambiguous:
        return False
    day = Statement(said, [number])
    ledger.days.stamp(day, said)
    if not (day.due or day.ambiguous):
        return False
    sources = [*row.sources, *day.sources]
    # not "the old rate till the end of June, Thursday at eleven": read as a whole, another day
    return ledger.change(row, dataclasses.replace(row, due=day.due, ambiguous=day.ambiguous, sources=sources))


def put_day(ledger: Ledger, row: Statement, clause: str, span: DateSpan, *utterances: int) -> bool:
    """Put a day that was said elsewhere, in a clause of these utterances, behind a row that has none; not where the
    words of both together bear out no such day."""
    day, sources = joined_by(clause, span) + amid(span.text), [*row.sources, *utterances]
    dated = dataclasses.replace(row, text=f"{row.text.removesuffix('.')} {day}.", day=day, sources=sources)
    dated.due, dated.ambiguous = iso(span), span.ambiguous
    return ledger.change(row, dated)


def _give_day_before(ledger: Ledger, row: Statement, number: int) -> None:
    """ "They'd be ready in the morning." "I'll send my brother.": the one day that the agent has just said."""
    agent = ledger.heard.get(ledger.from_agent.utterance)
    if agent is None or number - agent.id > AGENT_SAID:
        return
    said = [
        one.text
        for one in clauses(spoken.fluent(spoken.plain(agent.text)))
        if not (one.question or promises.is_tentative(one.text))
    ]
    days = {iso(span) for text in said for span in ledger.days.ahead(text) if not lasts(text, span)}
    if len(days) != 1 or None in days:
        return
    dated = dataclasses.replace(row, due=days.pop(), ambiguous=False, sources=[*row.sources, agent.id])
    if ledger.is_somebodys_word(dated):
        row.due, row.ambiguous = dated.due, False
        row.cite(agent.id)


# "the first week of January", "three to five days": no day, and none of those beside it
_OWN_TIME = re.compile(
    rf"\b(?:days|weeks|months)\b|\bweeks? of\b|\bweek commencing\b"
    rf"|\b(?:in|of|by|until) (?:{'|'.join(MONTHS)})\b",
    re.IGNORECASE,
)
_LASTS_TO = re.compile(r"(?:(?:and|so|okay),? )*(?:to|until|till|up to|from)\b", re.IGNORECASE)
_THEN = re.compile(r"^(?:(?:so|then|okay|right|well|and),? )+|,? then$", re.IGNORECASE)
_IF = re.compile(r"(?:(?:and|but|so|okay|no|yes|well),? )*(?:if|when|unless|in case|once)\b", re.IGNORECASE)
# "I'll pass it to her and she'll call you by noon"
_COMES_OF_IT = re.compile(
    r"(?:and |so )?(?:it|they|he|she|you|that)(?:'ll| will|'d| would) (?!be able\b)", re.IGNORECASE
)
_TIMES = re.compile(
    r"\b(?:at|by|about|around|from|between|half|quarter|past|o'clock|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|thirty|fifteen|twenty|noon|midday|morning|afternoon|evening|night|latest|first thing|sharp|then|and|or"
    r"|today|tomorrow|tonight|now|that's|it's|it is|say|same|time|day|week|open|so|on|for|the|of|in|within|yes|okay"
    r"|to|till|until|before|after|but|no|\d+|[ap]\.?m)\b",
    re.IGNORECASE,
)
