"""How the client answers what the agent put forward, taken up into the note: taken, refused, another day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assist.events import Moment
from assist.note import answers, likeness, spoken, wants
from assist.note.agreed_days import settle_day
from assist.note.clauses import Clause
from assist.note.client_days import ClientDays
from assist.note.dates import DateSpan, iso
from assist.note.for_and_against import weigh
from assist.note.ledger import Ledger
from assist.note.meant_options import meant, recent_options, words_shared
from assist.note.numbers import find_numbers
from assist.note.statement import Statement, Turn
from assist.note.taken_offers import choose, refuse


class ClientAnswers:
    """Writes the client's answers into the ledger. `days`: where another day is asked for instead."""

    def __init__(self, ledger: Ledger, days: ClientDays) -> None:
        self._ledger = ledger
        self._days = days

    def take(
        self, number: int, text: str, pieces: Sequence[Clause], said: dict[str, Moment], turn: Turn
    ) -> None:
        """What the client takes, refuses and corrects of what the agent put forward."""
        settled = deferred = False
        mentioned: list[Statement] = []  # what the clause before named, and did not answer
        if self._ledger.options and not turn.options:
            turn.options = self._taken_up_again(number, text, turn)
        on_the_table = self._is_on_the_table(turn)
        weighed = self._weigh(number, text, turn)
        for index, piece in enumerate(pieces):
            if turn.options and answers.defers(piece.text):  # "let me think about that"
                put_off = self.named(piece.text, turn) or ([turn.topic] if turn.topic else turn.options[-1:])
                turn.options = [one for one in turn.options if one not in put_off or len(put_off) > 1]
                deferred = True
                continue
            after_no = index > 0 and bool(_BARE_NO.fullmatch(pieces[index - 1].text))
            self._days.want(number, piece, pieces[index - 1] if index else None, turn)
            if (span := self._days.other(piece, after_no or "client_corrects" in said)) is not None and not (
                self._takes_one(piece, turn) or self._days.is_offered(span, turn)
            ):
                self._days.correct(number, span, turn)
                return
            if not on_the_table or weighed:
                continue
            whole = len(piece.text.split()) <= SHORT_YES and (
                answers.accepts(piece.text) or bool(_BARE_NO.fullmatch(piece.text))
            )
            named = self.named(_without_refused(pieces) if whole else piece.text, turn)
            one_of_them = len(turn.options) > 1 and bool(_BARE_NO.fullmatch(piece.text))
            if one_of_them and any(map(_commands, pieces[index + 1 :])):
                continue  # "no, I don't want to go looking. Send yours.": a no to one of them
            instead = answers.turned_down_for(piece.text)
            if instead is None and _BARE_NO.fullmatch(
                piece.text
            ):  # "the inspector. No, actually, just exchange it"
                rest = " ".join(one.text for one in pieces[index + 1 :])
                takes = (
                    len(rest.split()) <= SHORT_CONFIRMATION
                    or answers.accepts(rest)
                    or any(map(_commands, pieces[index + 1 :]))
                )
                instead = rest if rest and takes and not answers.refuses(rest) else None
            taken = self.named(instead, turn) if instead else []
            if len(taken) == 1:
                for option in turn.options:
                    if option is not taken[0] and (option.status == "" or number in option.sources):
                        refuse(self._ledger, option, number)
                settled = self._accept(piece.text, taken, number, turn) or settled
            elif self._declines(piece, turn):
                aim = named or (
                    mentioned
                    if mentioned
                    else [turn.topic]
                    if turn.topic is not None and not turn.topic.status
                    else turn.options[-1:]
                    if answers.refuses_one(piece.text)
                    else turn.options
                    if answers.refuses_all(piece.text) or self._turns_down_all(piece.text, turn)
                    else []
                )
                taken_now = [one for one in aim if one.status == "chosen" and number in one.sources]
                for option in aim:
                    if option not in taken_now or option in named:
                        refuse(self._ledger, option, number)
                settled, mentioned = settled or bool(aim), []
                if (
                    not turn.options
                    and answers.refuses_all(piece.text)
                    and len(piece.text.split()) <= SHORT_REFUSAL
                ):
                    self._ledger.contested = [
                        row
                        for row in self._ledger.plan
                        if row.owner == "agent" and row.day and turn.utterance in row.sources
                    ]
            elif len(named) == 1 and (
                self._goes_on_to_refuse(piece, pieces[index + 1 :], turn)
                or _is_topic(piece, pieces[index + 1 :])
            ):
                mentioned = named  # "a border! I'd rather not"
            elif not (named or turn.options or turn.topic or turn.day):
                continue
            elif not turn.check and (
                answers.accepts(piece.text)
                or answers.has_nothing_against(piece.text, turn.text)
                or answers.accepts(_behind_amount(piece.text))
                or (len(named) == 1 and not piece.question and answers.approves(piece.text))
                or self._names_one(piece, named, turn)
                or self._asks_for_one(piece, named, turn)
                or self._says_it_back(piece, named)
                or (len(turn.options) > 1 and answers.is_all(piece.text))
            ):
                settled = self._accept(piece.text, named, number, turn) or settled
            elif len(named) == 1:
                mentioned = self.named(self._ledger.days.without(piece.text), turn)
        if find_numbers(text) and _BARGAINS.match(text):  # "make it fifty", of the thirty that were promised
            promised = [row for row in self._ledger.plan if row.owner == "agent" and find_numbers(row.text)]
            self._ledger.contested += [row for row in promised if turn.utterance in row.sources]
        # what was read back, and is right
        if turn.retold and turn.check and (answers.accepts(text) or _RIGHT.match(text)):
            for option in turn.retold:
                choose(self._ledger, option, number)
        if turn.options and not (turn.check or deferred or all(piece.question for piece in pieces)):
            self._ledger.answered = (number, list(turn.options))
        if settled or weighed or turn.check or deferred or not on_the_table:
            return
        if "client_rejects" in said:
            named = [] if any(piece.question for piece in pieces) else self.named(text, turn)
            for option in named or self._only_one(turn):
                if option.status != "chosen":
                    refuse(self._ledger, option, number)
        elif self._confirms(text, pieces, said, turn) or (
            answers.accepts_weakly(text) and (turn.asked or (len(turn.options) == 1 and turn.options[0].firm))
        ):
            self._accept(text, self.named(text, turn), number, turn)

    def _weigh(self, number: int, text: str, turn: Turn) -> bool:
        """Take, and turn down, what the answer speaks for and against of several offers; whether it does."""
        lie_open = [one for one in turn.options if not one.status]
        if len(lie_open) < 2 or turn.check:
            return False
        # where the client has said something else in between, it is no longer the turn before
        offered_in = turn.utterance or lie_open[-1].sources[0]
        offered = spoken.fluent(spoken.plain(self._ledger.heard[offered_in].text))
        taken, against = weigh(text, lie_open, offered)
        for option in against:
            refuse(self._ledger, option, number)
        if len({one.side or id(one) for one in taken}) > 1:  # both: no other side is left
            for option in taken:
                option.choice = 0
        for option in taken:
            choose(self._ledger, option, number)
        return any(one.status for one in (*taken, *against))

    def _taken_up_again(self, number: int, text: str, turn: Turn) -> list[Statement]:
        """Offers of before that an utterance answers though none was just made: "go on then"."""
        waiting = [one for one in turn.waiting if number - one.sources[-1] <= STILL_WAITING]
        takes_all = answers.takes_all(text)
        if not (waiting or takes_all) or not (
            (takes_all and answers.accepts(text))
            or answers.is_outspoken(text)
            or self._names_waiting(text, turn)
        ):
            return []
        # "you want both?" "Yeah, both.", though one was taken already
        return (takes_all and self.last_choice(number)) or waiting

    def _is_on_the_table(self, turn: Turn) -> bool:
        """There is something that the client's words can take or turn down."""
        return bool(
            turn.options
            or turn.topic
            or turn.day
            or recent_options(self._ledger)
            or any(turn.utterance in row.sources for row in self._ledger.plan)
        )

    def _takes_one(self, piece: Clause, turn: Turn) -> bool:
        """One of several options is taken, or named."""
        return len(turn.options) > 1 and (
            answers.accepts(piece.text) or len(self.named(piece.text, turn)) == 1
        )

    def _go_together(self, turn: Turn) -> bool:
        """ "I can refund the fee and take you off the list": no "or" parts them, so one yes takes them all."""
        put = {number for one in turn.options for number in one.sources}
        return (
            turn.utterance in put
            and not any(one.choice or one.status for one in turn.options)
            and not (answers.OR.search(turn.text))
        )

    def _only_one(self, turn: Turn) -> list[Statement]:
        """What was offered alone: a no by its reason, "the wedding was Saturday", can mean nothing else."""
        alone = len(turn.options) == 1 and not answers.OR.search(turn.text)
        return turn.options if alone else []

    def _names_waiting(self, text: str, turn: Turn) -> bool:
        """ "Mel at five", after a word on the other offer: nothing but the words of the one that is still open."""
        said = likeness.content(text)
        if not said or len(text.split()) > SHORT_ANSWER or "?" in text:
            return False
        return sum(said <= likeness.content(one.text) for one in turn.waiting) == 1

    def _declines(self, piece: Clause, turn: Turn) -> bool:
        """A no, by what was asked: to "would you mind?" it is a yes, and "no, that's fine" is one to "shall I?"."""
        if answers.has_nothing_against(piece.text, turn.text):
            return False
        return answers.refuses(piece.text) or answers.spares(piece.text, turn.text)

    def last_choice(self, number: int) -> list[Statement]:
        """The sides of the "or" that may still wait for an answer."""
        return self._ledger.last_choice(number, STILL_WAITING)

    def _turns_down_all(self, text: str, turn: Turn) -> bool:
        """A no without a name; of several options only where it does not say what of them puts off."""
        return answers.refuses_outright(text) and not (
            len(turn.options) > 1 and answers.spurns_something(text)
        )

    def _goes_on_to_refuse(self, piece: Clause, rest: Sequence[Clause], turn: Turn) -> bool:
        """An option is only named, and what comes behind it says no and names none, also after a question: "Philly!
        At this hour? Forget it."."""
        if len(piece.text.split()) > SHORT_ANSWER or answers.accepts(piece.text) or wants.says(piece.text):
            return False
        for one in rest:
            if self.named(one.text, turn):
                return False
            if len(turn.options) > 1 and _IM_NOT.match(one.text):
                return False  # "somebody else, I'm not going in cold": why the other one is not taken
            if answers.refuses_outright(one.text) or _ONLY_NO.fullmatch(one.text):
                return True
            if not one.question:
                return False
        return False

    def _confirms(self, text: str, pieces: Sequence[Clause], said: dict[str, Moment], turn: Turn) -> bool:
        """Only its moment takes it for a yes: short, no question and no "but"."""
        if "client_confirms" not in said or any(piece.question for piece in pieces):
            return False
        if any(self._ledger.clause_fields.surely(piece, "problem") for piece in pieces):
            return False  # "it cost me forty five"
        return len(text.split()) <= SHORT_CONFIRMATION and not (_BUT.match(text) or _TELLS.match(text))

    def named(self, text: str, turn: Turn) -> list[Statement]:
        """The options that an answer means."""
        return meant(self._ledger, text, turn)

    def _names_one(self, piece: Clause, named: list[Statement], turn: Turn) -> bool:
        """ "A refund." after "would you like a replacement or a refund?"."""
        short = len(piece.text.partition(",")[0].split()) <= SHORT_ANSWER and not piece.question
        if _SAYS_MORE.search(piece.text.partition(",")[0]) or _WONDERS.match(piece.text):
            return False
        choosing = (
            turn.asked
            or len(turn.options) > 1
            or len(piece.text.split()) <= SHORT_YES
            or bool(self._ledger.days.of(piece.text))
        )
        return short and choosing and len(named) == 1 and named[0] in turn.options

    def _asks_for_one(self, piece: Clause, named: list[Statement], turn: Turn) -> bool:
        """ "Could you post it?" after "I can post it or you can fetch it"."""
        if len(named) != 1:
            return False
        wish = wants.want(piece.text, asked=True)
        return (
            wish is not None
            and not (piece.question and _RHETORICAL.search(piece.text))
            and (wish.form in ("us to ", "to ") or (not wish.form and len(turn.options) > 1))
            and (
                named[0] in turn.options
                or (wish.form == "us to " and _deed(wish.text) == _deed(named[0].text))
                or max(words_shared(piece.text, named)) > 1
                or bool(_amounts(piece.text) & _amounts(named[0].text))
            )
        )

    def _says_it_back(self, piece: Clause, named: list[Statement]) -> bool:
        """ "So he starts with these, and you change them after.": what was offered, in hardly any words but its own."""
        said = likeness.content(piece.text)
        if len(named) != 1 or piece.question or answers.refuses(piece.text) or likeness.denies(piece.text):
            return False
        return len(said & likeness.content(named[0].text)) >= max(2, SAYS_BACK * len(said))

    def _accept(self, text: str, named: list[Statement], number: int, turn: Turn) -> bool:
        if not named and turn.topic is not None and (turn.named_again or _THAT_ONE.search(text)):
            named = [turn.topic]
        chosen = (
            named
            if len(named) == 1
            else turn.options
            if len(turn.options) == 1 or answers.takes_all(text) or self._go_together(turn)
            else self._left(turn)
        )
        settles = turn.day is not None and self._is_same_day(text, turn.day[1])
        if (
            settles and turn.day is not None
        ):  # "Monday then?" "Monday's fine": no yes to what was offered for Sunday
            chosen = [option for option in chosen if not option.day or option.due == iso(turn.day[1])]
        for option in chosen:
            refused_now = option.status == "refused" and option.sources[-1] == number
            if refused_now and option not in named and not answers.takes_all(text):
                continue  # "no need to phone. A letter is fine."
            choose(self._ledger, option, number)
        if settles and turn.day is not None:
            settle_day(self._ledger, turn.day, number)
        return bool(chosen) or settles

    def _left(self, turn: Turn) -> list[Statement]:
        """The only option that is not turned down."""
        left = [one for one in turn.options if one.status != "refused"]
        return left if len(left) == 1 < len(turn.options) else []

    def _is_same_day(self, text: str, day: DateSpan) -> bool:
        """The answer names the day that was asked for, or none at all."""
        said = [span.date for span in self._ledger.days.of(text) if not answers.is_ruled_out(text, span)]
        return not said or day.date in said


