"""What the client says, taken up into the note: problems, wishes, answers, undertakings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assist.events import Moment
from assist.note import answers, layout, likeness, spoken, undertakings, wants, wording
from assist.note.agent_appointments import Appointments
from assist.note.any_case import AnyCase
from assist.note.clauses import Clause, clauses
from assist.note.client_answers import ClientAnswers
from assist.note.client_days import ClientDays
from assist.note.client_problems import ClientProblems
from assist.note.days_beside import DaysBeside
from assist.note.ledger import Ledger
from assist.note.meant_options import words_shared
from assist.note.numbers import find_numbers
from assist.note.other_hours import OtherHours
from assist.note.promises import is_tentative
from assist.note.statement import Statement, Turn
from assist.note.taken_offers import choose
from assist.note.their_part import their_part
from assist.note.want_words import IN_TEARS
from assist.note.words import decapitalised


class ClientSide:
    """Hears the client and writes into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._asked_days = ClientDays(ledger)
        self._answers = ClientAnswers(ledger, self._asked_days)
        self._appointments = Appointments(ledger)
        self._days = DaysBeside(ledger)
        self._problems = ClientProblems(ledger)
        self._other_hours = OtherHours(ledger)

    def hear(self, number: int, text: str, said: dict[str, Moment]) -> None:
        """Take up an utterance: its plain text, and its moments by name."""
        self._ledger.days.hear(number, text)
        self._ledger.from_client = text
        text = self._without_their_name(text)
        turn, pieces = self._ledger.from_agent, clauses(text)
        self._ledger.clause_fields.judge(pieces)
        self._asked_days.begin()
        if not pieces:
            return
        backchannel = answers.accepts_weakly(text)
        self._ledger.contested = []
        self._ledger.asked_what_if = bool(_WHAT_IF.match(pieces[-1].text))
        if not backchannel:
            self._ledger.reading_back = False
        self._ledger.contacts.take(number, text, "client", turn.text, turn.utterance)
        self._answers.take(number, text, pieces, said, turn)
        self._asked_days.settle_open(number, text, pieces)
        self._appointments.answer(number, text)
        other_hour = self._other_hours.ask(number, pieces)
        asks_both = any(piece.question and _BOTH.search(piece.text) for piece in pieces)
        if asks_both and (both := turn.options or self._answers.last_choice(number)):
            self._ledger.both_asked = (both, number)
            return
        request, named = None, set()  # the wish, and the clauses that only name a thing
        answered = any(number in option.sources for option in self._ledger.options)
        wished_in = -1  # the sentence of the last wish
        asked = bool(_ASKS_WANT.search(turn.text))
        for piece, before in zip(pieces, (None, *pieces), strict=False):
            if before is not None:
                self._speak_of(number, before)
            if piece is other_hour or self._asked_days.moves_to(piece.text):
                continue  # "make it Monday" is no wish of its own
            if _is_foil(piece, pieces):
                continue
            if (wish := self._take_want(number, piece, asked, turn)) is not None:
                request, wished_in = wish, piece.sentence
            elif (
                asked
                and request is None
                and (thing := wants.named_thing(piece.text)) is not None
                and not piece.question
                and not any(words_shared(piece.text, turn.options))
            ):
                request = self._write_want(number, "", thing)
                named.add(piece)
            elif (
                request is not None
                and not piece.question
                and (
                    _ONE_MORE.match(piece.text)
                    or (piece.sentence == wished_in and wants.named_thing(piece.text) is not None)
                )
            ):
                self._write_want(number, "", _ONE_MORE.sub(r"\1", piece.text))
                named.add(piece)
            elif (what := self._undertaken(piece, turn, answered)) is not None:
                planned = len(self._ledger.plan)
                self._take_undertaking(number, piece, what, answered)
                for row in self._ledger.plan[planned:]:
                    self._days.hang(number, row, piece, pieces)
        if _WILL_DO.match(pieces[0].text):
            self._take_their_part(number, "do that")
        self._undertake_chosen(number, text)
        if request is not None:
            self._ledger.request = request
        self._problems.take(number, text, [piece for piece in pieces if piece not in named])
        if not backchannel:
            still_open = all(piece.question for piece in pieces) and not any(
                one.status for one in turn.options
            )
            topic = [
                one for one in self._answers.named(text, turn) if one in turn.options or not turn.options
            ]
            topic = [one for one in topic if not one.status]
            unanswered = {id(one): one for one in [*turn.waiting, *turn.options] if not one.status}
            self._ledger.from_agent = Turn(
                options=turn.options if still_open else [],
                topic=topic[0] if len(topic) == 1 else None,
                waiting=list(unanswered.values()),
            )

    def _speak_of(self, number: int, before: Clause) -> None:
        """ "I'm through there tomorrow, I'll come in at eleven": the day of the clause before."""
        ahead = [
            span for span in self._ledger.days.of(before.text) if span.date is not None and not span.past
        ]
        if ahead and not (before.question or is_tentative(before.text)):
            self._ledger.days.speak_of(number, ahead[-1])

    def _take_want(self, number: int, piece: Clause, asked: bool, turn: Turn) -> Statement | None:
        heard = self._ledger.clause_fields
        if heard.hardly(piece, "client_wants"):
            return None
        wish = wants.want(piece.text, asked)
        if wish is None:
            if (
                _ASKS.match(piece.text)
                or _CARES_NOT.fullmatch(piece.text)
                or _ONLY_HELP.fullmatch(piece.text)
                or IN_TEARS.search(piece.text)
                or not heard.surely(piece, "client_wants")
                or any(number in one.sources for one in self._ledger.options)
                or not likeness.content(self._ledger.days.without(piece.text))
            ):
                return None
            wish = wants.plainly(piece.text) or wants.Want(piece.text, "")
            return None if wants.names_nothing(wish.text) else self._write_want(number, wish.form, wish.text)
        chosen = [one for one in self._ledger.options if number in one.sources and one.status == "chosen"]
        if wish.form == "us to " and any(words_shared(piece.text, chosen)):
            return None  # what was offered, and is chosen with these words
        echoed = likeness.content(spoken.clean(wish.text))
        if (
            wish.form == "us to "
            and not (asked or turn.asked)
            and echoed
            and echoed <= likeness.content(turn.text)
        ):
            return None  # "so leave the bunk." "Leave the bunk.": heard
        if wish.form == "not " and turn.options and answers.refuses(piece.text):
            return None
        answering = wish.negated or answers.accepts(piece.text)
        if answering and any(words_shared(piece.text, self._ledger.options)):
            return None
        if wish.negated and any(number in option.sources for option in turn.options):
            return None  # "the man on Tuesday. I don't want another box": the one that was not taken
        return self._write_want(number, wish.form, wish.text)

    def _without_their_name(self, text: str) -> str:
        """ "Callum, you've paid me wrong": the agent's name only calls them."""
        for contact in self._ledger.contacts.statements:
            if contact.text.startswith("Agent's name: "):
                name = contact.text.removeprefix("Agent's name: ").removesuffix(".")
                if name.lower() not in text.lower():
                    continue
                name = re.escape(name)
                text = re.sub(rf", {name}(?=[.,!?]|$)", "", text, flags=re.IGNORECASE)
                text = re.sub(
                    rf"^((?:\w+,? ){{0,2}}?){name},? (?!is\b|was\b|said\b)(?=\w)",
                    r"\1",
                    text,
                    flags=re.IGNORECASE,
                )
        return text

    def _take_undertaking(self, number: int, piece: Clause, what: str, answered: bool) -> None:
        """What the client will do; "I'll do that" is what was just left to them to do. `answered`: they have just
        answered an offer, so that "I'll do the three parts" may be no more than a choice."""
        if _TAKES.match(what) and answers.accepts(piece.text):
            return  # "we'll have the box": a choice
        if self._take_their_part(number, what):
            return
        set_for_them = [row for row in self._ledger.plan if row.owner == "client" and row.due]
        if _BE_THERE.fullmatch(what) and set_for_them and number - set_for_them[-1].sources[-1] <= FIRST:
            set_for_them[-1].tell_again(number)  # "tomorrow you come in." "I'll be there."
            return
        if not _DO_THAT.match(what):
            # "I'll make it short": what this call is about, and nothing to be done after it
            early = 1 < number <= FIRST and not (self._ledger.options or self._ledger.plan)
            unsure = early or (answered and self._ledger.clause_fields.rather_not(piece, "plan"))
            self._ledger.take_plan(number, piece.text, what, "will", "client", unsure)
            for option in self._answers.named(piece.text, self._ledger.from_agent):
                if option.by_client and not option.status:
                    choose(self._ledger, option, number)
            return
        chosen = [one for one in self._ledger.options if one.by_client and number in one.sources]
        if chosen:
            row = chosen[-1].as_plan()
            self._ledger.days.stamp(row, piece.text)
            self._ledger.merge(self._ledger.plan, row)

    def _take_their_part(self, number: int, what: str) -> bool:
        """ "Send me the receipts." "I'll send them tonight.": what the agent has just left to them to do."""
        agent = self._ledger.heard.get(self._ledger.from_agent.utterance)
        if agent is None:
            return False
        verb, _, rest = what.partition(" ")
        for piece in clauses(spoken.fluent(spoken.plain(agent.text))):
            part = None if is_tentative(piece.text) else their_part(piece.text)
            if part is None or not (
                _DO_THAT.match(what)
                or (_THEM.match(rest) and likeness.stem(verb) == likeness.stem(part.partition(" ")[0]))
            ):
                continue
            text = layout.entry(wording.by_agent(spoken.clean(part)), self._ledger.calendar)
            row = Statement(text, [agent.id, number], owner="client")
            self._ledger.days.stamp(row, part, piece.text)
            if row.due is None:
                self._ledger.days.stamp(row, what)
            if self._ledger.merge(self._ledger.plan, row) is not None:
                return True
        return False

    def _undertake_chosen(self, number: int, text: str) -> None:
        """ "Will you tell them?" "I'll tell them.": what was left to them to do, and they will."""
        if not _I_WILL.search(text) or any(
            number in row.sources for row in self._ledger.plan if row.owner == "client"
        ):
            return
        for option in self._ledger.options:
            if option.by_client and option.status == "chosen" and number in option.sources:
                self._ledger.merge(self._ledger.plan, option.as_plan())

    def _undertaken(self, piece: Clause, turn: Turn, answered: bool) -> str | None:
        """What the client says that they will do; `answered`: they have just answered an offer."""
        if piece.question or self._ledger.clause_fields.hardly(piece, "plan"):
            return None
        what = undertakings.client_will(piece.text, bool(_ASKS_OF_THEM.search(turn.text)))
        if what is not None or answered or is_tentative(piece.text):
            return what
        if not self._ledger.says_enough(piece.text):
            return None
        sure = self._ledger.clause_fields.surely(piece, "plan") and not _LOOKS_AHEAD.search(piece.text)
        return piece.text if sure else None

    def _write_want(self, number: int, form: str, what: str) -> Statement | None:
        what = spoken.clean(what)
        if not form and (told := _WE_ARE_TOLD.match(what)) is not None:
            form, what = "us to ", what[told.end() :]
        if form == "not " and what.startswith("paying "):
            what = f"to pay {what.removeprefix('paying ')}"
        if form in ("", "not ") and _BARE_OBJECT.match(what):
            form += "to have "  # "I want it warm for her"
        if form and what[:1].isupper() and not what.startswith(("I ", "I'")):
            what = decapitalised(what)
        if (
            not what
            or (not form and not _numberless(what))
            or (len(what.split()) < 2 and len(likeness.content(what)) == 0)
        ):
            return None
        text = form + wording.by_client(what, mentioned=True)
        statement = Statement(layout.entry(text, self._ledger.calendar), [number])
        return self._ledger.merge(self._ledger.wants, statement)


