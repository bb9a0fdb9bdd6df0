"""Does every statement of the note stand in the utterances that it cites?

Each number, name, date, negation, promise, choice and content word of a statement is looked up in its sources.
What nobody said comes back as the statement it stands in; an honest note gives an empty list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from assist.events import Entry, GoalDate, NoteFields, PlanEntry, Utterance
from assist.note.answers import (
    OR,
    accepts,
    accepts_weakly,
    defers,
    has_nothing_against,
    refuses,
    turned_down_for,
)
from assist.note.any_case import AnyCase
from assist.note.appointments import is_appointment
from assist.note.calendar import Calendar
from assist.note.clauses import Clause, clauses
from assist.note.contact import spoken_codes
from assist.note.dates import find_dates, in_place_of
from assist.note.days import MONTHS, WEEKDAYS
from assist.note.due_times import due_times
from assist.note.emails import spoken_emails
from assist.note.likeness import content, stem
from assist.note.numbers import digits_in, find_numbers
from assist.note.promises import is_tentative, promise
from assist.note.spoken import fluent, plain, thing_last, without_hesitation
from assist.note.their_part import their_part
from assist.note.undertakings import client_will
from assist.note.verbs import now
from assist.note.wants import want
from assist.note.words import words_of

_I = re.IGNORECASE
_DENIALS = frozenset("not no never nobody nothing none neither cannot unable without nope".split())
_WORD = re.compile(r"[A-Za-z][\w.@'-]*[A-Za-z0-9]|[A-Za-z]|\d[\w.,]*")
# a firm word; what else is one only in its own form ("it goes out tonight", "you're on the nine o'clock") must be
# a promise by that form
_COMMITS = AnyCase(
    r"\b(?:let me|will|won't|shall|going to|gonna|promise|guarantee|booked|scheduled|arranged)\b|'ll\b"
    r"|\b(?:I'm|we're|I am|we are) \w+ing\b|\b(?:I've|I have|we've|we have)\b"
)
_OFFERS = AnyCase(
    r"\b(?:can|could|got|able to|happy to|would you|shall|glad to|offer|option|possibility|suggest|recommend"
    r"|want me to|(?:all ?right|okay|ok|fine) if (?:I|we)|how about|what about|what if|either|there's|there is"
    r"|(?:I|we)'d"
    r"|or (?:I|we|there's))\b"
)
# what the record says for speaker and listener, labels and the few words it adds itself
_FRAME = frozenset(
    (
        "on the client client's agent agent's we us our their theirs they them themselves him her not a an to is has "
        "was have are am had does doesn't hasn't wasn't had would will chosen refused name phone email order account "
        "address reference extension code postcode s do it isn't"
    ).split()
)
# "can't it be quicker?" denies nothing
_DENIED = AnyCase(
    r"(?:\bnot|\bnever|\bcannot|\bunable to|n't(?!\s+(?:it|you|we|they|I|he|she|that"
    r"|this)\b))\s+((?:[a-z']+\s*){1,3})"
)
# "could you not send one?" asks for it
_ASKED_NOT = AnyCase(r"\b(can|could|will|would) (you|we|I|they|somebody|someone) not\b")
_NOT_THINK = AnyCase(r"\b(?:don't|do not) (?:really )?think (I|we) should\b", words="think")
_NAME = re.compile(r"(?<![.?!:] )(?<!^)(?<![-'])\b[A-Z][\w'-]*")
_PARTS = re.compile(r"['.@-]")
_BARE_NO = AnyCase(r"\b(?:can't|cannot|can not|couldn't)(?: do (?:that|it|this))?\s*[.,!]")
SHORTEST_CORRECTED = 6  # digits
_NEITHER = re.compile(r"\b(?:neither|either|both|none|any of)\b", _I)
_STATUS = re.compile(r" \((chosen|refused)\)\.?$")


def unsupported(
    fields: NoteFields,
    utterances: Mapping[int, Utterance],
    calendar: Calendar,
    known: dict[Entry | PlanEntry | GoalDate, bool] | None = None,
) -> list[str]:
    """The statements of the note that their cited utterances do not bear out, in the note's order.

    `utterances`: those heard, by id. `calendar`: the call's days, against which dates are resolved. `known`
    keeps the verdicts from one note of a call to the next: what was said never changes.
    """
    known = {} if known is None else known
    statements: list[Entry | PlanEntry | GoalDate] = [
        *fields.problem,
        *fields.client_wants,
        *fields.cannot_do,
        *fields.options,
        *fields.contact,
        *fields.follow_up,
        *fields.plan,
        *([fields.goal_date] if fields.goal_date else []),
    ]
    statements = [
        one for one in statements if one.generated is None
    ]  # the agent's own words stand for themselves
    for statement in statements:
        if statement not in known:
            known[statement] = _is_borne_out(statement, _cited(statement, utterances), calendar)
    return [statement.text for statement in statements if not known[statement]]


def _is_borne_out(
    statement: Entry | PlanEntry | GoalDate, sources: list[Utterance], calendar: Calendar
) -> bool:
    if isinstance(statement, PlanEntry):
        return plan_is_supported(statement, sources, calendar)
    if isinstance(statement, GoalDate):
        return goal_is_supported(statement, sources, calendar)
    return is_supported(statement.text, sources, calendar)


def is_supported(text: str, sources: list[Utterance], calendar: Calendar) -> bool:
    """A statement's numbers, names, dates, negations, status and content words all stand in its sources."""
    if not sources:
        return False
    status = _STATUS.search(text) if ")" in text else None
    if status and not _answered(status[1], sources):
        return False
    statement = text[: status.start()] if status else text
    said = tuple(without_hesitation(plain(source.text)) for source in sources)
    return _is_said(statement, said, calendar)


