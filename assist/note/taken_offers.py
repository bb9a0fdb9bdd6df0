"""An offer is taken, or turned down: what follows from it for the plan, the other offers and the goal date."""

from __future__ import annotations

import dataclasses
import re

from assist.note import likeness, spoken
from assist.note.agreed_days import settle_day
from assist.note.alternative_sides import times_taken
from assist.note.days_beside import only_a_time
from assist.note.ledger import Ledger
from assist.note.merging import is_only_a_day
from assist.note.promises import gets_in_touch
from assist.note.statement import Statement


def choose(ledger: Ledger, option: Statement, number: int, planned: bool = True) -> None:
    """The client takes an option: a firm one is the plan, but where it is taken only with another or by what the
    agent does next, who then says it themselves (`planned` false)."""
    taken = dataclasses.replace(option, status="chosen", sources=[*option.sources, number])
    if not ledger.stands(taken):
        return
    option.status = "chosen"
    option.cite(number)
    _name_time(ledger, option, number)
    for other in ledger.options:
        if other.choice != option.choice or not option.choice or other is option:
            continue
        if other.side == option.side != 0:
            if not other.status:
                choose(
                    ledger, other, number, planned=False
                )  # "come out and look, or send one": all of its side
        elif not other.status:
            _not_taken(ledger, other, number)
        elif other.status == "chosen" and number not in other.sources:
            refuse(ledger, other, number)  # "oh, hang on, no": now it is the other one
            option.thought_over = other.thought_over = True
    if not (option.firm and planned):
        if is_only_a_day(option) and (days := ledger.days.of(option.text)):
            settle_day(ledger, (option.text, days[-1], option.sources[0]), number)  # "would Thursday suit?"
        return
    taken = option.as_plan(derived=True)
    if not option.day:
        taken.text = _ASIDE.sub(".", option.text)
    row = ledger.merge(ledger.plan, taken)
    if row is not None and gets_in_touch(row.text):
        ledger.merge(ledger.follow_up, dataclasses.replace(row, sources=list(row.sources)))
    if row is not None and option.day:
        ledger.goals.add(option.day, option.due, option.ambiguous, list(option.sources))


def _name_time(ledger: Ledger, option: Statement, number: int) -> None:
    """ "Thursday, eight or half eight?" "Half eight.": of its times the one that the client names."""
    answer = spoken.fluent(spoken.plain(ledger.heard[number].text))
    texts = times_taken(option.text, answer, lambda part: only_a_time(ledger, part))
    if texts is None:
        return
    taken, other = (
        dataclasses.replace(option, text=text, day="", due=None, sources=list(option.sources))
        for text in texts
    )
    other.status = "refused"
    for one in (taken, other):
        one.ambiguous = False
        ledger.days.stamp(one, one.text)
    if ledger.stands(taken) and ledger.stands(other):
        option.text, option.day, option.due, option.ambiguous = (
            taken.text,
            taken.day,
            taken.due,
            taken.ambiguous,
        )
        ledger.options.append(other)


def refuse(ledger: Ledger, option: Statement, number: int) -> None:
    """Refused, it is agreed no longer: its plan row and its day go. A no that nobody hears in the words is none."""
    if not ledger.stands(dataclasses.replace(option, status="refused", sources=[*option.sources, number])):
        return
    option.thought_over = option.thought_over or option.status == "chosen"  # "no, wait, I don't want a cable"
    option.status = "refused"
    option.cite(number)
    ledger.plan = [row for row in ledger.plan if likeness.alike(row.text, option.text) < 1.0]
    ledger.goals.said = [goal for goal in ledger.goals.said if option.sources[0] not in goal.sources]


def _not_taken(ledger: Ledger, option: Statement, number: int) -> None:
    """The other side of an "or": a yes to one is a no to the other."""
    before, option.status = list(option.sources), "refused"
    option.cite(option.choice, number)
    if not ledger.stands(option):
        option.status, option.sources = "", before


_ASIDE = re.compile(r", which (?:is|has|takes|costs)\b.*$", re.IGNORECASE)  # no part of what will be done
