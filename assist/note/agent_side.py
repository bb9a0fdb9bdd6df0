"""What the agent says, taken up into the note: limits, options, promises, days."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence

from assist.events import Moment
from assist.note import answers, likeness, limits, offers, promises, recap, spoken, wants
from assist.note.agent_days import AgentDays
from assist.note.agent_limits import AgentLimits, is_boundary
from assist.note.agent_offers import AgentOffers
from assist.note.agent_promises import SO, AgentPromises
from assist.note.agreed_days import move_day, spell_out
from assist.note.clauses import Clause, clauses
from assist.note.counter_offers import CounterOffers
from assist.note.date_phrases import WEEKDAY
from assist.note.days_beside import DaysBeside, give_day
from assist.note.ledger import Ledger
from assist.note.names import opening_name
from assist.note.other_hours import OtherHours
from assist.note.retelling import Retelling
from assist.note.statement import Statement
from assist.note.their_part import sets_them_a_day


class AgentSide:
    """Hears the agent and writes into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._broke_off = False  # to say something else
        self._before = ""  # the clause before
        self._asked_in = -1  # the sentence of this utterance that has asked already
        self._or_in = (0, 0)  # the utterance and the sentence that opened with "or" last
        self._utterance = ""  # its text
        self._sent_in = 0  # the utterance that last sent somebody
        self._offered_in = (0, 0)  # the utterance and the sentence of the last offer
        self._offers = AgentOffers(ledger)
        self._limits = AgentLimits(ledger)
        self._counters = CounterOffers(ledger)
        self._promises = AgentPromises(ledger, self._offers)
        self._days = DaysBeside(ledger)
        self._named_days = AgentDays(ledger, self._offers, self._counters, self._promises, self._days)
        self._retelling = Retelling(ledger)
        self._other_hours = OtherHours(ledger)

    def hear(self, number: int, text: str, said: dict[str, Moment]) -> None:
        """Take up an utterance: its plain text, and its moments by name."""
        self._ledger.days.hear(number, text)
        self._utterance = text = _ASIDE.sub("", text)
        ledger, pieces = self._ledger, _with_conditions(clauses(text))
        ledger.clause_fields.judge(pieces)
        pieces = tuple(map(_thing_last, pieces))
        self._other_hours.answer(number, pieces)
        turn = ledger.from_agent
        turn.text, turn.utterance = f"{turn.text} {text}".strip(), number
        turn.asked = turn.asked or "?" in text or any(piece.question for piece in pieces)
        turn.check = turn.check or recap.asks_if_right(text)
        agreed = bool(ledger.plan)
        reads = [index for index, piece in enumerate(pieces) if recap.reads_back(piece.text, agreed)]
        if not reads and "agent_read_back" in said and self._retelling.retold(pieces) > 1:
            reads = [index for index, piece in enumerate(pieces) if self._retelling.retold([piece])]
        before = pieces[: reads[0]] if reads and not ledger.reading_back else ()
        if reads:
            ledger.reading_back = True
        if ledger.reading_back:
            turn.check = True
            for piece in before:
                self._take(number, piece, said)
            self._retelling.recall(number, pieces[len(before) :])
            return
        ledger.take_up(number, text)
        ledger.contacts.take(number, text, "agent", "", number)
        if len(ledger.heard) == 1 and not ledger.contacts.statements and (name := opening_name(text)):
            ledger.contacts.statements.append(Statement(f"Agent's name: {name}.", [number]))
        self._offers.take_as_answered(number, text)
        self._counters.answer_counter(number, pieces)
        self._counters.grant_both(number, text, pieces)
        other_amount = self._counters.take_other_amount(number, pieces)
        ledger.days.forget()
        if ledger.day_asked is not None:  # "so the first of December?" "Yes."
            (day, asked), ledger.day_asked = ledger.day_asked, None
            if pieces and answers.accepts(pieces[0].text) and not ledger.days.of(text):
                spell_out(ledger, number, day, asked)
        if (
            self._broke_off
            and pieces
            and (days := [one for one in ledger.days.of(pieces[0].text) if not one.past])
        ):
            move_day(ledger, number, days[-1])  # "by Wednesday, no, sorry." "By Friday."
        self._broke_off = _breaks_off(text)
        ways = (
            self._offers.take_ways(number, text, pieces)
            or self._offers.take_or_else(number, pieces)
            or self._offers.take_either(number, text, pieces)
        )
        self._asked_in = -1
        self._named_days.begin()
        self._named_days.take_wanted(number, pieces)
        broke_off = False  # in the clause before
        self._before = ""
        for piece, behind in itertools.zip_longest(pieces, pieces[1:]):
            if piece.sentence in ways or piece is other_amount:
                continue
            if self._offered_in != (number, piece.sentence) and self._is_side(piece, behind):
                self._offers.take(number, piece.text, True, around=self._before)
                self._offered_in = number, piece.sentence
                continue
            if broke_off and (days := self._named_days.only_days(piece)):
                move_day(ledger, number, days[-1])  # "on Monday, oh, no, it's a holiday, on Tuesday"
                broke_off = False
                continue
            takes_back = _breaks_off(piece.text) or _NOT_THAT_DAY.match(piece.text)
            broke_off = broke_off or bool(takes_back and ledger.days.of(piece.text))
            if self._sent_in != number:  # "she can be there in ten minutes. She'll wash her."
                piece = self._named_days.on_day_before(piece)
            piece = self._promises.only_when(number, piece)
            if turn.check:
                self._retelling.hold_retold(piece)
            if "agent_summarized_back" in said and _RETELLS.match(piece.text) and not self._gives(piece):
                self._retelling.recall(number, [piece])
            else:
                planned = len(ledger.plan)
                self._take(number, piece, said)
                for row in ledger.plan[planned:]:
                    if row.owner == "agent":
                        self._days.hang(number, row, piece, pieces)
            self._before = piece.text
            if piece.question and not _OPENS_CHOICE.match(piece.text):
                self._asked_in = piece.sentence
            ahead = [span for span in ledger.days.of(piece.text) if span.date is not None and not span.past]
            if ahead:
                ledger.days.speak_of(number, ahead[-1])
            else:
                ledger.days.speak_of_time(number, piece.text)
        self._offers.join_sides(number, text)

    def _is_side(self, piece: Clause, behind: Clause | None) -> bool:
        """ "He's out your way tomorrow, or I can have it ready": a day, and behind it the other side."""
        if behind is None or behind.sentence != piece.sentence or not answers.OR.search(behind.joint):
            return False
        bare = spoken.without_lead(piece.text)
        return (
            bool(self._ledger.days.of(piece.text))
            and bool(offers.offers(spoken.without_lead(behind.text), behind.question))
            and not (piece.question or offers.offers(bare, False) or limits.limit(bare))
            and not any(span.past for span in self._ledger.days.of(piece.text))
            and promises.promise(piece.text, True) is None
        )

    def _gives(self, piece: Clause) -> bool:
        """An offer, a limit or a promise, and no summary of what the client said."""
        bare = spoken.without_lead(piece.text)
        if offers.offers(bare, piece.question):
            return True
        if not (piece.question or _OF_THEM.match(bare)) and limits.limit(bare) is not None:
            return True
        return promises.promise(piece.text, bool(self._ledger.days.of(piece.text))) is not None

    def _take(self, number: int, piece: Clause, said: dict[str, Moment]) -> None:
        bare = spoken.without_lead(piece.text)
        heard = self._ledger.clause_fields
        cannot = self._cannot(piece, bare)
        if cannot is not None:
            self._limits.take(number, cannot)
            self._limits.withdraw(number, piece.text)
            return
        if any(_DAY_IS_OUT.match(bare[span.end :]) for span in self._ledger.days.of(bare)):
            self._limits.withdraw(number, piece.text)
            return
        offered = self._offered(piece, bare)
        days = [one for one in self._ledger.days.of(piece.text) if not one.past]
        if offered and piece.question and days and self._counters.take_other_day(number, piece, days[-1]):
            return
        if (
            not (piece.question or offered or self._ledger.days.of(piece.text))
            and _NAMES_AGAIN.fullmatch(piece.text)
            and self._offers.put_again(number, piece.text, False)
        ):
            return
        sure = heard.surely(piece, "plan") and not offered
        lists = not (piece.question or offered or heard.hardly(piece, "plan"))
        if (
            lists
            and promises.promise(piece.text, True) is None
            and (
                self._retelling.take_items(number, piece, sure)
                or self._retelling.tell_hour(number, piece.text)
            )
        ):
            return
        theirs = not heard.hardly(piece, "plan") and sets_them_a_day(piece.text)
        retells = not (piece.question or offered or theirs) and recap.summarizes(piece.text)
        if sure and not _OF_THEM.match(bare) and self._retelling.is_forgotten(number, piece):
            retells = False  # "so a new panel on Friday"
        if retells and promises.promise(piece.text, True) is None:
            self._retelling.recall(number, [piece])
            for day in self._ledger.days.of(piece.text):
                self._offers.name_day(day)
            return
        if self._ledger.asked_what_if and _THEN.match(piece.text) and not self._ledger.days.of(piece.text):
            return  # "and if you don't?" "Then you'll hear from my manager"
        if _OPENS_WITH_OR.match(piece.text):
            self._or_in = (number, piece.sentence)
        if self._or_in == (number, piece.sentence) == self._offered_in:
            if _AND.search(piece.joint):
                self._offers.lengthen(number, bare)
            return  # "or you send your lad down, and I'll load him": only if that is chosen
        likely = sure or (not offered and heard.rather(piece, "plan")) or theirs
        if likely and self._promises.take_their_part(number, piece, sure):
            return
        under_way, planned = self._is_under_way(number, piece), len(self._ledger.plan)
        if (under_way or not heard.hardly(piece, "plan")) and self._promises.take(number, piece, said):
            for row in self._ledger.plan[planned:] if under_way else ():
                give_day(self._ledger, row, self._utterance, number)
            return
        if sure and self._promises.take_whole(number, piece, said):
            return
        if not offered and self._offered_in[0] == number:
            if answers.OR.search(piece.joint) or _OPENS_WITH_OR.match(piece.text):
                offered = offers.other_side(bare)
            elif self._offered_in[1] == piece.sentence:
                offered = offers.further(bare)
                if not (offered or piece.question) and _AND.search(piece.joint):
                    self._offers.lengthen(number, bare)
        for offer in offered:
            if offer.by_client and (self._asked_in == piece.sentence or SO.search(piece.joint)):
                continue  # "a data pack, so you can use the hotspot"
            self._offers.take(number, offer.text, offer.firm, offer.by_client, self._before)
            self._offered_in = number, piece.sentence
        if not offered:
            if piece.question or _SHALL_WE_SAY.match(bare):
                self._offers.put_again(number, f"{self._before} {piece.text}", True)
            self._named_days.take(number, piece, said)
            if sure and not any(number in row.sources for row in self._ledger.plan):
                self._days.take_alone(number, piece)

    def _is_under_way(self, number: int, piece: Clause) -> bool:
        """ "I'm sending Michelle", and behind it "she'll wash her": done as it is said, whatever it sounds like."""
        if _SENDS.match(piece.text):
            self._sent_in = number
            return True
        return self._sent_in == number and bool(_THEY_WILL.match(piece.text))

    def _cannot(self, piece: Clause, bare: str) -> str | None:
        heard = self._ledger.clause_fields
        if piece.question or heard.hardly(piece, "cannot_do") or is_boundary(bare) or _SPARES.match(bare):
            return None
        whole = (
            heard.surely(piece, "cannot_do")
            and (wants.says(bare) or likeness.denies(bare))
            and not limits.is_news(bare)
            and not offers.offers(bare, False)
        )
        return limits.limit(bare) or (_OWN.sub("", bare) if whole else None)

    def _offered(self, piece: Clause, bare: str) -> tuple[offers.Offer, ...]:
        heard = self._ledger.clause_fields
        if heard.hardly(piece, "options"):
            return ()
        offered = offers.offers(bare, piece.question)
        if offered or not heard.surely(piece, "options") or _TRIES.search(bare) or _WHICH.match(bare):
            return offered
        return offers.other_side(bare) or offers.whole(bare)