@lru_cache(maxsize=1024)
def _is_said(statement: str, texts: tuple[str, ...], calendar: Calendar) -> bool:
    said = " . ".join(texts)
    return (
        _numbers_stand(statement, texts)
        and _names_stand(statement, said)
        and _words_stand(statement, texts)
        and _dates_stand(statement, texts, calendar)
        and _negations_stand(statement.lower(), said.lower())
    )


@lru_cache(maxsize=256)
def _codes(said: str) -> frozenset[str]:
    return frozenset(spoken_codes(said))


@lru_cache(maxsize=256)
def _spelt(said: str) -> frozenset[str]:
    """Codes and addresses that were said letter by letter; most statements hold none, and nobody asks."""
    return _codes(said) | spoken_emails(said)


def plan_is_supported(row: PlanEntry, sources: list[Utterance], calendar: Calendar) -> bool:
    """A plan row also needs somebody's firm word: a promise by its owner, or an offer that the client took."""
    if not is_supported(row.text, sources, calendar):
        return False
    if row.due is not None and not _is_resolved(row.due, sources, calendar):
        return False
    own = [source for source in sources if source.channel == row.owner]
    said = [clause.text for source in own for clause in _told(source)]
    firm = any(_is_firm(text, row.owner, calendar) for text in said) or any(
        _is_settled(text, row.text, row.due is not None)
        for text in said
        if row.owner == "agent" or _OF_SELF.match(text)
    )
    if row.owner == "client" and not firm:
        firm = any(their_part(clause.text) for source in sources for clause in _told(source))
    taken = any(_OFFERS.search(source.text) for source in own) and _answered("chosen", sources)
    return firm or taken or (_appointed(own, calendar) and _answered("chosen", sources))


def _told(source: Utterance) -> Iterator[Clause]:
    """The clauses of an utterance that ask nothing."""
    return (clause for clause in clauses(fluent(plain(source.text))) if not clause.question)


def _appointed(own: Iterable[Utterance], calendar: Calendar) -> bool:
    """One side has named a day in so many words: "Friday, twenty to nine, with Mr Anand"."""
    return any(
        is_appointment(clause, find_dates(clause.text, calendar))
        for source in own
        for clause in clauses(fluent(plain(source.text)))
    )


def _is_firm(clause: str, owner: str, calendar: Calendar) -> bool:
    """Somebody's word that it will be done."""
    if is_tentative(clause):
        return False
    if _COMMITS.search(clause) or (owner == "client" and client_will(clause, asked=True)):
        return True
    return owner == "agent" and promise(clause, bool(find_dates(clause, calendar))) is not None


def _is_settled(clause: str, row: str, dated: bool) -> bool:
    """Said of what the row says as it will be, and no offer: "the engineer on Friday", "I send her the photo"; for a
    day also "he can be there at ten", "I'd ring you on Monday"."""
    if dated:
        clause = _FOR_A_DAY.sub(" ", clause)
    return not (is_tentative(clause) or _OFFERS.search(clause)) and bool(content(clause) & content(row))


