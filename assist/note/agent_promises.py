"""What the agent promises, taken up into the note: the plan, its days, follow-ups."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assist.events import Moment
from assist.note import layout, likeness, no_plan, promises, spoken, wording
from assist.note.agent_offers import THING, AgentOffers
from assist.note.agreed_days import move_day
from assist.note.clauses import Clause
from assist.note.counter_offers import DOES_SO_MUCH, JUST_BEFORE
from assist.note.dates import DateSpan, core, iso, with_day
from assist.note.days_beside import DaysBeside, put_day
from assist.note.days_said import is_counted_from
from assist.note.due_times import due_times
from assist.note.granted import granted, time_granted
from assist.note.ledger import Ledger
from assist.note.merging import is_only_a_day
from assist.note.numbers import find_numbers
from assist.note.statement import Statement
from assist.note.their_part import their_part
from assist.note.words import decapitalised


class AgentPromises:
    """Writes the agent's promises into the ledger. `offers`: what of it was offered before."""

    def __init__(self, ledger: Ledger, offers: AgentOffers) -> None:
        self._ledger = ledger
        self._offers = offers
        self._days = DaysBeside(ledger)

    def take(self, number: int, piece: Clause, said: dict[str, Moment]) -> bool:
        """Write down what a clause promises; True where it was one, also one that says nothing new."""
        if self._take_granted(number, piece):
            return True
        spans = [
            span
            for span in self._ledger.days.of(piece.text)
            if not (span.past or is_counted_from(piece.text, span))
        ]
        made = None if piece.question else promises.promise(piece.text, bool(spans))
        should_have = made is None and spans and _SHOULD_HAVE.match(piece.text)
        if should_have and self._arrives(number, piece.text, piece.text, spans):
            self._ledger.goals.take(number, piece.text, spans, False, "agent_gave_goal_date" in said)
            return True
        if made is None and self._is_hoped(number, piece):
            return True
        if made is None or self._retells(piece, made):
            return False
        if _BY_MYSELF.fullmatch(made.text) and any(number in row.sources for row in self._ledger.plan):
            return True  # "you'll have a report by Friday, I'll write it myself"
        if made.vague and (
            self._take_up(number, piece.text, spans) or self._take_request(number) or not spans
        ):
            return True
        if self._takes_other_amount(number, made.text):
            return True
        if _IT.match(made.text) and any(number in option.sources for option in self._ledger.options):
            return True  # "I can post it, so it gets there Wednesday": as long as that is chosen
        if spans and self._arrives(number, made.text, piece.text, spans):
            self._ledger.goals.take(number, piece.text, spans, made.follow_up, "agent_gave_goal_date" in said)
            return True
        said_so = self._named_anew(number, piece.text, made.text)
        if said_so is not None:
            self._ledger.days.stamp(said_so, piece.text)
            if self._ledger.merge(self._ledger.plan, said_so) is not None:
                self._ledger.goals.take(
                    number, piece.text, spans, made.follow_up, "agent_gave_goal_date" in said
                )
                return True
        unsure = not made.follow_up and self._ledger.clause_fields.rather_not(piece, "plan")
        row = self._ledger.take_plan(number, piece.text, made.text, made.form, "agent", unsure)
        if row is None:
            return False
        self._offers.choose_carried_out(number, row)
        if made.form == "done":
            return True
        if made.follow_up or ("agent_promised_follow_up" in said and _CALLS_BACK.search(made.text)):
            self._ledger.merge(self._ledger.follow_up, dataclasses.replace(row, sources=list(row.sources)))
        self._ledger.goals.take(number, piece.text, spans, made.follow_up, "agent_gave_goal_date" in said)
        return True

    def _is_hoped(self, number: int, piece: Clause) -> bool:
        """ "I'll send another today. It should be here by Friday.": told behind what is promised, as it was said."""
        rows = [row for row in self._ledger.plan if row.owner == "agent" and number in row.sources]
        timed = self._ledger.days.ahead(piece.text) or due_times(piece.text, self._ledger.calendar)
        if piece.question or not rows or not timed or not _SHOULD.match(piece.text):
            return False
        said = layout.entry(wording.by_agent(spoken.clean(piece.text)), self._ledger.calendar)
        text = f"{rows[-1].text.removesuffix('.')}, {decapitalised(said)}"
        return self._ledger.reword(rows[-1], text, number)

    def _takes_other_amount(self, number: int, what: str) -> bool:
        """ "I'll do a hundred and fifty", after "seventy-five back on your card": the same, with another amount."""
        spans = find_numbers(what) if _AMOUNT_ALONE.match(what) else ()
        if len(spans) != 1 or spans[0].kind not in ("money", "count") or what[spans[0].end :].strip(" ,."):
            return False
        for row in reversed(self._ledger.plan):
            amounts = [one for one in find_numbers(row.text) if one.kind == "money"]
            if row.owner != "agent" or len(amounts) != 1 or number - row.sources[-1] > JUST_BEFORE:
                continue
            before, value = amounts[0], spans[0].value
            signed = value if spans[0].kind == "money" else f"{before.value[0]}{value}"
            for amount in (signed, value):
                text = row.text[: before.start] + amount + row.text[before.end :]
                if self._ledger.reword(row, text, number):
                    return True
        return False

    def take_whole(self, number: int, piece: Clause, said: dict[str, Moment]) -> bool:
        """A clause that is a promise though it has no form of one: "engineer with you by ten", as it was said."""
        if piece.question or promises.is_tentative(piece.text) or promises.is_conditional(piece.text):
            return False
        if _ON_THE_SPOT.search(piece.text) or no_plan.is_fee(piece.text):
            return False
        if not self._ledger.says_enough(piece.text) or self._days.is_only_a_time(piece):
            return False
        if (
            _NO_DEED.match(piece.text)
            or _CASE_ONLY.match(piece.text)
            or _WHEN_ONLY.match(piece.text)
            or _LASTS.search(piece.text)
        ):
            return False
        if SO.search(piece.joint) and _YOU_CAN.match(piece.text):
            return False  # "so you can work from tomorrow": what it is for
        row = self._ledger.take_plan(number, piece.text, *_whole_or_deed(piece.text), "agent")
        if row is None:
            return False
        spans = [span for span in self._ledger.days.of(piece.text) if not span.past]
        self._ledger.goals.take(number, piece.text, spans, False, "agent_gave_goal_date" in said)
        return True

    def take_their_part(self, number: int, piece: Clause, sure: bool) -> bool:
        """What the agent leaves to the client: "bring the other one in the box". Where it is not `sure` to be one, it
        has to say what with."""
        part = None if piece.question else their_part(piece.text)
        if part is None or promises.is_tentative(piece.text):
            return False
        if not sure and not self._ledger.says_enough(part):
            return False
        text = layout.entry(wording.by_agent(spoken.clean(part)), self._ledger.calendar)
        row = Statement(text, [number], owner="client")
        self._ledger.days.stamp(row, part, piece.text)
        return self._ledger.merge(self._ledger.plan, row) is not None

    def only_when(self, number: int, piece: Clause) -> Clause:
        """ "Will they be done today?" "They will, by six.": no more than the hour of what was promised before."""
        when = None if piece.question else time_granted(piece.text)
        rows = [row for row in self._ledger.plan if row.owner == "agent"]
        if when is None or not rows:
            return piece
        deed = granted(piece.text, self._asked(number))
        asked = self._ledger.days.without(deed[1].removesuffix(when)) if deed else ""
        if not asked.startswith("be ") and not likeness.content(asked) <= likeness.content(rows[-1].text):
            return piece  # "and will you do the trousers?"
        alone = dataclasses.replace(piece, text=when)
        return alone if self._days.is_only_a_time(alone) else piece

    def _asked(self, number: int) -> str:
        """What the client said just before."""
        before = self._ledger.heard.get(number - 1)
        return spoken.fluent(spoken.plain(before.text)) if before and before.channel == "client" else ""

    def _take_granted(self, number: int, piece: Clause) -> bool:
        """ "You'll ring me on the day?" "The drivers will, an hour before." """
        found = None if piece.question else granted(piece.text, self._asked(number))
        if found is None or no_plan.NO_PLAN.match(found[1]):
            return False
        who, what = found
        subject = "" if who.lower() in ("i", "we") else f"{who} will "
        text = layout.entry(f"{subject}{wording.by_client(spoken.clean(what))}", self._ledger.calendar)
        row = Statement(text, [number - 1, number])
        self._ledger.days.stamp(row, what)
        if self._ledger.merge(self._ledger.plan, row) is None:
            return False
        if promises.gets_in_touch(row.text):
            self._ledger.merge(self._ledger.follow_up, dataclasses.replace(row, sources=list(row.sources)))
        return True

    def _retells(self, piece: Clause, made: promises.Promise) -> bool:
        """ "And your rent goes out Monday", said back to the client, who has just told it."""
        if made.form != "whole" or not _YOUR.match(made.text) or _WILL.search(piece.text):
            return False
        told = " . ".join(
            one.text for one in list(self._ledger.heard.values())[-4:] if one.channel == "client"
        )
        said = likeness.content(made.text)
        return len(said) > 1 and len(said - likeness.content(told)) < 2

    def _arrives(self, number: int, what: str, clause: str, spans: Sequence[DateSpan]) -> bool:
        """ "It'll be with you by noon", "you'll have it by tonight": the day of the deed that was promised just before,
        or of the thing that it is about."""
        match = _ARRIVES.match(what)
        rows = [row for row in self._ledger.plan if row.owner == "agent"]
        if match is None or not rows or rows[-1].sources[-1] < number - 2:
            return False
        last = rows[-1]
        thing = _OBJECT.match(last.text)
        if thing is not None and match["it"]:
            said = re.sub(r"^\w+(?:'ll| will)", f"{thing['thing']} will", what)
            text = layout.entry(wording.by_agent(said), self._ledger.calendar)
            row = Statement(text, list(dict.fromkeys([*last.sources, number])))
            self._ledger.days.stamp(row, what)
            if not self._ledger.stands(row):
                return False
            self._ledger.plan.append(row)  # beside the deed, never in its place
            return True
        if last.day or last.ambiguous or _AT_ONCE.search(last.text):
            return False
        if not (match["that"] or match["done"]) and not _DELIVERS.match(last.text):
            return False
        return put_day(self._ledger, last, clause, spans[-1], number)

    def is_done_by(self, number: int, clause: str, day: DateSpan, since: int) -> bool:
        """ "They take three days, so Friday at the latest": the day of what is being done, promised in the utterance
        `since` or later."""
        rows = [row for row in self._ledger.plan if row.owner == "agent"]
        if not rows or rows[-1].sources[-1] < since or self._ledger.days.of(rows[-1].text):
            return False
        last = rows[-1]
        if last.due == iso(day):
            return False  # "I'm sending Michelle, she can be there in fifteen minutes"
        put_day(self._ledger, last, clause, day, number)
        self._ledger.goals.take(number, clause, [day], last in self._ledger.follow_up, True)
        return True

    def last_delivers(self) -> bool:
        """What was promised last brings the client something, so that "when will I have it?" asks for its day."""
        rows = [row for row in self._ledger.plan if row.owner == "agent"]
        return bool(rows and (_DELIVERS.match(rows[-1].text) or _GETS.match(rows[-1].text)))

    def _named_anew(self, number: int, clause: str, what: str) -> Statement | None:
        """ "You'll have that by Wednesday": what "that" is, the client has just said."""
        request = self._ledger.request
        that = _YOU_WILL_HAVE_THAT.match(what)
        if request is None or that is None or not THING.match(request.text):
            return None
        thing = request.text.removesuffix(".")
        text = f"{that[1]} {decapitalised(thing)}{what[that.end() :]}"
        return Statement(
            layout.entry(wording.by_agent(text), self._ledger.calendar), [*request.sources, number]
        )

    def _take_up(self, number: int, clause: str, spans: Sequence[DateSpan]) -> bool:
        """ "I'll book that": the option chosen last becomes the plan, or the plan gains a source."""
        chosen = [one for one in self._ledger.options if one.status == "chosen" and not is_only_a_day(one)]
        if not chosen:
            return False
        option = chosen[-1]
        row = self._ledger.merge(self._ledger.plan, option.as_plan(number))
        if row is None:
            return False
        if spans and not row.day:
            put_day(self._ledger, row, clause, spans[-1])
        elif spans and iso(spans[-1]) != row.due:
            move_day(self._ledger, number, spans[-1])
        elif spans and len(spans[-1].text) > len(core(row.day)):
            day = spans[-1].text
            text = with_day(row.text, row.day, day)
            self._ledger.change(row, dataclasses.replace(row, text=text, day=day))
        if spans:
            self._ledger.goals.take(number, clause, spans, False, False)
        elif row.day and not self._ledger.goals.said:
            self._ledger.goals.add(row.day, row.due, row.ambiguous, list(row.sources))
        return True

    def _take_request(self, number: int) -> bool:
        """ "I'll do that": what the client asked for last becomes the plan."""
        request = self._ledger.request
        if request is None or request.text.startswith(("To ", "The client ", "Not ")):
            return False
        what = request.text.removeprefix("Us to ")
        text = f"{what[0].upper()}{what[1:]}" if what != request.text else f"Do that: {decapitalised(what)}"
        row = Statement(text, [*request.sources, number])
        self._ledger.days.stamp(row, text)
        return self._ledger.merge(self._ledger.plan, row) is not None


