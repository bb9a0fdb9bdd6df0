"""What the agent says, taken up into the note: limits, options, promises, days."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assist.events import Moment
from assist.note import answers, likeness, offers, promises, recap, wording
from assist.note.clauses import Clause, clauses, with_words
from assist.note.contact import opening_name
from assist.note.dates import DateSpan, capital, core, iso, joined_by, lead_of, leads
from assist.note.ledger import Goal, Ledger, Statement
from assist.note.numbers import find_numbers

RECENT = 8  # utterances
CARRIED_OUT = 0.5  # share of content words from which a promise is what was offered


class AgentSide:
    """Hears the agent and writes into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._broke_off = False  # to say something else
        self._offered_in = (0, 0)  # the utterance and the sentence of the last offer

    def hear(self, number: int, text: str, said: dict[str, Moment]) -> None:
        """Take up an utterance: its plain text, and its moments by name."""
        ledger, pieces = self._ledger, clauses(text)
        turn = ledger.from_agent
        turn.text, turn.utterance = f"{turn.text} {text}".strip(), number
        turn.asked = turn.asked or "?" in text or any(piece.question for piece in pieces)
        turn.check = turn.check or recap.asks_if_right(text)
        reads = [index for index, piece in enumerate(pieces) if recap.reads_back(piece.text)]
        before = pieces[: reads[0]] if reads and not ledger.reading_back else ()
        if reads or ("agent_read_back" in said and ledger.retold(pieces) > 1):
            ledger.reading_back = True
        if ledger.reading_back:
            turn.check = True
            for piece in before:
                self._take(number, piece, said)
            ledger.recall(number, pieces[len(before) :])
            return
        ledger.take_contacts(number, text, "agent", "", number)
        if len(ledger.heard) == 1 and not ledger.contact and (name := opening_name(text)):
            ledger.contact.append(Statement(f"Agent's name: {name}.", [number]))
        self._answer_counter(number, pieces)
        self._grant_both(number, text, pieces)
        self._offer_other_amount(number, pieces)
        ledger.spoken_of = None
        if ledger.day_asked is not None:  # "so the first of December?" "Yes."
            (day, asked), ledger.day_asked = ledger.day_asked, None
            if pieces and answers.accepts(pieces[0].text) and not ledger.dates(text):
                ledger.spell_out(number, day, asked)
        if (
            self._broke_off
            and pieces
            and (days := [one for one in ledger.dates(pieces[0].text) if not one.past])
        ):
            ledger.move_day(number, days[-1])  # "by Wednesday, no, sorry." "By Friday."
        self._broke_off = bool(_BREAKS_OFF.search(text))
        ways = self._take_ways(number, text, pieces)
        for piece in pieces:
            if piece.sentence in ways:
                continue
            if turn.check:
                ledger.hold_retold(piece)
            if "agent_summarized_back" in said and _RETELLS.match(piece.text):
                ledger.recall(number, [piece])
            else:
                self._take(number, piece, said)
            ahead = [span for span in ledger.dates(piece.text) if span.date is not None and not span.past]
            ledger.spoken_of = ahead[-1] if ahead else ledger.spoken_of
        if "agent_stated_limit" in said and not any(number in one.sources for one in ledger.cannot):
            marked = with_words(pieces, said["agent_stated_limit"].words)
            if (
                marked is not None
                and _LIMITING.search(marked.text)
                and not _NO_WORD.search(marked.text)
                and not _BOUNDARY.search(marked.text)
            ):
                self._take_limit(number, marked.text)
        if "agent_offered_option" in said and not any(number in one.sources for one in ledger.options):
            marked = with_words(pieces, said["agent_offered_option"].words)
            if marked is not None and not marked.question and self._is_offer(marked):
                self._take_option(number, marked.text, firm=False)

    def _take(self, number: int, piece: Clause, said: dict[str, Moment]) -> None:
        bare = wording.without_lead(piece.text)
        cannot = None if piece.question or _BOUNDARY.search(bare) else offers.limit(bare)
        if cannot is not None:
            self._take_limit(number, cannot)
            self._withdraw(piece.text)
            return
        offered = offers.offers(bare, piece.question)
        retells = not piece.question and not offered and recap.summarizes(piece.text)
        if retells and promises.promise(piece.text, True) is None:
            self._ledger.recall(number, [piece])
            return
        if self._ledger.asked_what_if and _THEN.match(piece.text):
            return  # "and if you don't?" "Then you'll hear from my manager"
        if self._take_promise(number, piece, said):
            return
        if not offered and self._offered_in == (number, piece.sentence):
            offered = offers.further(bare)
        for offer in offered:
            self._take_option(number, offer.text, offer.firm, offer.by_client)
            self._offered_in = number, piece.sentence
        if not offered:
            self._take_day(number, piece, said)

    def _is_offer(self, marked: Clause) -> bool:
        """Only its moment calls it an option: more than a word or two, and neither a promise nor a limit."""
        text = marked.text
        return (
            len(text.split()) >= 3
            and not offers.is_empty(text)
            and not re.search(
                r"\b(?:can|could|happy to) (?:see|hear|imagine|understand|tell|talk|speak)\b|\bto help\b",
                text,
                re.IGNORECASE,
            )
            and not re.match(
                r"(?:the )?(?:first|\w+est|next|only)\b", wording.without_lead(text), re.IGNORECASE
            )
            and bool(_OFFERING.search(text))
            and not _OTHERWISE_CAN.search(text)
            and promises.promise(text, True) is None
            and offers.limit(text) is None
        )

    def _take_limit(self, number: int, what: str) -> None:
        what = wording.clean(what)
        if (bare := _BARE_CANNOT.fullmatch(what)) is not None:
            request = self._ledger.request
            if request is not None and request.text.startswith("Us to "):
                text = wording.entry(
                    f"{bare['verb']} {request.text.removeprefix('Us to ')}", self._ledger.calendar
                )
                self._ledger.merge(self._ledger.cannot, Statement(text, [*request.sources, number]))
            return
        text = wording.entry(wording.by_agent(re.sub(r"^I ", "we ", what)), self._ledger.calendar)
        if len(text.split()) >= 2 and not _EMPTY_LIMIT.match(text):
            self._ledger.merge(self._ledger.cannot, Statement(text, [number]))

    def _withdraw(self, clause: str) -> None:
        """What the agent says cannot be is no goal: "I'm afraid Thursday isn't possible"."""
        gone = {span.date.isoformat() for span in self._ledger.dates(clause) if span.date}
        heard = self._ledger.heard
        self._ledger.goals = [
            goal
            for goal in self._ledger.goals
            if goal.date not in gone or all(heard[source].channel == "agent" for source in goal.sources)
        ]

    def _take_option(self, number: int, what: str, firm: bool, by_client: bool = False) -> None:
        what = wording.clean(answers.corrected(what, self._ledger.dates(what)))
        if len(likeness.content(what)) < 1:
            return
        text = wording.entry(wording.by_agent(what), self._ledger.calendar)
        option = Statement(text, [number], firm=firm and not _THING.match(text), by_client=by_client)
        self._ledger.stamp(option, what)
        kept = self._ledger.merge(self._ledger.options, option)
        self._ledger.drop_contested()
        if kept is not None:
            if kept.status == "refused" and kept is not option:
                kept.status = ""
            self._ledger.from_agent.options.append(kept)

    def _take_promise(self, number: int, piece: Clause, said: dict[str, Moment]) -> bool:
        spans = [span for span in self._ledger.dates(piece.text) if not span.past]
        made = None if piece.question else promises.promise(piece.text, bool(spans))
        if made is None:
            return False
        if made.vague and (
            self._take_up(number, piece.text, spans) or self._take_request(number) or not spans
        ):
            return True
        if _IT.match(made.text) and any(number in option.sources for option in self._ledger.options):
            return True  # "I can post it, so it gets there Wednesday": as long as that is chosen
        if spans and self._arrives(number, made.text, piece.text, spans):
            self._ledger.take_goal(number, piece.text, spans, made.follow_up, "agent_gave_goal_date" in said)
            return True
        said_so = self._named_anew(number, piece.text, made.text)
        if said_so is not None:
            self._ledger.stamp(said_so, piece.text)
            if self._ledger.merge(self._ledger.plan, said_so) is not None:
                self._ledger.take_goal(
                    number, piece.text, spans, made.follow_up, "agent_gave_goal_date" in said
                )
                return True
        row = self._ledger.take_plan(number, piece.text, made.text, made.form, "agent")
        if row is None:
            return False
        self._choose_carried_out(number, row)
        if made.form == "done":
            return True
        if made.follow_up or ("agent_promised_follow_up" in said and _CALLS_BACK.search(made.text)):
            self._ledger.merge(self._ledger.follow_up, dataclasses.replace(row, sources=list(row.sources)))
        self._ledger.take_goal(number, piece.text, spans, made.follow_up, "agent_gave_goal_date" in said)
        return True

    def _choose_carried_out(self, number: int, row: Statement) -> None:
        """ "Then my colleague goes this evening": of what was offered, what is promised now the client has taken; a no
        that they said was a no to the rest."""
        heard = self._ledger.heard
        for option in self._ledger.options:
            answers_to = [
                one for one in heard if max(option.sources) < one < number and heard[one].channel == "client"
            ]
            shared = likeness.content(option.text) & likeness.content(row.text)
            fewest = min(len(likeness.content(option.text)), len(likeness.content(row.text)))
            if (
                option.status
                or not answers_to
                or number - option.sources[0] > RECENT
                or option.due != row.due
            ):
                continue
            if len(shared) < 2 or len(shared) < CARRIED_OUT * fewest:
                continue
            option.status = "chosen"
            option.cite(answers_to[0], number)
            if not self._ledger.stands(option):
                option.status = ""
                continue
            for other in self._ledger.options:
                if not other.status and other.sources == option.sources[: len(other.sources)]:
                    self._ledger.refuse(other, answers_to[0])
            return

    def _take_ways(self, number: int, text: str, pieces: Sequence[Clause]) -> set[int]:
        """ "We've got two ways. We recall it, or I ask for a credit.": the sentences announced as a choice."""
        for piece in pieces:
            if _WAYS.search(piece.text) and not piece.question:
                told = [one for one in pieces if one.sentence == piece.sentence + 1]
                sides = offers.alternatives(text[told[0].start : told[-1].end]) if told else ()
                for side in sides:
                    self._take_option(number, side.text, side.firm)
                return {piece.sentence + 1} if sides else set()
        return set()

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
            text = wording.entry(wording.by_agent(said), self._ledger.calendar)
            row = Statement(text, list(dict.fromkeys([*last.sources, number])))
            self._ledger.stamp(row, what)
            if not self._ledger.stands(row):
                return False
            self._ledger.plan.append(row)  # beside the deed, never in its place
            return True
        if last.day or last.ambiguous or _AT_ONCE.search(last.text):
            return False
        if not match["that"] and not _DELIVERS.match(last.text):
            return False
        span = spans[-1]
        last.text = f"{last.text.removesuffix('.')} {joined_by(clause, span)}{capital(span.text)}."
        last.cite(number)
        self._ledger.stamp(last, clause)
        return True

    def _is_done_by(self, number: int, clause: str, day: DateSpan) -> bool:
        """ "They take three days, so Friday at the latest": the day of what is being done."""
        rows = [row for row in self._ledger.plan if row.owner == "agent"]
        if not rows or rows[-1].day or rows[-1].sources[-1] < number - 1:
            return False
        row = rows[-1]
        row.text = f"{row.text.removesuffix('.')} {joined_by(clause, day)}{capital(day.text)}."
        row.cite(number)
        row.day, row.due, row.ambiguous = day.text, iso(day), day.ambiguous
        self._ledger.take_goal(number, clause, [day], False, True)
        return True

    def _named_anew(self, number: int, clause: str, what: str) -> Statement | None:
        """ "You'll have that by Wednesday": what "that" is, the client has just said."""
        request = self._ledger.request
        that = _YOU_WILL_HAVE_THAT.match(what)
        if request is None or that is None or not _THING.match(request.text):
            return None
        thing = request.text.removesuffix(".")
        text = f"{that[1]} {thing[0].lower()}{thing[1:]}{what[that.end() :]}"
        return Statement(
            wording.entry(wording.by_agent(text), self._ledger.calendar), [*request.sources, number]
        )

    def _take_up(self, number: int, clause: str, spans: Sequence[DateSpan]) -> bool:
        """ "I'll book that": the option chosen last becomes the plan, or the plan gains a source."""
        chosen = [option for option in self._ledger.options if option.status == "chosen"]
        if not chosen:
            return False
        option = chosen[-1]
        row = self._ledger.merge(
            self._ledger.plan, dataclasses.replace(option, status="", sources=[*option.sources, number])
        )
        if row is None:
            return False
        if spans and not row.day:
            span = spans[-1]
            row.text = f"{row.text.removesuffix('.')} {joined_by(clause, span)}{capital(span.text)}."
            self._ledger.stamp(row, clause)
        elif spans and iso(spans[-1]) != row.due:
            self._ledger.move_day(number, spans[-1])
        elif spans and len(spans[-1].text) > len(core(row.day)):
            row.text = row.text.replace(core(row.day), capital(spans[-1].text), 1)
            row.day = spans[-1].text
        if spans:
            self._ledger.take_goal(number, clause, spans, False, False)
        elif row.day and not self._ledger.goals:
            self._ledger.goals.append(Goal(2, row.day, row.due, row.ambiguous, list(row.sources)))
        return True

    def _take_request(self, number: int) -> bool:
        """ "I'll do that": what the client asked for last becomes the plan."""
        request = self._ledger.request
        if request is None or request.text.startswith(("To ", "The client ", "Not ")):
            return False
        what = request.text.removeprefix("Us to ")
        text = (
            f"{what[0].upper()}{what[1:]}"
            if what != request.text
            else f"Do that: {what[0].lower()}{what[1:]}"
        )
        row = Statement(text, [*request.sources, number])
        self._ledger.stamp(row, text)
        return self._ledger.merge(self._ledger.plan, row) is not None

    def _take_day(self, number: int, piece: Clause, said: dict[str, Moment]) -> None:
        """A day said without a promise: a bare deadline, a question for a day, an ambiguous day spelled out."""
        spans = [
            span
            for span in self._ledger.dates(piece.text)
            if not span.past and not answers.is_ruled_out(piece.text, span)
        ]
        if not spans or _IF.match(piece.text):
            return
        span = spans[-1]
        if re.search(r"\b(?:if|unless|once)\b", piece.text[: span.start], re.IGNORECASE):
            return
        if piece.question:
            if self._offer_other_day(number, piece, span):
                return
            if _ASKS_FOR_DAY.search(piece.text[: span.start]):
                self._ledger.from_agent.day = (piece.text, span, number)
            return
        if promises.is_tentative(piece.text):
            return
        if _IS_OPEN.match(piece.text[span.end :]):
            self._ledger.from_agent.day = (piece.text, span, number)
            return
        if self._ledger.spell_out(number, span) or self._confirm_choice(number, span):
            return
        outside = likeness.content(_BESIDE_A_DAY.sub(" ", piece.text.replace(span.text, " ")))
        bare = not outside and bool(
            lead_of(piece.text, span) or span.text.lower().startswith(("within", "in ", "less"))
        )
        if _LATEST.match(piece.text[span.end :]) and self._is_done_by(number, piece.text, span):
            return
        if _THEIR_HABIT.match(piece.text) or _WISHES_WELL.match(piece.text):
            return
        if not outside and _IT_IS.search(piece.text):  # "Thursday morning it is"
            self._ledger.settle_day((piece.text, span, number), number)
        elif promises.names_goal(piece.text) or bare or ("agent_gave_goal_date" in said and len(spans) == 1):
            self._ledger.take_goal(number, piece.text, spans, False, True)
        elif answers.corrects(piece.text) and len(piece.text.split()) <= 7:
            self._ledger.move_day(number, span)

    def _offer_other_day(self, number: int, piece: Clause, day: DateSpan) -> bool:
        """ "Friday the sixth, then, the same time?", after a no to Thursday: the same thing on another day."""
        refused = [one for one in self._ledger.options if one.status == "refused" and one.day]
        said = likeness.content(_BESIDE_A_DAY.sub(" ", piece.text))
        days = likeness.content(" ".join(span.text for span in self._ledger.dates(piece.text)))
        if (
            not refused
            or refused[-1].sources[-1] != number - 1
            or said - days - likeness.content("same time")
        ):
            return False
        before = refused[-1]
        option = Statement(
            before.text.replace(core(before.day), capital(day.text), 1),
            [before.sources[0], number],
            firm=before.firm,
        )
        option.day, option.due, option.ambiguous = leads(before.day) + day.text, iso(day), day.ambiguous
        if option.text == before.text or not self._ledger.stands(option):
            return False
        self._ledger.options.append(option)
        self._ledger.from_agent.options.append(option)
        return True

    def _offer_other_amount(self, number: int, pieces: Sequence[Clause]) -> None:
        """ "Eighty, that's as far as I can go", after a no to sixty: the same offer with another amount."""
        spans = find_numbers(pieces[0].text) if pieces else ()
        refused = [one for one in self._ledger.options if one.status == "refused" and not one.day]
        if not spans or spans[0].start or not refused or refused[-1].sources[-1] != number - 1:
            return
        before = refused[-1]
        amounts = find_numbers(before.text)
        if len(amounts) != 1 or spans[0].kind not in ("count", "money") or amounts[0].value == spans[0].value:
            return
        text = before.text[: amounts[0].start] + spans[0].value + before.text[amounts[0].end :]
        option = Statement(text, [before.sources[0], number], firm=before.firm)
        if self._ledger.stands(option):
            self._ledger.options.append(option)
            self._ledger.from_agent.options.append(option)

    def _grant_both(self, number: int, text: str, pieces: Sequence[Clause]) -> None:
        """ "Can I have both?" "You can, yes": both are taken."""
        asked, self._ledger.both_asked = self._ledger.both_asked, None
        if asked is None or not pieces or answers.refuses(pieces[0].text) or offers.limit(pieces[0].text):
            return
        if not _GRANTS.search(text):
            return
        for option in asked[0]:
            option.cite(asked[1])
            self._ledger.choose(option, number)

    def _confirm_choice(self, number: int, day: DateSpan) -> bool:
        """ "Four thirty today, then": the day of what the client has just chosen, said once more, makes it the plan."""
        chosen = [
            option
            for option in self._ledger.options
            if option.status == "chosen" and option.due and option.due == iso(day) and not option.by_client
        ]
        if not chosen or any(row.due == iso(day) for row in self._ledger.plan):
            return False
        option = chosen[-1]
        row = dataclasses.replace(option, status="", sources=[*option.sources, number], derived=True)
        if len(day.text) > len(core(option.day)):  # "Tuesday" is "Tuesday the second of June" now
            row.text = row.text.replace(core(option.day), capital(day.text), 1)
            row.day = leads(option.day) + day.text
        if self._ledger.merge(self._ledger.plan, row) is None:
            return False
        self._ledger.goals.append(Goal(2, option.day, option.due, option.ambiguous, list(row.sources)))
        return True

    def _answer_counter(self, number: int, pieces: Sequence[Clause]) -> None:
        """The client had proposed another day; the agent agrees to it, or it is dropped."""
        if self._ledger.counter is None:
            return
        (option, day, asked), self._ledger.counter = self._ledger.counter, None
        for piece in pieces:
            same = [
                span for span in self._ledger.dates(piece.text) if span.date == day.date and not span.past
            ]
            bare = answers.accepts(piece.text) and not self._ledger.dates(piece.text)
            if (
                piece.question
                or offers.limit(piece.text)
                or promises.is_tentative(piece.text)
                or not (same or bare)
            ):
                continue
            text = option.text.replace(core(option.day), capital(day.text), 1)
            moved = Statement(text, [*option.sources, number], status="chosen", firm=option.firm)
            moved.cite(asked)
            moved.day, moved.due, moved.ambiguous = day.text, iso(day), day.ambiguous
            self._ledger.options.append(moved)
            self._ledger.plan.append(dataclasses.replace(moved, status="", sources=list(moved.sources)))
            self._ledger.goals.append(Goal(2, day.text, iso(day), day.ambiguous, list(moved.sources)))
            return