_FOR_A_DAY = re.compile(
    r"\b(?:(?:he|she|they|it|somebody|someone|(?:the|our|my) \w+) can(?= be\b| come\b)"
    r"|(?:I|we)(?:'d| would)|it's got)\b",
    _I,
)
_OF_SELF = re.compile(r"(?:(?:and|so|then|okay),? )*(?:I|we) ", _I)


def goal_is_supported(goal: GoalDate, sources: list[Utterance], calendar: Calendar) -> bool:
    if not is_supported(goal.text, sources, calendar):
        return False
    return goal.date is None or _is_resolved(goal.date, sources, calendar)


def _cited(entry: Entry | PlanEntry | GoalDate, utterances: Mapping[int, Utterance]) -> list[Utterance]:
    if any(number not in utterances for number in entry.utterances):
        return []
    return [utterances[number] for number in entry.utterances]


def _answered(status: str, sources: Sequence[Utterance]) -> bool:
    """The client's own clauses bear a choice or a refusal: no question, but one that asks for it, and no "let me
    think"."""
    said = [
        clause.text
        for source in sources
        if source.channel == "client"
        for clause in clauses(fluent(plain(source.text)))
        if not (clause.question and not (want(clause.text) or accepts(clause.text) or refuses(clause.text)))
        and not (defers(clause.text) and not accepts(clause.text))
    ]
    asked = " ".join(source.text for source in sources if source.channel == "agent")
    if status == "chosen" and any(has_nothing_against(text, asked) for text in said):
        return True
    if status == "refused":
        if any(refuses(text) or _denies(text) for text in said):
            return True
        if any(not (accepts(text) or accepts_weakly(text)) for text in said):
            return True  # the reason for a no: "the wedding was Saturday"
        return any(map(_is_chosen, said)) and any(
            OR.search(source.text) for source in sources if source.channel == "agent"
        )
    if any(map(_is_chosen, said)):
        return True
    # a no to one side of an "or" leaves the other
    return bool(OR.search(asked)) and any(refuses(text) and not _NEITHER.search(text) for text in said)


def _is_chosen(text: str) -> bool:
    return accepts(text) or accepts_weakly(text) or not refuses(text) or bool(turned_down_for(text))


def _numbers_stand(statement: str, texts: tuple[str, ...]) -> bool:
    spans = find_numbers(statement)
    values = {span.value for text in texts for span in find_numbers(text)} if spans else set()
    if all(span.value in values for span in spans):
        return True
    said = " . ".join(texts)
    values.update(span.value for span in find_numbers(said))
    digits = digits_in(said)
    for code in _spelt(said):
        statement = re.sub(rf"(?<!\w){re.escape(code)}(?!\w)", "", statement, flags=_I)
    for span in find_numbers(statement):
        bare = re.sub(r"\D", "", span.value)
        stands = span.value in values or (len(bare) >= 4 and bare in digits)
        if not stands and not _has_new_tail(bare, values):
            return False
    return True


def _has_new_tail(code: str, values: set[str]) -> bool:
    """A number that was said, but for its end, which was put right: "double one nine at the end"."""
    return any(
        len(value) == len(code) > len(tail) and code == value[: -len(tail)] + tail
        for value in values
        if len(value) > SHORTEST_CORRECTED
        for tail in values
    )


def _names_stand(statement: str, said: str) -> bool:
    """Capitalised words inside a sentence; days and months are left to the dates."""
    words = [word.lower().removesuffix("'s") for word in _NAME.findall(statement)]
    names = [word for word in words if word not in WEEKDAYS and word not in MONTHS and word not in _FRAME]
    if not names:
        return True
    heard = {word.lower().removesuffix("'s") for word in _WORD.findall(said)}
    return all(name in heard or name in _spelt(said) for name in names)


def _words_stand(statement: str, texts: tuple[str, ...]) -> bool:
    words = {word.strip(".,'") for word in _WORD.findall(statement.lower())} - _FRAME
    words.difference_update(*map(_said, texts))
    words = {word for word in words if not word[0].isdigit()}
    if not words:
        return True
    heard = frozenset[str]().union(*map(_heard, texts))
    return all(word in heard or stem(word) in heard or word in _spelt(" . ".join(texts)) for word in words)