_IM_NOT = re.compile(r"I'm not \w+ing\b", re.IGNORECASE)
_ONLY_NO = re.compile(r"no|nope", re.IGNORECASE)
_BARE_NO = re.compile(r"no|nope|sorry|wait", re.IGNORECASE)
STILL_WAITING = 8  # utterances
SHORT_ANSWER = 4  # words
SHORT_YES = 2
SHORT_CONFIRMATION = 6
SHORT_REFUSAL = 8
SAYS_BACK = 0.7  # share of content words
# "our facilities guy changes light bulbs": tells something of somebody else
_TELLS = re.compile(
    r"(?:my|our|his|her|their|the|your|he|she|they) (?:\w+ ){0,2}?(?!\w+'s\b)[a-z]+s (?!fine|good|great|okay"
    r"|better|best)\w",
    re.IGNORECASE,
)
_BUT = re.compile(r"(?:well,? )?(?:but|no|not)\b", re.IGNORECASE)
# "Thursday's my hospital": a sentence, which chooses nothing by the day it names
_SAYS_MORE = re.compile(
    r"^(?:\w+day,? )?(?:(?:I|we) (?!can|could)|(?:I'm|we're) )|^(?:my|his|her|our) \w+ \w+s\b"
    r"|\w's (?:my|his|her|our|not|too|a|an)\b|\b(?:is|are|was|were) \w",
    re.IGNORECASE,
)
# "huh, thirty percent": said back, and not taken yet
_WONDERS = re.compile(r"(?:huh|hm+|what|sorry|really|oh),? (?!the\b|I\b)", re.IGNORECASE)
_RHETORICAL = re.compile(r"\b(?:where|what|why|how|who|when)$", re.IGNORECASE)  # "leave and go where?"
_RIGHT = re.compile(
    r"(?:(?:yes|yeah|aye|it is),? )?(?:that's (?:right|correct|it)|correct|sounds right|exactly)\b",
    re.IGNORECASE,
)
_BARGAINS = re.compile(r"(?:.*[.?!,] )?(?:can't you |could you |can you )?make (?:it|that) ", re.IGNORECASE)
_THAT_ONE = re.compile(r"\b(?:that|it|this)\b(?: one)?", re.IGNORECASE)


