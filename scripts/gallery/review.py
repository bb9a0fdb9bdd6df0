"""What the lead's window shows of many calls, without a database."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event as Flag

from assist.calls.replay import Replayed
from assist.calls.store import StoredCall
from assist.calls.trends import PromiseTrend, StepTrend, Trends, UpsetTrend, WarningTrend
from assist.coach.comparison import Change
from assist.coach.testcall import Seen
from ui.comparison_view import Progress

LABELS = {
    "ask_want": "Ask what they want to happen",
    "document": "Read the note back",
    "limit": "Say what you can’t do",
    "clarify": "Say back what they told you, until they say that it is right",
    "listen": "Listen",
}
EVERYBODY = Trends(
    "", 248, "2026-11-02", "2026-11-27",
    (StepTrend("ask_want", 91, 134), StepTrend("document", 120, 101), StepTrend("clarify", 170, 66),
     StepTrend("limit", 160, 41), StepTrend("listen", 246, 2)),
    (WarningTrend("You cut in", 57), WarningTrend("“Calm down” makes it worse", 31),
     WarningTrend("“Sorry if” is no apology", 12), WarningTrend("“Sorry” without a repair", 3)),
    PromiseTrend(86, 14, 5, 9, 22), UpsetTrend(98, 101, 38, 11),
)  # fmt: skip
ANNA = Trends(
    "anna", 31, "2026-11-03", "2026-11-27", (StepTrend("ask_want", 30, 1), StepTrend("listen", 31, 0)),
    (), PromiseTrend(0, 0, 0, 0, 3), UpsetTrend(31, 0, 0, 0),
)  # fmt: skip
BEN = Trends(
    "ben", 40, "2026-11-02", "2026-11-26", (StepTrend("document", 9, 31),), (WarningTrend("You cut in", 22),),
    PromiseTrend(8, 3, 2, 1, 0), UpsetTrend(10, 12, 14, 4),
)  # fmt: skip
NOTHING = Trends("", 0, None, None, (), (), PromiseTrend(0, 0, 0, 0, 0), UpsetTrend(0, 0, 0, 0))


def compare(playbook: str, tell: Callable[[Progress], None], stop: Flag) -> None:
    """Three calls, of which two would go otherwise."""
    for number, changes in enumerate(CHANGES, 1):
        started = datetime(2026, 11, 19 + number, 16, 52)
        call = StoredCall(11 + number, "", started, 300.0, True, "upset-client", "", 40, "anna", None)
        tell(Progress(number, len(CHANGES), Replayed(call, changes)))


CHANGES = (
    (
        Change(Seen(41.2, "prompt", "ask_want", "Ask what would make it right", "still no sitter"), True),
        Change(Seen(58.0, "warning", "cut_in", "You cut in", "yes but we"), False),
        Change(Seen(63.5, "step", "ask_want", "ask_want", "what would help you most"), True),
    ),
    (),
    (Change(Seen(20.4, "prompt", "ask_want", "Ask what would make it right", "third time"), True),),
)