@lru_cache(maxsize=256)
def _said(text: str) -> frozenset[str]:
    """The words of a source as they were said, in lower case."""
    return frozenset(_WORD.findall(text.lower()))


@lru_cache(maxsize=256)
def _heard(text: str) -> frozenset[str]:
    """The words of a source and their stems, those inside an address or a contraction too."""
    return frozenset[str]().union(*map(_forms, set(_WORD.findall(text))))


@lru_cache(maxsize=2048)
def _forms(word: str) -> frozenset[str]:
    """A word and its stem, the stems of its parts, and what is now of a past form."""
    return frozenset(
        (word.lower(), stem(word.rstrip(".")), *map(stem, _PARTS.split(word)), *now(word.lower()))
    )


def _dates_stand(statement: str, texts: tuple[str, ...], calendar: Calendar) -> bool:
    wanted = find_dates(statement, calendar)
    if not wanted:
        return True
    said = " . ".join(texts).lower()
    if all(span.text.lower() in said for span in wanted):
        return True
    texts = (*texts, *map(fluent, texts))  # "in, um, three days" is heard as a day
    dates = {span.date for text in texts for span in find_dates(text, calendar)}
    said = " . ".join(texts).lower()
    return all(span.text.lower() in said or (span.date is not None and span.date in dates) for span in wanted)


def _negations_stand(statement: str, said: str) -> bool:
    """A "not" must have been said, and one that was said of the statement's own words must not be lost; both in lower
    case."""
    if not _denies(said):
        return not _denies(statement)
    said = _NOT_THINK.sub(lambda found: f"{found[1]} shouldn't", said)
    negated_there = _negated(_ASKED_NOT.sub(lambda found: f"{found[1]} {found[2]}", said))
    if not _denies(statement):
        lost = negated_there and _stems(statement) & negated_there
        return not lost or lost <= _affirmed(said)
    negated_here = _negated(statement)
    if not negated_here or not negated_there or negated_here & negated_there or _BARE_NO.search(said):
        return True  # "could you send one?" "I'm sorry, I can't."
    if negated_here & _negated(" . ".join(thing_last(clause.text) for clause in clauses(fluent(said)))):
        return True  # "the licence I can't get back"
    return not negated_here <= _stems(said) - negated_there


def _denies(text: str) -> bool:
    """A "not", a "nobody" or the like stands in it."""
    words = words_of(text)
    return not _DENIALS.isdisjoint(words) or ("t" in words and "n't" in text.lower())


@lru_cache(maxsize=512)
def _negated(text: str) -> set[str]:
    """The stems of the first content word behind each verb negation: "can't send a technician" gives "send"."""
    found = set()
    for match in _DENIED.finditer(text):
        for word in match[1].split():
            if word not in _LIGHT:
                found.add(stem(word))
                break
    return found


@lru_cache(maxsize=256)
def _affirmed(text: str) -> set[str]:
    """The stems said at least once without a negation before them."""
    return _stems(_DENIED.sub(" ", text))


def _stems(text: str) -> set[str]:
    return {stem(word) for word in _WORD.findall(text)}


def _is_resolved(date: str, sources: Sequence[Utterance], calendar: Calendar) -> bool:
    """The day is one of those that were said, or follows from them."""
    spans = [
        span
        for source in sources
        for text in (plain(source.text), fluent(plain(source.text)))
        for span in find_dates(text, calendar)
        if span.date is not None
    ]
    days = {span.date for span in spans if span.date is not None}
    if date in {day.isoformat() for day in days}:
        return True
    times = [time for source in sources for time in due_times(fluent(plain(source.text)), calendar)]
    hanging = {time.date for time in times} | {time.on(day) for time in times for day in days}
    moved = {in_place_of(span, day).date for span in spans for day in days}
    if date in {day.isoformat() for day in moved | hanging if day is not None}:
        return True
    # "it'll take by eleven okay I'm dialling": an hour at the end of a clause
    cut = [clause.text for source in sources for clause in clauses(fluent(plain(source.text)))]
    ends = {time.date for text in cut for time in due_times(text, calendar)}
    ends |= {span.date for text in cut for span in find_dates(text, calendar)}
    return date in {day.isoformat() for day in ends if day is not None}


_LIGHT = frozenset(
    (
        "be been have to really just even the a an that it so very able allowed permitted get got any "
        "yet going me you us want need like do is"
    ).split()
)