def _whole_or_deed(clause: str) -> tuple[str, str]:
    """ "I send her the photo today" is what they will do, as "I'll send …" is; the rest stands as it was said."""
    said = spoken.without_lead(clause)
    deed = _I_DO.match(said)
    return (deed["what"], "will") if deed else (said, "whole")


# "she's ill until Thursday": how things are, and nothing that is done by then
_LASTS = re.compile(
    r"(?:'s|'re|\bis|\bare) (?:still |just |now |all )?(?:ill|sick|poorly|away|off|closed|shut|out|unwell"
    r"|on (?:leave|holiday|nights|the sick)|full|booked|down) (?:\w+ ){0,2}?(?:until|till)\b",
    re.IGNORECASE,
)
SO = re.compile(r"\bso\b", re.IGNORECASE)
_YOU_CAN = re.compile(r"you (?:can|could|don't|won't)\b", re.IGNORECASE)
_I_DO = re.compile(
    r"(?:I|we) (?:then |also |just |myself )*(?P<what>(?!(?:am|are|was|were|have|had|do|did|don't|didn't|can|can't"
    r"|could|would|should|must|may|might|know|knew|see|hear|heard|think|thought|guess|mean|need|want|said|told|asked|got"
    r"|agreed|take it)\b|\w+ed\b)[a-z]+ .+)",
    re.IGNORECASE,
)
# "nothing before Thursday": nobody does anything for them by that
_NO_DEED = re.compile(
    r"(?:(?:and|so|but|then|okay),? )*(?:no|none|nothing|nobody)\b(?!,)"
    r"(?! (?:\w+ )?(?:charges?|costs?|fees?|bill|invoice|deductible|interest|penalty|to pay|owed|due)\b)",
    re.IGNORECASE,
)
# "on the fifth, when that truck's unloaded": the day of what follows
_WHEN_ONLY = re.compile(
    r"(?:(?:and|so|but|then|okay),? )*(?:on|at|by|before|after|until) [^,]+,? "
    r"(?:when|once|after|before|as soon as) [^,]+$",
    re.IGNORECASE,
)
# "when you collect on Thursday": what is done then comes behind it
_CASE_ONLY = re.compile(
    r"(?:(?:and|so|but|then|okay),? )*(?:when|once|while|as soon as) (?:I|you|we|he|she|it|they)\b"
    r"(?!.*(?:,|'ll\b|\bwill\b|\bit's\b))",
    re.IGNORECASE,
)
_ON_THE_SPOT = re.compile(
    r"\bin (?:just )?(?:an?|one|two) (?:sec|second|minute|moment|tick|jiffy)s?\b", re.IGNORECASE
)
_AT_ONCE = re.compile(r"\b(?:now|right away|straight away|at once|immediately)\b", re.IGNORECASE)
_DELIVERS = re.compile(
    r"(?:is |has )?(?:refund|credit|pay|return|send|sent|post|email|order|ship|dispatch|courier|issu"
    r"|reissu|transfer|deliver|put (?:it|that|\W?\d))",
    re.IGNORECASE,
)
_YOUR = re.compile(r"you(?:r|'re)?\b", re.IGNORECASE)
_WILL = re.compile(r"\bwill\b|'ll\b|\bgoing to\b|\b(?:I|we)\b", re.IGNORECASE)
_GETS = re.compile(r"(?:the client|it|that|they) (?:will|is going to) ", re.IGNORECASE)
_ARRIVES = re.compile(
    r"(?P<it>it|that|they)(?:'ll| will) be (?:with you|there|in\b|through|on your|back with you|at your"
    r"|coming)\b|(?:it|that|they)(?:'ll| will) (?:all )?be (?P<done>done|sorted|finished|ready)\b"
    r"|you(?:'ll| will| should) (?:have|get|see) (?P<that>it|that|them)\b",
    re.IGNORECASE,
)
# by when, of what is promised for certain: "I'll write to you, you should have that by the eleventh"
_SHOULD_HAVE = re.compile(r"you should (?:have|get|see) (?:it|that|them)\b", re.IGNORECASE)
_SHOULD = re.compile(
    r"(?:it|that|they|those|you|he|she) should (?:be|have|get|see|hear|arrive|come|land|reach|take|start|go|show)\b"
    r"(?!.*\bif\b)",
    re.IGNORECASE,
)
# what a plan row is about: "the router" of "Order the router now"
_OBJECT = re.compile(
    r"^(?:is )?(?:order|send|post|dispatch|get|courier|ship|bring|deliver|print|resend|reissue|issue"
    r"|arrange|email|text|put)(?:ing)? (?:the client )?(?P<thing>(?:the|an?|their|one|two|your|another"
    r"|our)(?: (?!now|today|for|to|on|by|from|and|with|that|of|in|at|by|so)\w+){1,3}?)"
    r"(?=\.|,| (?:now|today|for|to|on|by|from|and|with|that|of|in|at|right|out|over|round|straight"
    r"|tomorrow|this)\b)",
    re.IGNORECASE,
)
_IT = re.compile(r"(?:it|that|they)\b", re.IGNORECASE)
_BY_MYSELF = re.compile(r"\w+ (?:it|that|this|them) (?:myself|personally)", re.IGNORECASE)
_YOU_WILL_HAVE_THAT = re.compile(r"(you(?:'ll| will) (?:have|get)) (?:that|it|this|them)\b", re.IGNORECASE)
_AMOUNT_ALONE = re.compile(rf"(?:{DOES_SO_MUCH}|give you|say)(?: you)? ", re.IGNORECASE)
_CALLS_BACK = re.compile(
    r"\b(?:call|ring|phone|email|write|text)(?:ing)? (?:to )?(?:you|back)\b|\bback to you\b", re.IGNORECASE
)