_WAYS = re.compile(
    r"\b(?:two|three|a couple of|a few) (?:ways|options|choices|possibilities|things (?:I|we) (?:can"
    r"|could) do)\b",
    re.IGNORECASE,
)
_WISHES_WELL = re.compile(r"(?:enjoy|have an?|happy|good)\b", re.IGNORECASE)
_ASKS_FOR_DAY = re.compile(
    r"\b(?:would|does|is|will|how about|what about|shall we say|do|home|available|free|say|make it)\s+"
    r"(?:(?:on|by|for|the)\s+)*$",
    re.IGNORECASE,
)
_IS_OPEN = re.compile(r" (?:is|would be|'s) (?:possible|available|free|open|fine|okay)\b", re.IGNORECASE)
_LATEST = re.compile(r",? at the (?:very )?latest\b", re.IGNORECASE)
_AT_ONCE = re.compile(r"\b(?:now|right away|straight away|at once|immediately)\b", re.IGNORECASE)
_DELIVERS = re.compile(
    r"(?:is |has )?(?:refund|credit|pay|return|send|sent|post|email|order|ship|dispatch|courier|issu"
    r"|reissu|transfer|deliver)",
    re.IGNORECASE,
)
_IF = re.compile(r"(?:(?:and|but|so|okay),? )*(?:if|when|unless|in case|once)\b", re.IGNORECASE)
_GRANTS = re.compile(
    r"\b(?:both|yes|yeah|yep|sure|of course|I can|we can|you can|absolutely|no problem)\b", re.IGNORECASE
)
_ARRIVES = re.compile(
    r"(?P<it>it|that|they)(?:'ll| will) be (?:with you|there|in your|on your|back with you|at your"
    r"|coming)\b"
    r"|you(?:'ll| will) (?:have|get) (?P<that>it|that|them)\b",
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
_BREAKS_OFF = re.compile(r"\b(?:no,? sorry|sorry|I mean|no|actually|make that)[,.\s]*$", re.IGNORECASE)
_THEIR_HABIT = re.compile(
    r"(?:they|he|she) (?!will\b|can\b|could\b)\w+\b(?!')", re.IGNORECASE
)  # "they answer within thirty days"
_IT = re.compile(r"(?:it|that|they)\b", re.IGNORECASE)
_IT_IS = re.compile(r"\b(?:it is|then)\b", re.IGNORECASE)
_BESIDE_A_DAY = re.compile(
    r"\b(?:then|it is|o'clock|[ap]\.?m|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|thirty|fifteen|half"
    r"|quarter|past|at|okay|good|great|lovely|perfect)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"(?:well,? |okay,? )?then\b", re.IGNORECASE)
_THING = re.compile(r"(?:an?|the|our|another|one|some|your)\b", re.IGNORECASE)
_YOU_WILL_HAVE_THAT = re.compile(r"(you(?:'ll| will) (?:have|get)) (?:that|it|this|them)\b", re.IGNORECASE)
_RETELLS = re.compile(r"(?:so |and |okay |but )*(?:you|your|that|the|they|nobody)\b", re.IGNORECASE)
_CALLS_BACK = re.compile(
    r"\b(?:call|ring|phone|email|write|text)(?:ing)? (?:to )?(?:you|back)\b|\bback to you\b", re.IGNORECASE
)
_EMPTY_LIMIT = re.compile(
    r"(?:there (?:isn't|aren't|is no|are no)|we (?:don't|haven't)) (?:one|any|ones)\b.{0,3}$", re.IGNORECASE
)
# "I can only do repairs", "before I can raise it": no option
_OTHERWISE_CAN = re.compile(r"\bcan only\b|\b(?:before|until|once) (?:I|we) can\b", re.IGNORECASE)
_OFFERING = re.compile(
    r"\b(?:can|could|would you|offer\w*|option|how about|what about|happy to|able to|slot|available|shall"
    r"|alternatively|instead|suggest|recommend|prefer|either|choice|let me|want (?:me|us) to|like (?:me"
    r"|us) to)\b",
    re.IGNORECASE,
)
# how they are spoken to: no limit of what can be done
_BOUNDARY = re.compile(
    r"\bwhile you\b|\bif you (?:keep|carry on|go on|shout|swear|call|talk|speak)\b"
    r"|\b(?:shout|swear|abus|insult)\w*|\bnames\b|\bthat (?:tone|language)\b|\bto me like that\b",
    re.IGNORECASE,
)
_LIMITING = re.compile(
    r"\b(?:not|never|only|unable|won't|no (?:more|longer|other|\w+ (?:left|available|free)))\b"
    r"|n't\b",
    re.IGNORECASE,
)
_NO_WORD = re.compile(
    r"\b(?:it|that) (?:doesn't|didn't|isn't|wasn't)\b|^(?:please )?(?:don't|do not)\b|\bdon't (?:know"
    r"|think|see|blame|worry)\b|\b(?:can't|cannot|can not|won't) (?:promise|say)\b",
    re.IGNORECASE,
)
_BARE_CANNOT = re.compile(
    r"(?:I |we )?(?P<verb>can't|cannot|can not|couldn't)(?: do (?:that|it|this))?", re.IGNORECASE
)
