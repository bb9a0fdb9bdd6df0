"""What the agent cannot do, taken up into the note, and what it undoes."""

from __future__ import annotations

import re

from assist.note import layout, likeness, spoken, wording
from assist.note.ledger import Ledger
from assist.note.statement import Statement


class AgentLimits:
    """Writes the agent's limits into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def take(self, number: int, what: str) -> None:
        what = spoken.clean(what)
        if (bare := _BARE_CANNOT.fullmatch(what)) is not None:
            request = self._ledger.request
            if request is not None and request.text.startswith("Us to "):
                text = layout.entry(
                    f"{bare['verb'] or bare['may']} {request.text.removeprefix('Us to ')}",
                    self._ledger.calendar,
                )
                self._ledger.merge(self._ledger.cannot, Statement(text, [*request.sources, number]))
            return
        what = re.sub(r"^I ", "we ", re.sub(r"^I've ", "we have ", what))
        text = layout.entry(wording.by_agent(what), self._ledger.calendar)
        if len(text.split()) >= 2 and not _EMPTY_LIMIT.match(text) and not self._explains(number, text):
            self._ledger.merge(self._ledger.cannot, Statement(text, [number]))

    def _explains(self, number: int, text: str) -> bool:
        """ "I can't unblock it, I haven't got the authority": why the limit that was said just before is one."""
        said = any(one.sources == [number] for one in self._ledger.cannot)
        return said and len(likeness.content(text)) <= REASON and not _CANNOT.match(text)

    def withdraw(self, number: int, clause: str) -> None:
        """What the agent says cannot be is no goal: "I'm afraid Thursday isn't possible"; nor is it promised, where
        they have only just done so: "I'll come tomorrow." "Hold on, I can't do tomorrow."."""
        spans = [span for span in self._ledger.days.of(clause) if span.date]
        gone = {span.date.isoformat() for span in spans if span.date}
        out = {
            span.date.isoformat()
            for span in spans
            if span.date and not _NO_SOONER.search(clause[: span.start])
        }
        self._ledger.take_back(
            [
                row
                for row in self._ledger.plan
                if row.owner == "agent"
                and _UNDOES.search(clause)
                and number - row.sources[0] <= JUST_PROMISED
                and (row.due in out or (out and row.due is None and row.sources[0] == number))
            ]
        )
        heard = self._ledger.heard
        self._ledger.goals.said = [
            goal
            for goal in self._ledger.goals.said
            if goal.date not in gone or all(heard[source].channel == "agent" for source in goal.sources)
        ]


def is_boundary(clause: str) -> bool:
    """How they are spoken to: no limit of what can be done."""
    return bool(_BOUNDARY.search(clause))


_EMPTY_LIMIT = re.compile(
    r"(?:there (?:isn't|aren't|is no|are no)|we (?:don't|haven't)) (?:one|any|ones)\b.{0,3}$"
    r"|(?:can't|cannot|couldn't) (?:say|promise|pretend)\.?$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"\bwhile you\b|\bif you (?:keep|carry on|go on|shout|swear|call|talk|speak)\b"
    r"|\b(?:shout|swear|abus|insult)\w*|\bnames\b|\bthat (?:tone|language)\b|\bto me like that\b",
    re.IGNORECASE,
)
_BARE_CANNOT = re.compile(
    r"(?:(?:I |we )?(?P<verb>can't|cannot|can not|couldn't)|(?:(?:I'm|we're) )?"
    r"(?P<may>not (?:allowed|able|permitted) to))"
    r"(?: do (?:that|it|this))?",
    re.IGNORECASE,
)
_UNDOES = re.compile(
    r"\b(?:do|make|manage|come|be (?:there|out|with)|get (?:there|to you)|possible|out|off|gone)\b",
    re.IGNORECASE,
)
_NO_SOONER = re.compile(
    r"\b(?:before|until|till|by|than)\s+(?:the )?$", re.IGNORECASE
)  # "I can't do it before Friday"
REASON = 2  # content words
_CANNOT = re.compile(r"can't|cannot|can not|couldn't|unable", re.IGNORECASE)
JUST_PROMISED = 4  # utterances