def _is_topic(piece: Clause, behind: Sequence[Clause]) -> bool:
    """ "A repair, it always shows": what the rest of the sentence is about."""
    return (
        bool(behind)
        and behind[0].sentence == piece.sentence
        and bool(_OF_IT.match(behind[0].text))
        and not wants.says(piece.text)
    )


_OF_IT = re.compile(r"(?:it|that|they|he|she)(?:'s|'re| is| are| was| \w+s)\b", re.IGNORECASE)


def _without_refused(pieces: Sequence[Clause]) -> str:
    """The clauses that turn nothing down: what a bare yes beside them can mean."""
    return ". ".join(one.text for one in pieces if not answers.refuses(one.text))


def _commands(piece: Clause) -> bool:
    wish = wants.want(piece.text, asked=True)
    return wish is not None and wish.form == "us to " and not answers.refuses(piece.text)


def _deed(text: str) -> str:
    """The verb of a command, and of what was offered: "order the part" takes "I can order the element"."""
    return text.partition(" ")[0].lower()


def _amounts(text: str) -> set[str]:
    return {re.sub(r"\D", "", span.value) for span in find_numbers(text)} - {"1", ""}


def _behind_amount(text: str) -> str:
    """What is said behind an amount that opens a clause: "okay, go on then" of "eighty, okay, go on then"."""
    spans = find_numbers(text)
    return text[spans[0].end :].strip(" ,") if spans and spans[0].start == 0 else ""
