"""The note as sentences to say aloud to the client before hanging up."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assist.events import NoteFields
from assist.note.calendar import Calendar
from assist.note.dates import find_dates, spoken
from assist.note.days import MONTHS, WEEKDAYS
from assist.note.first_names import is_first_name
from assist.note.likeness import Among
from assist.note.number_words import HOURS
from assist.note.said_forms import is_deed, is_sentence
from assist.note.verbs import base
from assist.note.wording import to_client
from assist.note.words import decapitalised

CLOSING = "Did I get that right?"
_STATUS = re.compile(r" \((chosen|refused)\)$")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_FINITE = re.compile(
    r"(?:it|that|this|there|they|he|she|nobody|\w+ \w+) (?:would|is|was|has|should|must|will|needs?)\b",
    re.IGNORECASE,
)
_OFFERED = re.compile(r"^offer (?:you )?")
_THING = re.compile(r"(?:an?|the|our|your|another|one|two|three|some|half)\b|\d|[$£€]", re.IGNORECASE)
_KEEPS_CAPITAL = re.compile(rf"(?:{'|'.join([*WEEKDAYS, *MONTHS])}|Mr|Mrs|Ms|Dr|Doctor)\b", re.IGNORECASE)
# a question of the client's: "is there a car tonight"
_ASKS = re.compile(
    r"(?:(?:what|when|why|who|where|how(?: \w+)?) )?"
    r"(?:is|are|was|were|can|could|do|does|did|will|would|should|have|has|isn't|aren't|can't|don't"
    r"|won't|what's|when's"
    r"|where's) (?:there|it|that|this|I|you|we|they|he|she|anyone|anybody|someone|somebody|something"
    r"|anything"
    r"|(?:the|your|our|my|an?) \w+)\b",
    re.IGNORECASE,
)
# what is wanted and cannot stand behind "you would like": "ironed", "in a week", "paying the bill"
_NO_THING = re.compile(
    r"(?:in|on|at|by|for|from|with|without|under|out|off|up|down|before|after|until|till|if|when"
    r"|where|how|why|because|so"
    r"|or|and|then|like|can|could|together|that(?= (?:it|he|she|they|you|I|we)\b)|you,|it,"
    r"|\w{2,}ed(?! \w+s?$)|\w{3,}ing)"
    r"(?![\w'-])",
    re.IGNORECASE,
)
_WHO_IS = re.compile(r"^who'?s (?=\w+ing\b)", re.IGNORECASE)
_WISHES_WHETHER = re.compile(
    r"(?:if|whether) (?:there|you|I|we|they|he|she|it|that|the|your|my|our)\b(?![^,]*, )", re.IGNORECASE
)
_SOMEBODY_TO = re.compile(r"(?:somebody|someone)(?: [a-z]+)? (?:to|who|that|you can|you could) ")
# "your money back", "twenty per cent off": what they will have, and nobody has ready for them
_THEY_HAVE = re.compile(
    r"have (?:your|half|\d|[£$€])(?!.*\b(?:ready|done|sent|put|made|(?:to|for|with) you|\w+ed)\b)",
    re.IGNORECASE,
)
_WE_ARE = re.compile(
    r"(?:not (?:able|allowed|permitted|in a position|authori[sz]ed|empowered|insured|licen[sc]ed"
    r"|supposed|going|here)"
    r"|unable|only (?:able|allowed|permitted))\b",
    re.IGNORECASE,
)
_WE_DENY = re.compile(
    r"(?:can't|cannot|can not|couldn't|won't|will not|don't|do not|no longer|haven't"
    r"|have not|wouldn't|have to|need to|must)\b",
    re.IGNORECASE,
)
# done as it is said, so that no day belongs behind it
_AT_ONCE = re.compile(
    r"\b(?:now|right away|straight ?away|at once|immediately|this (?:minute|second|instant)"
    r"|as we speak|while we)\b",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"\b(?:at|by|before|after|about|around|till|until|from|between|for) (?:about |around |half "
    r"|quarter |ten |five |twenty )*"
    rf"(?:\d|{HOURS}|noon|midday|lunch|dinner"
    r"|tea|past|to)\b"
    r"|\b(?:evening|morning|afternoon|night)\b",
    re.IGNORECASE,
)
_WAITS = re.compile(
    r"\b(?:as soon as|when|once|the (?:minute|moment|second)) (?:\w+'|(?:\w+ )?\w+ )", re.IGNORECASE
)
# what is no deed behind "I will": "Monday the 19th, half past nine", "if you text me a picture I will do it today"
_NO_DEED = re.compile(
    rf"\W?\d|(?:{'|'.join([*WEEKDAYS, *MONTHS])}|if|unless|when|once|as soon|so|now|then|no|and|half"
    rf"|one|two|three|four"
    r"|five|six|seven|eight|nine|ten|eleven|twelve|today|tomorrow|tonight|by|at|from)\b(?!')",
    re.IGNORECASE,
)
_OF_A_THING = re.compile(
    r" (?!(?:at|by|before|after|from|between|in|on|for|to|with|and|or|until|till|when|so|if|that|morning|afternoon"
    r"|evening|night)\b)[a-z]+",
    re.IGNORECASE,
)
_PROPER = re.compile(r"^(?:I\b|[A-Z][a-z]*[A-Z]|[A-Z]{2})")


def read_back(fields: NoteFields) -> str:
    """What to say: every statement of the note in one sentence each, closing with the question
    whether it is right."""
    return " ".join(text for _, text in read_back_sentences(fields))


def read_back_sentences(fields: NoteFields) -> list[tuple[str, str]]:
    """The sentences of the read-back in speaking order, each behind the field that it tells
    ("" for the closing question); none for an empty note."""
    said: list[tuple[str, str]] = []
    said += [("problem", text) for text in _led_once(_problem(entry.text) for entry in fields.problem)]
    said += [("client_wants", text) for text in _led_once(_want(entry.text) for entry in fields.client_wants)]
    said += [("cannot_do", _limit(entry.text)) for entry in fields.cannot_do]
    planned = tuple(row.text for row in fields.plan)
    plan = Among(planned)
    said += [
        ("options", _option(entry.text))
        for entry in fields.options
        if _is_refused(entry.text) or not plan.tells(_STATUS.sub("", entry.text))
    ]
    said += [("plan", text) for text in _led_once(_plan(row.text, row.owner, row.due) for row in fields.plan)]
    said += [("follow_up", _follow_up(entry.text)) for entry in fields.follow_up if entry.text not in planned]
    if (goal := fields.goal_date) is not None:
        date = goal.date and spoken(datetime.date.fromisoformat(goal.date))
        asked = f"Our goal date is {date}." if date else f"We said {goal.text}; which day do we mean?"
        said.append(("goal_date", asked))
    said += [("contact", _contact(entry.text)) for entry in fields.contact]
    return [*said, ("", CLOSING)] if said else []


def _led_once(sentences: Iterable[str]) -> Iterator[str]:
    """The sentences of one field: "you told me that" and "we agreed that" lead the first of them, as one says it."""
    led = False
    for sentence in sentences:
        if led:
            yield _WISH.sub("You would also ", told(sentence))
        else:
            yield sentence
        led = led or bool(_LEAD.match(sentence) or _WISH.match(sentence))


def told(sentence: str) -> str:
    """What a sentence of the read-back tells, whether it is led or not: "Your refund has not come."."""
    bare = _LEAD.sub("", _WISH.sub("You would ", sentence))
    return bare[:1].upper() + bare[1:]


_LEAD = re.compile(r"^(?:You told me|We agreed) (?:that|this:|on this:) ")
_WISH = re.compile(r"^You would (?:also )?(?=like\b)")


@lru_cache(maxsize=256)
def _problem(text: str) -> str:
    said = _inside(text, of_others=True)
    if _ASKS.match(said):
        return f"You asked: {said}?"
    return _told("You told me", said)


def _told(how: str, said: str) -> str:
    """What is told, as far as it is a sentence of its own: "you told me that …"."""
    return f"{how} that {said}." if is_sentence(said) else f"{how} this: {said}."


@lru_cache(maxsize=256)
def _want(text: str) -> str:
    said = _WHO_IS.sub("who's ", _inside(text).removeprefix("or "))
    if _ASKS.match(said) or _WHO_IS.match(said):
        return f"You asked: {said}?"
    if _WISHES_WHETHER.match(said):
        return f"You asked {said}."
    if said.startswith("not "):
        what = said[4:]
        return f"You do not want {what}." if _is_thing(what) else f"You do not want this: {what}."
    if re.match(
        r"you (?:would|want|need|could|like|prefer|expect|were|are)\b", said
    ):  # "you would rather have Grace"
        return f"Y{said[1:]}."
    if _FINITE.match(said):
        return f"You told me that {said}."
    if said.startswith(("to ", "us to ", "us not to ")) or _SOMEBODY_TO.match(said):
        return f"You would like {said}."
    if said.startswith(("don't ", "do not ")):
        return (
            f"You would like us not to {said.removeprefix('don' + chr(39) + 't ').removeprefix('do not ')}."
        )
    if is_deed(said):
        return f"You would like us to {said}."
    return f"You would like {said}." if _is_thing(said) else f"You would like this: {said}."


def _is_thing(said: str) -> bool:
    """Can stand behind "you want": a thing, or what somebody is to do."""
    return said.startswith("to ") or not (is_sentence(said, past=False) or _NO_THING.match(said))


def _is_refused(option: str) -> bool:
    status = _STATUS.search(option)
    return status is not None and status[1] == "refused"


@lru_cache(maxsize=1024)
def _option(option: str) -> str:
    status = _STATUS.search(option)
    said = _OFFERED.sub("", _inside(_STATUS.sub("", option)))
    if _THEY_HAVE.match(said):
        said = f"you {said}"
    if said.startswith("you ") and is_deed(said[4:]):
        said = _AND_DOES.sub(_and_do, said[4:])
        chosen, refused, open_ = "You chose to ", "You did not want to ", "One option is that you "
    elif is_deed(said):
        chosen, refused, open_ = "You chose that I ", "You did not want me to ", "One option is that I "
    elif _THING.match(said) and not (_FINITE.search(said) or is_sentence(said)):
        chosen, refused, open_ = "You chose ", "You did not want ", "One option is "
    else:
        chosen, refused, open_ = "You chose this: ", "You did not want this: ", "One option is this: "
    how = open_ if status is None else chosen if status[1] == "chosen" else refused
    return f"{how}{said}."


_AND_DOES = re.compile(r"(\b(?:and|or) (?:just |then )?)([a-z]+s)\b(?=(.*))")


def _and_do(match: re.Match[str]) -> str:
    """ "You post it or emails it", as the record has it of the client: "post it or email it"."""
    verb = base(match[2])
    return f"{match[1]}{verb}" if is_deed(f"{verb}{match[3]}") else match.group()


@lru_cache(maxsize=1024)
def _plan(text: str, owner: str, day: str | None) -> str:
    said = _inside(text)
    due = datetime.date.fromisoformat(day) if day else None
    whole = is_sentence(said)
    will = not _NO_DEED.match(said) and is_deed(said)
    if due is not None:
        said = _with_day(said, due)
    if owner == "client" and said.startswith(("don't ", "do not ")):
        return f"We agreed that you will not {said.split(' ', 2 if said.startswith('do ') else 1)[-1]}."
    if will:
        theirs = owner == "client" or _THEY_HAVE.match(said)
        return f"We agreed that {'you' if theirs else 'I'} will {said}."
    if said.startswith(("has ", "is ", "I have ", "I am ")):  # it is done, or being done
        return f"{_agent_will(said)}."
    if whole and not _NO_DEED.match(said):
        return f"We agreed that {said}."
    return f"We agreed on this: {said}."


def _with_day(said: str, due: datetime.date) -> str:
    """The phrase as it was said, its day spelled out: "by Friday" becomes "by Friday, 27 November"."""
    noon = datetime.datetime.combine(due - datetime.timedelta(days=1), datetime.time(12))
    spans = [span for span in find_dates(said, Calendar(noon)) if not _names_other(span.text, due)]
    for span in [*(one for one in spans if one.date == due), *spans]:
        day, rest = spoken(due).split(", ")
        if (
            rest.lower() in span.text.lower()
            or (day.lower() in span.text.lower() and _MONTH.search(span.text))
            or said.startswith("'", span.end)  # "tonight's post"
        ):
            return said
        named = span.text.lower().removeprefix("this ").startswith(day.lower())
        if said[: span.start].endswith("the ") and _OF_A_THING.match(said, span.end):
            return f"{said}, {rest if named else spoken(due)}"  # "the Sunday matinee where there's room"
        rest_of_it = said[span.end :].lstrip(",")
        behind = f",{rest_of_it}" if rest_of_it.strip() else ""
        return f"{said[: span.end]}, {rest if named else f'that is {day}, {rest}'}{behind}"
    if _AT_ONCE.search(said):
        return said
    if _WAITS.search(said):
        return f"{said}, on {spoken(due)}"  # "as soon as she's through the door"
    return f"{said} {'on' if _HOUR.search(said) or said.startswith(('is ', 'I am ')) else 'by'} {spoken(due)}"


def _names_other(said: str, due: datetime.date) -> bool:
    """ "Post it now, you should have it by Friday": not the day that it is posted."""
    named = [day for day in WEEKDAYS if day in said.lower()]
    return bool(named) and WEEKDAYS[due.weekday()] not in named


@lru_cache(maxsize=256)
def _follow_up(text: str) -> str:
    return f"As a follow-up, {_agent_will(_inside(text))}."


def _agent_will(said: str) -> str:
    if said.startswith("has "):
        return f"I have {said[4:]}"
    if said.startswith("is "):
        return f"I am {said[3:]}"
    return f"I will {said}" if is_deed(said) else said


@lru_cache(maxsize=256)
def _limit(text: str) -> str:
    said = _inside(text, of_others=True)
    if re.match(r"we\b", said):
        return f"We{said[2:]}."
    if _WE_DENY.match(said) or is_deed(said.removeprefix("only ")):
        return f"We {said}."
    if _WE_ARE.match(said):
        return f"We are {said}."
    return _told("I have to tell you", said)


@lru_cache(maxsize=256)
def _contact(text: str) -> str:
    label, _, value = text.rstrip(".").partition(": ")
    if label.startswith("Agent's "):
        whose, what = "My", label.removeprefix("Agent's ")
    elif label.startswith(("His ", "Her ", "Their ")):
        whose, _, what = label.partition(" ")
    else:
        whose, what = "Your", label.lower()
    return (
        f"{whose} {what}{' number' if what in ('order', 'account', 'phone', 'reference') else ''} is {value}."
    )


def _inside(text: str, of_others: bool = False) -> str:
    """A statement as part of a sentence: said to the client, without its capital and its full stop. `of_others`: it
    may well tell of others before it names the client."""
    said = to_client(text.removesuffix("."), mentioned=not of_others)
    if (
        not said
        or _PROPER.match(said)
        or _KEEPS_CAPITAL.match(said)
        or is_first_name(said.split()[0].removesuffix("'s"))
    ):
        return said
    return decapitalised(said)