def _with_conditions(pieces: Sequence[Clause]) -> tuple[Clause, ...]:
    """ "If you send me the receipt, I'll pay it": what it waits for belongs to what is promised."""
    found: list[Clause] = []
    for piece in pieces:
        before = found[-1] if found else None
        waits = before and before.sentence == piece.sentence and promises.waits_for_them(before.text)
        if before and waits and piece.joint.strip() == "," and _I_WILL.match(piece.text):
            both = f"{before.text}, {piece.text}"
            found[-1] = dataclasses.replace(before, end=piece.end, text=both, question=piece.question)
        else:
            found.append(piece)
    return tuple(found)


def _thing_last(piece: Clause) -> Clause:
    text = spoken.thing_last(piece.text)
    return piece if text == piece.text else dataclasses.replace(piece, text=text)


def _breaks_off(text: str) -> bool:
    """ "By Wednesday, no, sorry.": to say something else."""
    said = text.rstrip(",. ").lower()
    return said.endswith(_LAST_WORDS) and bool(_BREAKS_OFF.search(said))


_SENDS = re.compile(
    r"(?:(?:so|and|okay|right),? )*(?:I'm|I am|we're|we are) (?:now |just )?sending \w", re.IGNORECASE
)
_THEY_WILL = re.compile(r"(?:(?:so|and),? )*(?:he|she|they)(?:'ll| will) ", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_I_WILL = re.compile(r"(?:I|we)(?:'ll| will) ", re.IGNORECASE)
_OPENS_WITH_OR = re.compile(r"or\b", re.IGNORECASE)
# "I can book Mr Hale, he's got thirty years, Thursday at two or Friday at ten": the days are of the booking
_A_DAY = rf"(?:on |for )?(?:(?:this|next) )?(?:{WEEKDAY}|tomorrow|today)\b"
_ASIDE = re.compile(
    r"(?:, (?:he|she|they|it)(?:'s|'re| is| are| has| have)(?: (?!or\b)[^\s,.?!]+){1,6})+"
    rf"(?=, {_A_DAY}[^,.?!]*,? or {_A_DAY})",
    re.IGNORECASE,
)
_SHALL_WE_SAY = re.compile(r"(?:so )?(?:shall we|let's) say\b", re.IGNORECASE)
# "so the specialist", "the laurels, then": a thing and no more
_NAMES_AGAIN = re.compile(
    r"(?:(?:no|yes|yeah|okay|ok|right|so|well|then|alright|all right|ha(?:ha)?|great|but),? )*"
    r"(?:the|your|our|my|an?|just the)(?: [\w'-]+){1,3}(?:,? (?:then|it is))?",
    re.IGNORECASE,
)
_OPENS_CHOICE = re.compile(r"(?:would|do|shall|can|could) ", re.IGNORECASE)
# "today's out", of a day that was promised
_DAY_IS_OUT = re.compile(
    r"(?:'s| is|'s going to be)(?: now| all)? (?:out|off|gone|not going to (?:happen|work)|no longer)\b(?! of"
    r"| to| for)",
    re.IGNORECASE,
)
_LAST_WORDS = ("sorry", "i mean", "no", "actually", "make that")
_BREAKS_OFF = re.compile(rf"\b(?:{'|'.join(_LAST_WORDS)})$")
_NOT_THAT_DAY = re.compile(r"(?:(?:sorry|no|actually|oh),? )+not (?:on )?\w+day\b", re.IGNORECASE)
_THEN = re.compile(r"(?:well,? |okay,? )?then\b", re.IGNORECASE)
_RETELLS = re.compile(r"(?:so |and |okay |but )*(?:you|your|that|the|they|nobody)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"(?:so |and )*(?:you|your|they|nobody)\b", re.IGNORECASE)
_WHICH = re.compile(
    r"(?:(?:so|and|or|okay),? )*(?:which|what(?! (?:if|about))|how(?! about)|who|where|when|why)\b",
    re.IGNORECASE,
)
_TRIES = re.compile(r"\btry(?:ing)?\b", re.IGNORECASE)
# "you won't be charged for the nine days": no limit to anything
_SPARES = re.compile(
    r"you (?:won't|will not|don't|do not|needn't) (?:be charged|be paying|be billed|pay|have to pay|owe|lose)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"^(?:I|we) ", re.IGNORECASE)