def _numberless(text: str) -> str:
    """ "There should be a hundred and twenty" wishes for nothing."""
    for span in reversed(find_numbers(text)):
        text = text[: span.start] + text[span.end :]
    return text.strip(" .")


def _is_foil(piece: Clause, pieces: Sequence[Clause]) -> bool:
    """ "I don't want sorry, I want the parcel": only there to set off what is wanted."""
    wish = wants.want(piece.text) if wants.wants_none(piece.text) else None
    if wish is None or not wish.negated or len(likeness.content(wish.text)) > FOIL:
        return False
    return any(
        one.start > piece.start and (_I_WANT.match(one.text) or _is_wish(wants.want(one.text)))
        for one in pieces
    )


def _is_wish(wish: wants.Want | None) -> bool:
    return wish is not None and not wish.negated


# "you can put me through to someone", said as what they want
_WE_ARE_TOLD = re.compile(
    r"you (?:can|could|need to|have to|have got to|should|must|ought to|better|had better"
    r"|'d better) (?:just )?(?=[a-z])(?!not\b|see\b|be\b)",
    re.IGNORECASE,
)
_BARE_OBJECT = re.compile(
    r"(?:it|them|him|her|this|that) (?!(?:it|he|she|they|I|we|you|nobody|the|my|your|our|has|needs?"
    r"|is|was|are|were|to|should|must|will|would|can|got"
    r"|could)\b)\w",
    re.IGNORECASE,
)
_ASKS_OF_THEM = re.compile(
    r"\b(?:can|could|would|will) you\b|\bif you (?:can|could)\b|\bI'?(?:ll| will|'d)? need\b", re.IGNORECASE
)
_ASKS = re.compile(
    r"(?:(?:so|and|but|well|oh|okay),? )*(?:(?:what|how|why|when|where|who|which)\b"
    r"|(?:will|would|do) (?:I|we) (?:still )?(?:have|need) to\b)",
    re.IGNORECASE,
)
_CARES_NOT = re.compile(
    r"(?:(?:and|but|so),? )*(?:I|we)(?: really)? (?:don't|do not|couldn't) care\b(?: [\w']+){0,5}",
    re.IGNORECASE,
)
# "I need some help with something": what for is told next
_ONLY_HELP = re.compile(
    r"(?:(?:hi|hello|and|so|yes),? )*(?:(?:I|we)(?:'d like| would like| need| want)(?: some| your| a bit of)? help"
    r"|(?:can|could|will|would) you (?:please )?help (?:me|us)(?: out)?)"
    r"(?: (?:with|on) (?:something|this|that|it|an? (?:issue|problem|question)))?",
    re.IGNORECASE,
)
_LOOKS_AHEAD = re.compile(r"\blook(?:ing)? forward to\b", re.IGNORECASE)
_I_WANT = re.compile(
    r"(?:(?:and|but|so|no),? )*(?:I|we)(?: (?:just|only|really))? (?:want|need)\b", re.IGNORECASE
)
_I_WILL = AnyCase(r"\b(?:I|we)(?:'ll| will)\b", words="ll will")
FOIL = 1  # content words
FIRST = 4  # utterances
# "we'll have the box", and not "I'll have it ready by the door"
_TAKES = re.compile(
    r"(?:have(?! (?:it|them|that|everything|the \w+) (?:ready|waiting|out|open|off|by|at|on|in|\w+ed)\b)"
    r"|take|go (?:for|with)|stick with) ",
    re.IGNORECASE,
)
_THEM = re.compile(r"(?:it|them|that|those|one|you (?:it|them|that|one))\b", re.IGNORECASE)
# "will do": what they have been asked
_WILL_DO = re.compile(
    r"(?:(?:oh|okay|ok|yes|yeah|yep|aye|sure|right|fine|great|good|grand|lovely|of course|course|no problem),? )*"
    r"(?:will do|(?:I|we)(?:'ll| will)(?: do(?: (?:that|it|so|this))?)?|can do|I can do (?:that|it)|on it)\b[ ,]*"
    r"(?:then|now|today|tonight|tomorrow|thanks?|thank you|ta|cheers|don't worry)?[^,]{0,12}$",
    re.IGNORECASE,
)
_BE_THERE = re.compile(r"be there(?: then| for that)?", re.IGNORECASE)
_DO_THAT = re.compile(
    r"do (?:that|it|this)(?: (?:now|then|today|tonight|tomorrow|myself|after this|for you|right away))*$",
    re.IGNORECASE,
)
_ASKS_WANT = AnyCase(
    r"\bwhat (?:would|do|can|could|should) (?:you|we|I)\b"
    r"|\bwhat (?:are|were) you (?:wanting|after|looking for|hoping)\b|\bwould (?:help|make (?:this|it|that))\b"
    r"|\bput (?:this|it|that) right\b|\bhoping for\b|\bis it just\b.*\bwant\b"
    r"|\bwhat(?:'d|'s| is)\b.*\b(?:help|important|fair|want|like)\b"
)
_BOTH = re.compile(
    r"\b(?:have|get|do|take|you|we|I|not) both\b|^both$|\bboth of (?:them|those)\b", re.IGNORECASE
)
# "and an apology, from a person", behind a wish
_ONE_MORE = re.compile(
    r"^(?:(?:and|plus|also|please) )+((?:an?|some|my|the) (?!(?:\w+ )*\w+'s\b)(?!\w+ (?:is|was|are|were"
    r"|has|had"
    r"|keeps?|\w+ed)\b)[a-z]+(?:[ ,][\w', ]+)?)$",
    re.IGNORECASE,
)
_WHAT_IF = re.compile(r"(?:(?:and|but|so|okay),? )*(?:what (?:if|happens if|about if)|if)\b", re.IGNORECASE)
