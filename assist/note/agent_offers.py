"""What the agent puts forward, taken up into the note: options, other days and amounts, what becomes of them."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Sequence

from assist.note import answers, layout, likeness, limits, offers, spoken, wording
from assist.note.any_case import AnyCase
from assist.note.clauses import Clause, clauses
from assist.note.counter_offers import JUST_BEFORE
from assist.note.date_phrases import WEEKDAY
from assist.note.dates import DateSpan, core, iso
from assist.note.deeds import DEEDS
from assist.note.ledger import Ledger
from assist.note.merging import DEED_STEMS
from assist.note.numbers import find_numbers
from assist.note.statement import Statement
from assist.note.taken_offers import choose, refuse
from assist.note.words import decapitalised


class AgentOffers:
    """Writes the agent's offers into the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def take(self, number: int, what: str, firm: bool, by_client: bool = False, around: str = "") -> None:
        """Write an option down; what is offered again after a no is open again. `around`: the sentence before, which
        may say who "she" is."""
        what = spoken.clean(answers.corrected(_ASKS_BESIDE.sub("", what), self._ledger.days.of(what)))
        if _WILL_NOT.match(what) or not likeness.content(what):
            return
        if firm and self._is_on_the_table(number, what):
            return
        if self._is_when(number, what):
            return
        what = self._brought(number, what)
        text = layout.entry(wording.by_agent(what), self._ledger.calendar)
        option = Statement(text, [number], firm=firm and not THING.match(text), by_client=by_client)
        option.around = around if _PRONOUN.match(text) else ""
        self._ledger.days.stamp(option, what)
        kept = self._ledger.merge(self._ledger.options, option)
        self._ledger.drop_contested()
        if kept is not None:
            if kept.status == "refused" and kept is not option:
                kept.status = ""
            self._ledger.from_agent.options.append(kept)

    def lengthen(self, number: int, clause: str) -> None:
        """ "I can take the fee off", and behind it "and freeze the rest": both are what is offered."""
        last, more = self._ledger.from_agent.options[-1:], _WE_DO.match(clause)
        lies_open = (one for one in last if number in one.sources and not (one.by_client or one.status))
        offered = next(lies_open, None)
        if offered is None or more is None:
            return  # what was said may have been too little for an offer: "I can do it"
        what = wording.by_agent(spoken.clean(more["what"]))
        first = offered.text.removesuffix(".")
        text = layout.entry(f"{first}{',' if ',' in first else ''} and {what}", self._ledger.calendar)
        if self._ledger.stands(dataclasses.replace(offered, text=text)):
            offered.text = text

    def _brought(self, number: int, what: str) -> str:
        """ "I've got the same model in Leeds, I can have it to you Saturday": one offer, with what "it" is."""
        brings, offered = _BRINGS_IT.match(what), self._just_offered(number)
        if brings is None or offered is None or not THING.match(offered.text):
            return what
        thing = offered.text.removesuffix(".")
        self._ledger.options = [one for one in self._ledger.options if one is not offered]
        self._ledger.from_agent.options.pop()
        aside = "," if "," in thing else ""
        return f"{brings['deed']} {decapitalised(thing)}{aside} {brings['rest']}"

    def _is_when(self, number: int, what: str) -> bool:
        """ "I can come and measure it. Tonight or tomorrow night, whichever you're in for.": one offer, and when."""
        offered = self._just_offered(number)
        if offered is None or not _DAY_OR_DAY.match(what):
            return False
        text = f"{offered.text.removesuffix('.')}, {decapitalised(what)}"
        longer = dataclasses.replace(
            offered, text=layout.entry(wording.by_agent(text), self._ledger.calendar)
        )
        if not self._ledger.stands(longer):
            return False
        offered.text = longer.text
        return True

    def _just_offered(self, number: int) -> Statement | None:
        """What this utterance has offered last, for no day yet."""
        last = self._ledger.from_agent.options[-1:]
        return next((one for one in last if one.sources == [number] and not (one.day or one.status)), None)

    def _is_on_the_table(self, number: int, what: str) -> bool:
        """ "Shall I book the surveyor, then?", of the surveyor who was offered for the fifteenth: asked once more."""
        turn = self._ledger.from_agent
        things = _things(what)
        if not (turn.asked and things) or self._ledger.days.of(what) or find_numbers(what):
            return False
        same = [
            one
            for one in self._ledger.options
            if not one.status
            and one.sources[0] < number <= one.sources[0] + RECENT
            and things <= _things(one.text)
        ]
        if len(same) != 1 or turn.options:
            return False
        turn.options.append(same[0])
        return True

    def choose_carried_out(self, number: int, row: Statement) -> None:
        """ "Then my colleague goes this evening": of what was offered, what is promised now the client has taken; a no
        that they said was a no to the rest."""
        heard = self._ledger.heard
        for option in self._ledger.options:
            if option.status or number - option.sources[0] > RECENT or (option.due and option.due != row.due):
                continue
            last = max(one for one in option.sources if one < number or one == option.sources[0])
            behind = (heard.get(one) for one in range(last + 1, number))
            answers_to = [one.id for one in behind if one is not None and one.channel == "client"]
            if not answers_to:
                continue
            if _GETS_IN_TOUCH.match(row.text) and not _GETS_IN_TOUCH.search(option.text):
                continue  # "I'll phone you at eight tonight": no van that comes by eight
            shared = likeness.content(option.text) & likeness.content(row.text)
            fewest = min(len(likeness.content(option.text)), len(likeness.content(row.text)))
            if len(shared) < (1 if self._is_left(option) else max(2, CARRIED_OUT * fewest)):
                continue
            before = list(option.sources)
            option.status = "chosen"
            option.cite(answers_to[0], number)
            if not self._ledger.stands(option):
                option.status, option.sources = "", before
                continue
            for other in self._ledger.options:
                if not other.status and other.sources == option.sources[: len(other.sources)]:
                    refuse(self._ledger, other, answers_to[0])
            return

    def take_as_answered(self, number: int, text: str) -> None:
        """ "I'll be in town Tuesday." "Bring it before lunch, then.": which offer an answer took, the agent shows by
        going on with that one; the other side of the "or" is not taken."""
        answered, self._ledger.answered = self._ledger.answered, None
        if answered is None or ("?" in text and answers.OR.search(text)) or limits.limit(text) is not None:
            return
        asked, options = answered
        still = [one for one in options if not one.status]
        refused = [one for one in options if one.status == "refused" and asked in one.sources]
        if any(one.status == "chosen" and asked in one.sources for one in options):
            return
        lie_open = still or (refused if len(refused) > 1 else [])
        said = likeness.content(text)
        shared = [len(said & likeness.content(one.text)) for one in lie_open]
        most = max(shared, default=0)
        if most and shared.count(most) == 1:
            taken = lie_open[shared.index(most)]
            taken.status = ""  # "no, I want mine." "Then it's Friday.": a no to the rest
            choose(self._ledger, taken, asked)
            return
        only = len(still) == 1 and refused and all(one.choice == still[0].choice != 0 for one in refused)
        if only and not any(
            offers.offers(spoken.without_lead(piece.text), piece.question) for piece in clauses(text)
        ):
            choose(self._ledger, still[0], asked, planned=False)

    def _is_left(self, option: Statement) -> bool:
        """The other side of its "or" was turned down."""
        others = [
            one for one in self._ledger.options if one.choice == option.choice != 0 and one is not option
        ]
        return bool(others) and all(one.status == "refused" for one in others)

    def take_ways(self, number: int, text: str, pieces: Sequence[Clause]) -> set[int]:
        """ "We've got two ways. We recall it, or I ask for a credit.": the sentences announced as a choice."""
        for piece in pieces:
            if (_WAYS.search(piece.text) or _ONE_WAY.search(piece.text)) and not piece.question:
                told = [one for one in pieces if one.sentence == piece.sentence + 1]
                sentence = text[told[0].start : told[-1].end] if told else ""
                sides = offers.alternatives(sentence)
                if not sides and _ONE_WAY.search(piece.text) and not offers.offers(sentence, False):
                    sides = (offers.Offer(sentence, firm=True),)
                for side in sides:
                    self.take(number, side.text, side.firm)
                return {piece.sentence + 1} if sides else set()
        return set()

    def take_either(self, number: int, text: str, pieces: Sequence[Clause]) -> set[int]:
        """ "There's an engineer today but it'd be late or I've got tomorrow": the sentences that are a choice in
        themselves, over several clauses."""
        found = set()
        for sentence in {piece.sentence for piece in pieces}:
            told = [piece for piece in pieces if piece.sentence == sentence]
            if len(told) < 2:
                continue
            for first in told[:-1]:
                sides = offers.has_either(spoken.without_lead(text[first.start : told[-1].end]))
                for side in sides:
                    self.take(number, side.text, side.firm, side.by_client)
                    found.add(sentence)
                if sides:
                    break
        return found

    def put_again(self, number: int, clause: str, asks: bool) -> bool:
        """ "Shall we say the small one?", "so the small one, then": what lies open and is named once more is on the
        table again; where a question names none, the only one left."""
        said = likeness.content(clause)
        turn = self._ledger.from_agent
        still = [
            one for one in self._ledger.options if not one.status and number - one.sources[-1] <= JUST_BEFORE
        ]
        named = [one for one in still if said & likeness.content(one.text)]
        most = max((len(said & likeness.content(one.text)) for one in named), default=0)
        named = [one for one in named if len(said & likeness.content(one.text)) == most]
        if not named and asks and _SAY.search(clause):
            named = still
        if len(named) != 1:
            return False
        if named[0] not in turn.options:
            turn.options.append(named[0])
        if not asks:
            turn.topic, turn.named_again = named[0], True
        return True

    def name_day(self, day: DateSpan) -> None:
        """ "So a week on Monday, that's the twenty-first": the one of the open offers that is now spoken of."""
        turn = self._ledger.from_agent
        lie_open = {id(one): one for one in (*turn.waiting, *turn.options) if not one.status}
        of_that_day = [one for one in lie_open.values() if one.due and one.due == iso(day)]
        if len(of_that_day) == 1 < len(lie_open):
            turn.topic, turn.named_again = of_that_day[0], True

    def take_or_else(self, number: int, pieces: Sequence[Clause]) -> set[int]:
        """ "There's a taxi firm nearby. Or there's an inn over the bridge.": the sentences that are a choice."""
        for before, piece in itertools.pairwise(pieces):
            if not _OPENS_WITH_OR.match(piece.text) or piece.sentence != before.sentence + 1:
                continue
            told = [one for one in pieces if one.sentence < piece.sentence]
            there = [
                (one, match)
                for one in told[::-1]
                if not _WAYS.search(one.text) and (match := _THERE_IS.match(spoken.without_lead(one.text)))
            ]
            if not there:
                continue
            other = _OR_ELSE.match(piece.text)
            if other is None and not offers.offers(spoken.without_lead(piece.text), piece.question):
                continue
            first, match = there[0]
            sentence = first.sentence
            self.take(number, match["what"], firm=True)
            for more in (one for one in told if one.sentence == sentence and one.start > first.start):
                for offer in offers.offers(spoken.without_lead(more.text), more.question):
                    self.take(number, offer.text, offer.firm, offer.by_client)
            if other is None:
                return {sentence}
            self.take(number, other["what"], firm=True)
            return {sentence, piece.sentence}
        return set()

    def join_sides(self, number: int, text: str) -> None:
        """What is offered with an "or" are sides of one choice, also with what was offered just before."""
        if not _OR.search(text):
            return
        offered = [one for one in self._ledger.options if number in one.sources]
        if offered and _OPENS_WITH_OR.match(text):
            offered += [
                one
                for one in self._ledger.options
                if one not in offered and not one.status and number - one.sources[-1] <= JUST_BEFORE
            ]
        if len(offered) > 1:
            for option in offered:
                option.choice, option.side = number, 0
            if not _OPENS_WITH_OR.match(text):
                self._part(text, offered)

    def _part(self, text: str, offered: Sequence[Statement]) -> None:
        """On which side of the "or" each stands; those that a comma alone parts may be sides of their own."""
        sides = _OR.split(text)
        for option in offered:
            on_its_day = [side for side in sides if option.day and core(option.day).lower() in side.lower()]
            near = max(
                on_its_day or sides,
                key=lambda side: len(likeness.content(side) & likeness.content(option.text)),
            )
            option.side = sides.index(near) + 1 if _GO_TOGETHER.search(near) else 0


