"""What the client says, taken up into the note: problems, wishes, answers, undertakings."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from assist.events import Moment
from assist.note import answers, likeness, wants, wording
from assist.note.clauses import Clause, clauses, with_words
from assist.note.dates import DateSpan, iso
from assist.note.ledger import Ledger, Statement, Turn
from assist.note.numbers import find_numbers
from assist.note.problems import problem_score, tells

_DO_THAT = re.compile(r"do (?:that|it|this)\b", re.IGNORECASE)
_BARE_NO = re.compile(r"no|nope|sorry|wait", re.IGNORECASE)
SHORT_ANSWER = 4  # words
SHORT_YES = 2
SHORT_CONFIRMATION = 6
_BUT = re.compile(r"(?:well,? )?(?:but|no|not)\b", re.IGNORECASE)
_INSTEAD = re.compile(
    r"(?:(?:no|oh|um|actually|can you|could you|please),? )*(?:make (?:it|that)|call me|ring me"
    r"|let's (?:say|make it))\b",
    re.IGNORECASE,
)
_ASKS_WANT = re.compile(
    r"\bwhat (?:would|do|can|could|should) (?:you|we|I)\b|\bwould (?:help|make (?:this|it|that))\b"
    r"|\bput (?:this|it|that) right\b|\bhoping for\b|\bis it just\b.*\bwant\b"
    r"|\bwhat(?:'d|'s| is)\b.*\b(?:help|important|fair|want|like)\b",
    re.IGNORECASE,
)
WORTH_WRITING = 2.0  # a problem's score
WORTH_ADDING = 1.0  # of a clause beside one that is written
WORTH_MENTIONING = 1.5  # where the client opens with it and nothing tells more
FIRST_TURNS = 2  # of the client's, in which most say what is wrong
# "Thursday's my hospital": a sentence, which chooses nothing by the day it names
_SAYS_MORE = re.compile(r"\w's (?:my|his|her|our|not|too|a|an)\b|\b(?:is|are|was|were) \w", re.IGNORECASE)
ANNOUNCED = 1  # turns in which several things that were announced are told
_ANNOUNCES = re.compile(
    r"\b(?:two|three|four|five|a few|a couple of|several) (?:\w+ )?(?:things|problems|issues|complaints"
    r"|points)\b",
    re.IGNORECASE,
)
_ENUMERATES = re.compile(
    r"(?:(?:first|second|third|fourth|next|another|last) (?:thing|one)|firstly|secondly|thirdly)\b",
    re.IGNORECASE,
)
_STANDS = re.compile(r"\b(?:the|your|my|our|\w+) ?(?:'s|is|are|was|were|has|have)\b", re.IGNORECASE)
_RIGHT = re.compile(
    r"(?:(?:yes|yeah|aye|it is),? )?(?:that's (?:right|correct|it)|correct|sounds right|exactly)\b",
    re.IGNORECASE,
)
_THAT_ONE = re.compile(r"\b(?:that|it|this)\b(?: one)?", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:have|get|do|take|you|we|I|not) both\b|\bboth of them\b", re.IGNORECASE)
# "and an apology, from a person", behind a wish
_ONE_MORE = re.compile(
    r"^(?:(?:and|plus|also|please) )+((?:an?|some|my|the) (?!(?:\w+ )*\w+'s\b)(?!\w+ (?:is|was|are|were"
    r"|has|had"
    r"|keeps?|\w+ed)\b)[a-z]+(?:[ ,][\w', ]+)?)$",
    re.IGNORECASE,
)
_WHAT_IF = re.compile(r"(?:(?:and|but|so|okay),? )*(?:what (?:if|happens if|about if)|if)\b", re.IGNORECASE)
_AND_NOT = re.compile(
    r"(?:I|we|you|he|she|they|it|nobody|no one|nothing)\b.*(?:n't|\bnever|\bnot|^no\w*)", re.IGNORECASE
)


class ClientSide:
    """Hears the client and writes into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._moved_a_day = False
        self._turns = 0  # of more than a word or two
        self._announced = 0  # the turn up to which the client tells what they have announced

    def hear(self, number: int, text: str, said: dict[str, Moment]) -> None:
        """Take up an utterance: its plain text, and its moments by name."""
        text = self._without_their_name(text)
        turn, pieces = self._ledger.from_agent, clauses(text)
        self._moved_a_day = False
        if not pieces:
            return
        backchannel = answers.accepts_weakly(text)
        self._ledger.contested = []
        self._ledger.asked_what_if = bool(_WHAT_IF.match(pieces[-1].text))
        self._turns += len(text.split()) > SHORT_YES
        if not backchannel:
            self._ledger.reading_back = False
        self._ledger.take_contacts(number, text, "client", turn.text, turn.utterance)
        self._answer(number, text, pieces, said, turn)
        self._settle_open_day(number, text, pieces)
        if any(piece.question and _BOTH.search(piece.text) for piece in pieces) and turn.options:
            self._ledger.both_asked = (turn.options, number)
            return
        request, named = None, set()  # the wish, and the clauses that only name a thing
        asked = bool(_ASKS_WANT.search(turn.text))
        for piece in pieces:
            if self._moved_a_day and self._ledger.dates(piece.text):
                continue  # "make it Monday" is no wish of its own
            if (wish := self._take_want(number, piece, asked, turn)) is not None:
                request = wish
            elif (
                asked
                and request is None
                and (thing := wants.named_thing(piece.text)) is not None
                and not piece.question
                and not any(_shared(piece.text, option) for option in turn.options)
            ):
                request = self._write_want(number, "", thing)
                named.add(piece)
            elif request is not None and _ONE_MORE.match(piece.text) and not piece.question:
                self._write_want(number, "", _ONE_MORE.sub(r"\1", piece.text))
                named.add(piece)
            elif (what := wants.client_will(piece.text)) is not None and not piece.question:
                self._take_undertaking(number, piece, what)
        answered = any(number in option.sources for option in self._ledger.options)
        if request is None and "client_states_want" in said and not (answered or self._moved_a_day):
            request = self._take_marked_want(number, pieces, said["client_states_want"].words, asked)
        if request is not None:
            self._ledger.request = request
        upset = "client_upset" in said or "client_venting" in said
        self._take_problems(number, text, [piece for piece in pieces if piece not in named], upset)
        if not backchannel:
            still_open = all(piece.question for piece in pieces) and not any(
                one.status for one in turn.options
            )
            topic = [one for one in self._named(text, turn) if one in turn.options or not turn.options]
            topic = topic if still_open else []
            self._ledger.from_agent = Turn(
                options=turn.options if still_open else [], topic=topic[0] if len(topic) == 1 else None
            )

    def _answer(
        self, number: int, text: str, pieces: Sequence[Clause], said: dict[str, Moment], turn: Turn
    ) -> None:
        """What the client takes, refuses and corrects of what the agent put forward."""
        settled = False
        for index, piece in enumerate(pieces):
            after_no = index > 0 and bool(_BARE_NO.fullmatch(pieces[index - 1].text))
            names_one = answers.accepts(piece.text) or len(self._named(piece.text, turn)) == 1
            if (span := self._other_day(piece, after_no or "client_corrects" in said)) is not None and not (
                len(turn.options) > 1 and names_one
            ):
                self._client_corrects(number, span, turn)
                return
            whole = len(piece.text.split()) <= SHORT_YES and (
                answers.accepts(piece.text) or bool(_BARE_NO.fullmatch(piece.text))
            )
            named = self._named(text if whole else piece.text, turn)
            if _BARE_NO.fullmatch(piece.text) and any(map(_commands, pieces[index + 1 :])):
                continue  # "no, I don't want to go looking. Send yours.": a no to one of them
            instead = answers.turned_down_for(piece.text)
            if instead is None and _BARE_NO.fullmatch(
                piece.text
            ):  # "the inspector. No, actually, just exchange it"
                rest = " ".join(one.text for one in pieces[index + 1 :])
                instead = rest if rest and not answers.refuses(rest) else None
            taken = self._named(instead, turn) if instead else []
            if len(taken) == 1:
                for option in turn.options:
                    if option is not taken[0] and (option.status == "" or number in option.sources):
                        self._ledger.refuse(option, number)
                settled = self._accept(piece.text, taken, number, turn) or settled
            elif answers.refuses(piece.text):
                aim = named or (
                    turn.options
                    if answers.refuses_all(piece.text) or answers.refuses_outright(piece.text)
                    else []
                )
                taken_now = [one for one in aim if one.status == "chosen" and number in one.sources]
                for option in aim:
                    if option not in taken_now or option in named:
                        self._ledger.refuse(option, number)
                settled = settled or bool(aim)
                if not turn.options and answers.refuses_all(piece.text):
                    self._ledger.contested = [
                        row
                        for row in self._ledger.plan
                        if row.owner == "agent" and row.day and turn.utterance in row.sources
                    ]
            elif (
                answers.accepts(piece.text)
                or answers.accepts(_behind_amount(piece.text))
                or self._names_one(piece, named, turn)
                or self._asks_for_one(piece, named, turn)
            ) and not turn.check:
                settled = self._accept(piece.text, named, number, turn) or settled
        if turn.check and (answers.accepts(text) or _RIGHT.match(text)):  # what was read back, and is right
            for option in turn.retold:
                self._ledger.choose(option, number)
        if settled or turn.check:
            return
        if "client_rejects" in said:
            for option in self._named(text, turn):
                self._ledger.refuse(option, number)
        elif self._confirms(text, pieces, said, turn) or (
            answers.accepts_weakly(text) and (turn.asked or (len(turn.options) == 1 and turn.options[0].firm))
        ):
            self._accept(text, self._named(text, turn), number, turn)

    def _confirms(self, text: str, pieces: Sequence[Clause], said: dict[str, Moment], turn: Turn) -> bool:
        """Only its moment takes it for a yes: short, no question and no "but"."""
        if "client_confirms" not in said or any(piece.question for piece in pieces):
            return False
        if any(problem_score(wording.clean(piece.text), 0) >= WORTH_ADDING for piece in pieces):
            return False  # "it cost me forty five"
        return len(text.split()) <= SHORT_CONFIRMATION and not _BUT.match(text)

    def _settle_open_day(self, number: int, text: str, pieces: Sequence[Clause]) -> None:
        """ "So the first of December?" after "next Tuesday": said by the client, the day is settled all the same."""
        days = [span for span in self._ledger.dates(text) if span.date is not None and not span.past]
        if len(days) == 1 and not any(answers.is_ruled_out(piece.text, days[0]) for piece in pieces):
            if any(piece.question for piece in pieces):
                self._ledger.day_asked = (days[0], number)
            else:
                self._ledger.spell_out(number, days[0])

    def _other_day(self, piece: Clause, correcting: bool) -> DateSpan | None:
        """The day that a short clause puts in place of another."""
        if piece.question or len(piece.text.split()) > 9 or not (correcting or answers.corrects(piece.text)):
            return None
        days = [
            span
            for span in self._ledger.dates(piece.text)
            if not span.past and not answers.is_ruled_out(piece.text, span)
        ]
        instead = bool(_INSTEAD.match(piece.text))
        if not days or answers.accepts(piece.text) or (not instead and wants.want(piece.text) is not None):
            return None
        return days[-1]

    def _named(self, text: str, turn: Turn) -> list[Statement]:
        """The options that an answer means: by their place, else by the most words shared."""
        place = answers.place(text)
        if place is not None and len(turn.options) > 1:
            return [turn.options[min(place, len(turn.options) - 1)]]
        for options in (turn.options, self._ledger.options):
            shared = [(_shared(text, option), option) for option in options]
            most = max((count for count, _ in shared), default=0)
            if most:
                return [option for count, option in shared if count == most]
        return []

    def _names_one(self, piece: Clause, named: list[Statement], turn: Turn) -> bool:
        """ "A refund." after "would you like a replacement or a refund?"."""
        short = len(piece.text.partition(",")[0].split()) <= SHORT_ANSWER and not piece.question
        if _SAYS_MORE.search(piece.text.partition(",")[0]):
            return False
        choosing = (
            turn.asked
            or len(turn.options) > 1
            or len(piece.text.split()) <= SHORT_YES
            or bool(self._ledger.dates(piece.text))
        )
        return short and choosing and len(named) == 1 and named[0] in turn.options

    def _asks_for_one(self, piece: Clause, named: list[Statement], turn: Turn) -> bool:
        """ "Could you post it?" after "I can post it or you can fetch it"."""
        wish = wants.want(piece.text)
        return (
            wish is not None
            and wish.form in ("us to ", "to ")
            and len(named) == 1
            and named[0] in turn.options
        )

    def _accept(self, text: str, named: list[Statement], number: int, turn: Turn) -> bool:
        if not named and turn.topic is not None and _THAT_ONE.search(text):
            named = [turn.topic]
        chosen = (
            named
            if len(named) == 1
            else turn.options
            if len(turn.options) == 1 or answers.takes_all(text)
            else []
        )
        settles = turn.day is not None and self._is_same_day(text, turn.day[1])
        if (
            settles and turn.day is not None
        ):  # "Monday then?" "Monday's fine": no yes to what was offered for Sunday
            chosen = [option for option in chosen if not option.day or option.due == iso(turn.day[1])]
        for option in chosen:
            self._ledger.choose(option, number)
        if settles and turn.day is not None:
            self._ledger.settle_day(turn.day, number)
        return bool(chosen) or settles

    def _is_same_day(self, text: str, day: DateSpan) -> bool:
        """The answer names the day that was asked for, or none at all."""
        said = [span.date for span in self._ledger.dates(text) if not answers.is_ruled_out(text, span)]
        return not said or day.date in said

    def _client_corrects(self, number: int, day: DateSpan, turn: Turn) -> None:
        """ "No, Thursday": of a promise it takes the place of the day; of an open offer it is a counter-proposal."""
        self._moved_a_day = True
        open_options = [option for option in turn.options if option.day and option.status == ""]
        if open_options:
            self._ledger.refuse(open_options[-1], number)
            self._ledger.counter = (open_options[-1], day, number)
        else:
            self._ledger.move_day(number, day)

    def _take_want(self, number: int, piece: Clause, asked: bool, turn: Turn) -> Statement | None:
        wish = wants.want(piece.text, asked)
        if wish is None:
            return None
        if wish.form == "us to " and any(
            number in option.sources and option.status == "chosen" and _shared(piece.text, option)
            for option in self._ledger.options
        ):
            return None  # what was offered, and is chosen with these words
        echoed = likeness.content(wording.clean(wish.text))
        if (
            wish.form == "us to "
            and not (asked or turn.asked)
            and echoed
            and echoed <= likeness.content(turn.text)
        ):
            return None  # "so leave the bunk." "Leave the bunk.": heard
        answering = wish.negated or answers.accepts(piece.text)
        if answering and any(_shared(piece.text, option) for option in self._ledger.options):
            return None
        if wish.negated and any(number in option.sources for option in turn.options):
            return None  # "the man on Tuesday. I don't want another box": the one that was not taken
        return self._write_want(number, wish.form, wish.text)

    def _without_their_name(self, text: str) -> str:
        """ "Callum, you've paid me wrong": the agent's name only calls them."""
        for contact in self._ledger.contact:
            if contact.text.startswith("Agent's name: "):
                name = re.escape(contact.text.removeprefix("Agent's name: ").removesuffix("."))
                text = re.sub(
                    rf"^((?:\w+,? ){{0,2}}?){name},? (?!is\b|was\b|said\b)(?=\w)",
                    r"\1",
                    text,
                    flags=re.IGNORECASE,
                )
        return text

    def _may_be_first(self) -> bool:
        """Nothing is known to be wrong yet, and this is where most say it."""
        return self._turns <= FIRST_TURNS and not self._ledger.problem and not self._ledger.wants

    def _take_undertaking(self, number: int, piece: Clause, what: str) -> None:
        """What the client will do; "I'll do that" is what was just left to them to do."""
        if not _DO_THAT.match(what):
            self._ledger.take_plan(number, piece.text, what, "will", "client")
            for option in self._named(piece.text, self._ledger.from_agent):
                if option.by_client and not option.status:
                    self._ledger.choose(option, number)
            return
        chosen = [one for one in self._ledger.options if one.by_client and number in one.sources]
        if chosen:
            row = dataclasses.replace(chosen[-1], status="", owner="client", sources=list(chosen[-1].sources))
            self._ledger.stamp(row, piece.text)
            self._ledger.merge(self._ledger.plan, row)

    def _take_marked_want(
        self, number: int, pieces: Sequence[Clause], words: str, asked: bool
    ) -> Statement | None:
        """A wish that only its moment knows for one: the clause with the moment's words, as it was said."""
        piece = with_words(pieces, words)
        if piece is None or piece.question or not wants.wishes(piece.text, asked):
            return None
        if problem_score(wording.clean(piece.text), 0) >= WORTH_WRITING:
            return None
        return self._write_want(number, "", piece.text)

    def _write_want(self, number: int, form: str, what: str) -> Statement | None:
        what = wording.clean(what)
        if form and what[:1].isupper() and not what.startswith(("I ", "I'")):
            what = what[0].lower() + what[1:]
        if not what or (len(what.split()) < 2 and len(likeness.content(what)) == 0):
            return None
        text = form + wording.by_client(what, mentioned=True)
        statement = Statement(wording.entry(text, self._ledger.calendar), [number])
        return self._ledger.merge(self._ledger.wants, statement)

    def _take_problems(self, number: int, text: str, pieces: Sequence[Clause], upset: bool) -> None:
        """Runs of telling clauses of one sentence become one candidate, as long as it stays short."""
        bonus = (0.5 if upset else 0.0) + (
            0.0 if self._ledger.problem or (self._ledger.wants and self._turns > FIRST_TURNS) else 0.75
        )
        bonus += 0.5 if self._turns <= FIRST_TURNS else 0.0
        bonus -= 1.0 if self._ledger.plan or self._ledger.options else 0.0
        announced = self._turns <= self._announced
        enumerated = -1  # the sentence that begins with "second thing"
        runs: list[tuple[float, list[Clause]]] = []
        scored: list[tuple[float, int]] = []
        before: Clause | None = None
        for piece in pieces:
            if piece.question or wants.want(piece.text) or wants.client_will(piece.text):
                continue
            numbers = sum(span.value != "1" for span in find_numbers(piece.text))
            score = problem_score(wording.clean(piece.text), numbers) + bonus
            announced = announced or bool(_ANNOUNCES.search(piece.text))
            enumerated = piece.sentence if _ENUMERATES.match(piece.text) else enumerated
            if (announced and not _ANNOUNCES.search(piece.text)) or enumerated == piece.sentence:
                tells_so = _STANDS.search(piece.text) or (enumerated == piece.sentence and score > bonus)
                score = max(score, WORTH_WRITING) + WORTH_WRITING if tells_so else score
            if answers.refuses(piece.text) and (self._ledger.options or self._ledger.plan):
                score -= 1.5
            if score > bonus:
                scored.append((score, pieces.index(piece)))
            last = runs[-1][1] if runs else []
            joined = (
                last and last[-1].sentence == piece.sentence and last[-1] is pieces[pieces.index(piece) - 1]
            )
            told_before, before = before, piece if WORTH_ADDING <= score < WORTH_WRITING else None
            adds = (score >= WORTH_ADDING and tells(wording.clean(piece.text))) or (
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
                    and tells(wording.clean(told_before.text))
                    and len(text[told_before.start : piece.end].split()) <= wording.LONGEST_ENTRY
                )
                runs.append((score, [told_before, piece] if opens and told_before else [piece]))
        if _ANNOUNCES.search(text):
            self._announced = self._turns + ANNOUNCED
        if not runs and self._may_be_first() and scored and max(scored)[0] >= WORTH_MENTIONING:
            runs.append((max(scored)[0], [pieces[max(scored)[1]]]))
        for score, run in runs:
            said = wording.by_client(wording.clean(text[run[0].start : run[-1].end]))
            written = wording.entry(said, self._ledger.calendar)
            statement = Statement(written, [number], score, len(self._ledger.problem))
            self._ledger.merge(self._ledger.problem, statement)


def _commands(piece: Clause) -> bool:
    wish = wants.want(piece.text, asked=True)
    return wish is not None and wish.form == "us to " and not answers.refuses(piece.text)


def _behind_amount(text: str) -> str:
    """What is said behind an amount that opens a clause: "okay, go on then" of "eighty, okay, go on then"."""
    spans = find_numbers(text)
    return text[spans[0].end :].strip(" ,") if spans and spans[0].start == 0 else ""


def _shared(text: str, option: Statement) -> int:
    return len(likeness.content(text) & likeness.content(option.text))
