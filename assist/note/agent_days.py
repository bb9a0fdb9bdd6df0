"""The days that the agent names, beside what is promised for them: said alone, asked for, put in another's place."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assist.events import Moment
from assist.note import answers, likeness, limits, promises
from assist.note.agent_appointments import Appointments
from assist.note.agent_offers import AgentOffers
from assist.note.agent_promises import AgentPromises
from assist.note.agreed_days import cite_day, move_day, settle_day, spell_out
from assist.note.clauses import Clause
from assist.note.counter_offers import BESIDE_A_DAY, CounterOffers
from assist.note.dates import DateSpan, joined_by, lead_of
from assist.note.days_beside import DaysBeside
from assist.note.due_times import due_times
from assist.note.ledger import Ledger


class AgentDays:
    """Writes the days that the agent names into the ledger."""

    def __init__(
        self,
        ledger: Ledger,
        offers: AgentOffers,
        counters: CounterOffers,
        promised: AgentPromises,
        days: DaysBeside,
    ) -> None:
        self._ledger = ledger
        self._offers = offers
        self._counters = counters
        self._promises = promised
        self._days = days
        self._appointments = Appointments(ledger)
        self.begin()

    def begin(self) -> None:
        """Another utterance is heard."""
        # the clause before and its sentence, where it is only a day
        self._alone: tuple[str, DateSpan | None, int] = ("", None, 0)

    def only_days(self, piece: Clause) -> list[DateSpan]:
        """The days of a clause that says hardly anything else: "on Tuesday", "it's a holiday, on Tuesday"."""
        days = [one for one in self._ledger.days.of(piece.text) if not one.past]
        rest = piece.text
        for day in days:
            rest = rest.replace(day.text, " ")
        beside = likeness.content(BESIDE_A_DAY.sub(" ", rest))
        return days if len(beside) <= BESIDE and promises.promise(piece.text, True) is None else []

    def on_day_before(self, piece: Clause) -> Clause:
        """ "Tuesday then, it'll be here": what is promised behind a day that was said alone is promised for it."""
        (clause, day, sentence), self._alone = self._alone, ("", None, 0)
        days = [one for one in self._ledger.days.of(piece.text) if not one.past]
        if days:
            rest = BESIDE_A_DAY.sub(" ", _GIVE_ME.sub(" ", piece.text.replace(days[-1].text, " ")))
            promised = promises.promise(piece.text, True) is not None  # "he'll be there by one"
            if not (piece.question or promised or likeness.content(rest)):
                self._alone = piece.text, days[-1], piece.sentence
            return piece
        if day is None or piece.question or (day.same_day and due_times(piece.text, self._ledger.calendar)):
            return piece
        if len(piece.text.split()) < SHORTEST_PROMISE:
            self._alone = clause, day, sentence
            return piece
        lead = joined_by(clause, day)
        dated = f"{piece.text} {'on ' if lead == 'until ' else lead}{day.text}"
        made = promises.promise(dated, True)
        then_behind_day = piece.sentence == sentence and piece.joint.strip(" ,").lower() == "then"
        if (
            made is None
            or (made.form not in ("will", "whole") and not _BOOKED.match(made.text))
            or (not then_behind_day and _AND_THEN.match(f"{piece.joint}{piece.text}"))
            or (piece.sentence != sentence and _ALSO.match(f"{piece.joint} {piece.text}".strip()))
        ):
            return piece
        vague = promises.promise(piece.text, True)
        return piece if vague is not None and vague.vague else dataclasses.replace(piece, text=dated)

    def take_wanted(self, number: int, pieces: Sequence[Clause]) -> None:
        """ "Can you do Wednesday?", asked of what was promised for Thursday: the agent says that day, or yes."""
        wanted, self._ledger.day_wanted = self._ledger.day_wanted, None
        if wanted is None or not pieces:
            return
        day, asked, of_a_question = wanted
        said = [span for span in self._ledger.days.of(pieces[0].text) if not span.past]
        refused = limits.limit(pieces[0].text) or answers.refuses(pieces[0].text)
        if refused or pieces[0].question or promises.is_tentative(pieces[0].text):
            return
        same = [one for one in said if one.date and day.date and one.date.weekday() == day.date.weekday()]
        if same or (not said and answers.accepts(pieces[0].text)):
            day = same[0] if same else day  # "Wednesday the twenty-third, then"
            if of_a_question:
                settle_day(self._ledger, (pieces[0].text, day, asked), number)
                return
            move_day(self._ledger, number if same else asked, day)
            cite_day(self._ledger, number, day)

    def take(self, number: int, piece: Clause, said: dict[str, Moment]) -> None:
        """A day said without a promise: a bare deadline, a question for a day, an ambiguous day spelled out."""
        spans = [
            span
            for span in self._ledger.days.of(piece.text)
            if not span.past and not answers.is_ruled_out(piece.text, span)
        ]
        if not spans:
            self._appointments.take_hour(number, piece)
        if not spans or _IF.match(piece.text):
            return
        span = spans[-1]
        if span.same_day and _ASKS_HOUR.search(self._ledger.from_client):
            return  # "by what time tomorrow?" "By six.": of the day that is known
        if re.search(r"\b(?:if|unless|once)\b", piece.text[: span.start], re.IGNORECASE):
            return
        if piece.question:
            if self._counters.take_other_day(number, piece, span):
                return
            if _ASKS_FOR_DAY.search(piece.text[: span.start]) or self._is_for_promise(number, piece):
                self._ledger.from_agent.day = (piece.text, span, number)
            return
        if promises.is_tentative(piece.text):
            return
        if _IS_OPEN.match(piece.text[span.end :]):
            self._ledger.from_agent.day = (piece.text, span, number)
            return
        if spell_out(self._ledger, number, span) or self._counters.confirm_choice(number, span, piece.text):
            self._appointments.tell_more(number, piece, span)
            return
        asked = self._ledger.from_client
        when = bool(_ASKS_WHEN.search(asked))
        outside = likeness.content(BESIDE_A_DAY.sub(" ", piece.text.replace(span.text, " ")))
        bare = not outside and bool(
            (when and self._ledger.plan)
            or lead_of(piece.text, span)
            or span.text.lower().startswith(("within", "in ", "less"))
        )
        if not outside:
            self._offers.name_day(span)
        latest = bool(_LATEST.match(piece.text[span.end :]))
        of_it = when and (len(asked.split()) <= SHORT_QUESTION or self._promises.last_delivers())
        since = number - 2 if of_it else number - int(latest)
        if (
            (latest or bare)
            and not _IT_IS.search(piece.text)
            and self._promises.is_done_by(number, piece.text, span, since)
        ):
            return
        self._appointments.take(number, piece, span)
        if _THEIR_HABIT.match(piece.text) or _WISHES_WELL.match(piece.text):
            return
        if not outside and _IT_IS.search(piece.text):  # "Thursday morning it is"
            settle_day(self._ledger, (piece.text, span, number), number)
        elif (bare and self._ledger.is_echo(span)) or _IS_TERMS.search(piece.text):
            return
        elif promises.names_goal(piece.text) or bare or ("agent_gave_goal_date" in said and len(spans) == 1):
            self._ledger.goals.take(number, piece.text, spans, False, True)
        elif answers.takes_back(piece.text) and len(piece.text.split()) <= 7:
            move_day(self._ledger, number, span)

    def _is_for_promise(self, number: int, piece: Clause) -> bool:
        """ "She'll come to the house. This evening at six?" """
        rows = [row for row in self._ledger.plan if row.owner == "agent"]
        undated = bool(rows) and rows[-1].sources[-1] == number and not (rows[-1].due or rows[-1].ambiguous)
        return undated and self._days.is_only_a_time(piece)


_GIVE_ME = re.compile(r"\b(?:give me|until|so|right|let's say|say)\b", re.IGNORECASE)
_BOOKED = re.compile(r"(?:booked|popped|pencil\w+|put|squeezed) (?:you|him|her|them|it|that) ", re.IGNORECASE)
_AND_THEN = re.compile(r"\W*(?:and )?(?:then|after)\b", re.IGNORECASE)
_ALSO = re.compile(r"(?:and|also|plus|but)\b", re.IGNORECASE)  # a sentence of its own, about something else
_ASKS_HOUR = re.compile(
    r"\bwhat time\b.*\b(?:tomorrow|\w+day)\b|\b(?:tomorrow|\w+day)\b.*\bwhat time\b", re.IGNORECASE
)
_ASKS_WHEN = re.compile(
    r"\b(?:when|what (?:day|time|date)|how (?:long|soon|quickly|quick)|which(?: day)?)\b(?=.{0,50}(?:\?"
    r"|$))",
    re.IGNORECASE,
)
SHORT_QUESTION = 4  # words: "when will that be?"
SHORTEST_PROMISE = 3  # words
BESIDE = 2  # content words
# "it's free within sixty days"
_IS_TERMS = re.compile(r"\b(?:free|covered|guarantee[d]?|warranty|valid|returnable)\b", re.IGNORECASE)
_WISHES_WELL = re.compile(r"(?:enjoy|have an?|happy|good)\b", re.IGNORECASE)
_ASKS_FOR_DAY = re.compile(
    r"\b(?:would|does|is|will|how about|what about|shall we say|do|home|available|free|say|make it)\s+"
    r"(?:(?:on|by|for|the)\s+)*$",
    re.IGNORECASE,
)
_IS_OPEN = re.compile(r" (?:is|would be|'s) (?:possible|available|free|open|fine|okay)\b", re.IGNORECASE)
_LATEST = re.compile(r",? at the (?:very )?latest\b", re.IGNORECASE)
_IF = re.compile(r"(?:(?:and|but|so|okay|no|yes|well),? )*(?:if|when|unless|in case|once)\b", re.IGNORECASE)
_THEIR_HABIT = re.compile(
    r"(?:they|he|she) (?!will\b|can\b|could\b)\w+\b(?!')", re.IGNORECASE
)  # "they answer within thirty days"
_IT_IS = re.compile(r"\b(?:it is|then)\b", re.IGNORECASE)