def _things(text: str) -> frozenset[str]:
    """The content words beside those of doing: "book the surveyor" is about the surveyor."""
    return likeness.content(text) - DEED_STEMS


RECENT = 8  # utterances
_SAY = re.compile(r"\b(?:shall we|let's) say\b", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:he|she|they|him|her|them)\b", re.IGNORECASE)
_OR = re.compile(
    r"\bor\b(?! (?:so|more|less|not|anything|something)\b)(?!(?<=\bone or) two\b)(?!(?<=\btwo or) three\b)",
    re.IGNORECASE,
)
_OPENS_WITH_OR = re.compile(
    r"(?:(?:no|okay|right|well|oh|hm|then),? (?:(?:ma'?am|sir),? )?)*or\b", re.IGNORECASE
)
_GO_TOGETHER = re.compile(
    r"\b(?:and|so|then|plus|with)\b|[.,] (?:it|that|he|she|they)(?:'s|'d|'ll)?\b", re.IGNORECASE
)
CARRIED_OUT = 0.5  # share of content words from which a promise is what was offered
_GETS_IN_TOUCH = re.compile(r"\b(?:call|ring|phone|text|email|write)\b", re.IGNORECASE)
_WAYS = AnyCase(
    r"\b(?:two|three|a couple of|a few|the two) (?:ways|options|choices|possibilities|things (?:I|we) (?:can"
    r"|could) do)\b",
    words="ways options choices possibilities things",
)
_ONE_WAY = AnyCase(
    r"\b(?:here's|here is|how's|let me make) (?:a|an|my|one) (?:suggestion|idea|thought|offer|proposal|deal)\b",
    words="suggestion idea thought offer proposal deal",
)
_THERE_IS = re.compile(
    r"(?:there's|there is|I've got|we've got|I've|we've|I have|we have|I'm seeing|I see) "
    r"(?!to\b|been\b|\w+ed\b|no\b|nothing\b)(?P<what>.+)",
    re.IGNORECASE,
)
_OR_ELSE = re.compile(
    r"or (?:else )?(?:there's |there is |I've got |we've got |we have |I have )?"
    rf"(?P<what>(?:one|an?|the|another|some|two|three|tomorrow|{WEEKDAY})\b.+)",
    re.IGNORECASE,
)
# "from Saturday to, when are you back?"
_ASKS_BESIDE = re.compile(
    r"(?:,? (?:to|from|on|for|by|at))?,? (?:when|what|where|which|who|how \w+) "
    r"(?:are|do|did|were|will|would) (?:you|they)\b.*$",
    re.IGNORECASE,
)
_WE_DO = re.compile(rf"(?:(?:I|we) )?(?P<what>(?:{DEEDS})\b.+)", re.IGNORECASE)
_WHEN = rf"(?:today|tonight|tomorrow|this \w+|{WEEKDAY})(?: (?:morning|afternoon|evening|night))?"
_DAY_OR_DAY = re.compile(
    rf"(?:either )?{_WHEN},? or {_WHEN}(?:,? (?:whichever|whatever)\b.*)?$", re.IGNORECASE
)
# "I can't promise the hair, I'm not going to say it'll grow"
_WILL_NOT = re.compile(r"(?:I'm|we're|I am|we are) not\b", re.IGNORECASE)
_BRINGS_IT = re.compile(
    r"(?P<deed>have|get|bring|send|deliver) (?:it|that|one|them) "
    r"(?P<rest>(?:to|with|over|round|out|there|here|at|in|on|by|delivered|for (?:you|next|this|\w+day|tomorrow))\b.+)",
    re.IGNORECASE,
)
THING = re.compile(r"(?:an?|the|our|another|one|some|your)\b", re.IGNORECASE)
# "I can only do repairs", "before I can raise it": no option
