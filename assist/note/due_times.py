"""When a promise is due that names no day of its own: "now", "at half twelve", "the night before", "when it's done"."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assist.note.any_case import AnyCase, Found
from assist.note.calendar import Calendar
from assist.note.date_phrases import DAY_WORDS, ORDINAL, WEEKDAY
from assist.note.dates import DateSpan, lead_of
from assist.note.days import WEEKDAYS
from assist.note.number_words import HOURS
from assist.note.numbers import number_value

NOON = 12
LONGEST = 31  # days


@dataclass(frozen=True, slots=True)
class DueTime:
    """A phrase, characters `start` to `end`. `date`: its day where none is spoken of, None where there has to be one;
    `days` from the day that is spoken of, or the `weekday` before or after that or (`days` 0) of its week.
    `fixed`: it stays on its own day, whatever is spoken of. `last`: of several days, it is of the last one."""

    start: int
    end: int
    date: datetime.date | None = None
    days: int = 0
    weekday: int | None = None
    fixed: bool = False
    last: bool = False

    def on(self, spoken_of: datetime.date) -> datetime.date:
        """Its day, counted from the one that is spoken of."""
        if self.weekday is None:
            return spoken_of + datetime.timedelta(days=self.days)
        if self.days > 0:
            return spoken_of + datetime.timedelta(days=(self.weekday - spoken_of.weekday()) % 7 or 7)
        if self.days:
            return spoken_of - datetime.timedelta(days=(spoken_of.weekday() - self.weekday) % 7 or 7)
        return spoken_of + datetime.timedelta(days=self.weekday - spoken_of.weekday())

    def among(self, spoken_of: Sequence[datetime.date], today: datetime.date) -> datetime.date | None:
        """Its day where these were spoken of just before, the last one last; None where that leaves it open."""
        if len(spoken_of) > 1 and not (self.days or self.weekday is not None or self.last):
            return self.date if today in spoken_of else None
        if self.weekday is not None and not self.days:
            spoken_of = [day for day in spoken_of if day.weekday() == self.weekday] or spoken_of
        days = [day for day in map(self.on, spoken_of) if day >= today]
        return days[-1] if days else self.date


@lru_cache(maxsize=512)
def due_times(text: str, calendar: Calendar) -> tuple[DueTime, ...]:
    """The phrases of a clause that say when something is due without naming the day, in order."""
    return tuple(sorted(_found(text, calendar), key=lambda one: one.start))


def due_time(text: str, span: DateSpan | None, times: Sequence[DueTime]) -> DueTime | None:
    """The phrase that says when a clause is due; None where the day `span` in it says so itself.

    "Now" goes before what follows ("I'll send it now, and they'll do it tomorrow"), "the night before" before an hour,
    and an hour before what merely happens then."""
    if span is not None and not span.same_day:
        until_then = lead_of(text, span) == "by "
        if until_then or _BEGINS.search(text[: span.start]):
            return None  # "right now, so it's there by Friday", "every Tuesday, starting on the seventh"
        own = [one for one in times if one.fixed and one.start < span.start]
        if not _WEEKDAY_ALONE.fullmatch(span.text):
            return next(iter(own), None)  # "on the Thursday, the second"
        of_it = [one for one in times if one.weekday is not None and one.start <= span.start <= one.end]
        return next(iter(own or of_it), None)
    ranked = sorted(
        times, key=lambda one: (not one.fixed, one.weekday is None and not one.days, one.date is None)
    )
    return ranked[0] if ranked else None


_BEGINS = AnyCase(r"\b(?:start(?:s|ing)?|beginning|from)(?: on)?\s+$")
_WEEKDAY_ALONE = AnyCase(rf"(?:{WEEKDAY})\b(?!,? (?:the |\d|{ORDINAL}\b)).*")


def _found(text: str, calendar: Calendar) -> Iterator[DueTime]:
    today = calendar.today
    for match in _NOW.finditer(text):
        yield DueTime(*match.span(), today, fixed=True)
    for match in _CLOCK.finditer(text):
        if (date := _next_time(match, calendar)) is not None:
            yield DueTime(*match.span(), date)
    for match in _BEFORE.finditer(text):
        weekday = match["weekday"]
        yield DueTime(*match.span(), days=-1, weekday=_index(weekday) if weekday else None)
    for match in _AFTER.finditer(text):
        weekday = match["weekday"]
        yield DueTime(*match.span(), days=1, weekday=_index(weekday) if weekday else None)
    for match in _WEEKS_AFTER.finditer(text):
        days = 14 if match["unit"].startswith("fort") else 7
        yield DueTime(*match.span(), days=days * (2 if match["amount"] == "two" else 1))
    for match in _OF_THAT_WEEK.finditer(text):
        yield DueTime(*match.span(), weekday=_index(match["weekday"]))
    for match in _MEAL.finditer(text):
        over = calendar.started.hour > _MEAL_HOURS[match["meal"][:2].lower()]
        yield DueTime(*match.span(), today + datetime.timedelta(days=int(over)))
    for match in _SOON.finditer(text):
        in_minutes = "minute" in match.group().lower() or match.group().lower().startswith("in ")
        yield DueTime(*match.span(), today, fixed=in_minutes)
    for match in _EVERY.finditer(text):
        ahead = (_index(match["weekday"]) - today.weekday() - 1) % 7 + 1
        yield DueTime(*match.span(), today + datetime.timedelta(days=ahead), fixed=True)
    for match in _IN_THE_MORNING.finditer(text):
        yield DueTime(*match.span(), today + datetime.timedelta(days=1))
    for match in _ORDINAL_DAY.finditer(text):
        if (count := number_value(match["day"].replace("-", " "))) is not None and 1 < count < LONGEST:
            yield DueTime(*match.span(), today + datetime.timedelta(days=count), fixed=True)
    for match in _WITH_IT.finditer(text):
        yield DueTime(*match.span(), last=bool(_THAT_DAY.search(match.group())))


def _index(weekday: str) -> int:
    return [name[:3] for name in WEEKDAYS].index(weekday[:3].lower())


def _next_time(match: Found, calendar: Calendar) -> datetime.date | None:
    """The day of the next such time: "at five", said at six, is of tomorrow."""
    past = match["past"]
    if match["midday"]:
        return calendar.today + datetime.timedelta(days=int(calendar.started.hour >= NOON))
    if past and not match["hour"]:
        return calendar.today  # "at half past"
    hour = int(match["hour"]) if match["hour"].isdigit() else number_value(match["hour"].lower())
    if hour is None or hour > 24:
        return None
    minute = (
        int(match["minute"] or 0) or number_value((match["said"] or "zero").lower().replace("-", " ")) or 0
    )
    said = (past or "").lower()
    if said.startswith("half"):
        minute = 30
    elif said:
        minute = 15 if said.startswith("quarter") else number_value(said.split()[0].replace("-", " ")) or 0
        minute = -minute if said.endswith("to") else minute
    noon = (match["noon"] or _NOONS.get((match["part"] or "").lower(), "")).lower()
    hours = [hour] if hour > 12 else [hour % 12, hour % 12 + 12]
    if noon:
        hours = hours[-1:] if noon[0] == "p" else hours[:1]
    now = calendar.started.hour * 60 + calendar.started.minute
    ahead = any(at * 60 + minute >= now for at in hours)
    return calendar.today + datetime.timedelta(days=0 if ahead else 1)


# not "from now on", "now and then", "now I'll tell you"
_NOW = AnyCase(
    r"\bnow\b(?<!from now)(?<!for now)(?<!by now)(?<!until now)(?<!till now)(?<!up to now)(?<!not now)"
    r"(?<!days now)(?<!day now)(?! and (?:then|again)| that\b)"
    r"|\b(?:this (?:minute|second|instant)|(?:right|straight) ?away|straight off"
    r"|at once|immediately|while (?:we're|you're|I'm|you|I) (?:\w+ing|on the (?:phone|line)|on|here|wait)"
    r"|(?:soon as|when|once|the (?:second|minute|moment)|after) (?:we|you|I)(?:'?ve|'?re|'?m| have| are| am)?"
    r" (?:hang|hung|ring off|put the phone|done(?: here| talking)?|finished(?: here| talking)?"
    r"|off (?:the|this) (?:phone|line|call))"
    r"|after this(?: call)?|before I (?:go home|finish|leave|knock off|go)|in (?:just )?a (?:little |wee )?"
    r"(?:minute|second|moment|tick|while|bit|mo|jiffy)|shortly)\b",
    words="now minute second instant away rightaway straightaway straight once immediately while hang hung ring phone"
    " done finished off after go finish leave knock moment tick bit mo jiffy shortly",
)
_NOONS = {"morning": "am", "afternoon": "pm", "evening": "pm"}
_MINUTES = (
    r"(?:oh |o )?five|ten|fifteen|(?:twenty|thirty|forty|fifty)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
)
_HOURS = rf"(?:{HOURS}|1\d|2[0-4]|\d)"
_GOES_ON = (
    r"(?=\s*$|\s*[,.?!;]| (?:and|so|to|then|please|but|or|at|either|sharp|on the dot|with|when|whatever|if|just"
    r"|because|over|before|after|as|how|I|we|you|he|she|they|it|this"
    r"|that(?! (?:day|morning|afternoon|evening|night))|there|all|nobody|about|under|like|who|which"
    r"|where|my|your|his|her|our|their|not|unless|until|till|without|in the|in case|tell"
    r"|see|did|was|yes|no)\b)"
)
_CLOCK = AnyCase(
    r"(?:^(?:(?:so|then|and|okay|right),? )?(?=\w[\w ':]{2,20},? (?:I|we|he|she|they|it)(?:'?ll| will)\b)"
    r"|\b(?:at|by|before|after|around|about) |\b(?:there|here|ready|back|you|ordered|booked|down) for "
    rf"|\b(?=(?:{_HOURS})(?: o'clock| ?[ap]\.?m)\b)|\b(?=(?:half|quarter (?:past|to)) (?:{HOURS})\b)"
    rf"|(?<!the )\b(?=(?:five|ten|twenty(?:[- ]five)?) past (?:{HOURS})\b)"
    rf"|\bfrom (?=(?:half )?(?:{_HOURS})(?: on(?:wards)?)?\s*(?:$|[,.]))"
    rf"|\b(?:between|from) (?=(?:half )?(?:{_HOURS}) (?:and|to|till) (?:half )?(?:{_HOURS})\b"
    r"(?! (?:\w+ )?(?:minute|hour|day|week|month|year|hundred|thousand|pound|dollar|euro|percent)s?\b)))"
    r"(?:about |around |just (?:after|before) )?"
    r"(?:(?P<past>(?:half|quarter|one|five|ten|twenty(?:[- ]five)?)(?: minutes?)? (?:past|to)|half)\b)?"
    rf"(?:(?:(?<=to )|(?<=past )|(?<=half)| ?)(?P<hour>{_HOURS})(?![\d/]|-(?!{_MINUTES}\b))"
    rf"(?:[:.](?P<minute>\d\d)\b|[- ](?P<said>{_MINUTES})\b)?"
    rf"(?: ?(?P<noon>[ap]\.?m)\b\.?| o'clock\b)?"
    rf"(?:,? in the (?P<part>morning|afternoon|evening)\b)?|(?: ?(?P<midday>noon|midday)\b))?{_GOES_ON}",
    needs=rf"\b(?:{HOURS}|\d|twenty|half|quarter|noon|midday)",
)
# of a day that is spoken of: "the night before", "the Thursday before", never "the day before yesterday"
_BEFORE = AnyCase(
    rf"\b(?:on )?the (?:(?:night|evening|day|afternoon)|(?P<weekday>{WEEKDAY})) before\b"
    r"(?! (?:yesterday|last|that\b|the\b|it\b|I\b|we\b|you\b|he\b|she\b|they\b))",
    words="before",
)
# "the day after", "on the Monday after", "a week after"
_AFTER = AnyCase(
    rf"\b(?:on )?the (?:(?:day|morning|evening)|(?P<weekday>{WEEKDAY})) after\b"
    r"(?! (?:tomorrow|next|that\b|the\b|it\b|I\b|we\b|you\b|he\b|she\b|they\b|\w+day\b))",
    words="after",
)
_WEEKS_AFTER = AnyCase(
    r"\b(?P<amount>a|one|two) (?P<unit>week|fortnight)s? (?:after|later)(?: that)?\s*(?=$|[,.])",
    words="week weeks fortnight fortnights",
)
_OF_THAT_WEEK = AnyCase(
    rf"\b(?:by|on) the (?P<weekday>{WEEKDAY})\b(?! (?:the|before|after)\b)", words=DAY_WORDS
)
_MEAL = AnyCase(
    r"\b(?:(?:at|by|before|after|around|over|this side of) (?:the |my |your )?|(?=(?:lunch|dinner|tea|supper) ?time$))"
    r"(?P<meal>breakfast|lunch|dinner|tea|supper|bedtime)(?: ?time)?(?: rush| break| hour)?\b",
    words="breakfast lunch dinner tea supper bedtime"
    " breakfasttime lunchtime dinnertime teatime suppertime bedtimetime",
)
_MEAL_HOURS = {"br": 9, "lu": 14, "di": 19, "te": 19, "su": 20, "be": 22}
# of the day that it is: "midnight", "in ten", "four minutes away"
_SOON = AnyCase(
    rf"\bat midnight\b|\bin (?:about )?(?:{_MINUTES}|\d\d?)(?=\s*$|,)"
    rf"|(?:^|, |'s |is |are |out |only )(?:about )?(?:{_MINUTES}|{HOURS}|\d\d?) minutes?\b"
    r"(?! (?:of|early|late|past|to|ago)\b)"
    # "I'll send the boy, fifteen minutes"
    r"|(?<!\bfor )(?<!\bevery )(?<!\btakes )(?<!\btake )(?<!\banother )(?<!\bfirst )(?<!\blast )(?<!\bthan )(?<!\bthe )"
    rf"(?<!\bwait )(?<!\bgive me )(?<!\bonly )\b(?:{_MINUTES}|\d\d?) minutes?$"
    r"|\bin (?:a|three) quarters? of an hour\b"
    r"|\bby (?:the )?(?:evening|night|nightfall|afternoon)\b(?! (?:before|after|of)\b)|\bbefore dark\b|\bthis night\b"
    r"|\bat (?:break|playtime|recess)(?: ?time)?\b"
    r"|\b(?:before|after) (?:the )?(?:register|registration|assembly|surgery|clinic|rounds|class|lessons)\b",
    words="midnight five ten fifteen twenty thirty forty fifty 0 1 2 3 4 5 6 7 8 9 minute minutes quarter quarters"
    " evening night nightfall afternoon dark break breaktime playtime playtimetime recess recesstime"
    " register registration assembly surgery clinic rounds class lessons",
)
_EVERY = AnyCase(rf"\bevery (?P<weekday>{WEEKDAY})\b", words="every")
_IN_THE_MORNING = AnyCase(r"(?<!o'clock )(?<!m )\bin the morning\b", words="morning")
_ORDINAL_DAY = AnyCase(rf"\bon the (?P<day>{ORDINAL}) day\b(?! of)", words="day")
_THAT_DAY = AnyCase(r"\b(?:that|same|then)\b")
# what happens on the day that is spoken of
_WITH_IT = AnyCase(
    r"\b(?:on the day|(?:that |the )?same day|(?:on )?that (?:very |same )?(?:day|morning|afternoon|evening|night)"
    r"|(?:the )?same (?:morning|afternoon|evening|night)"
    r"|(?:half )?an hour before"
    r"|on (?:his|her|their|the) way|then(?=$|,)|(?:when|once|(?:as )?soon as|the (?:minute|second|moment))"
    r" (?:it|that|they|he|she|I|we|(?:the|her|his) \w+)(?:'?s|'?re|'?ve|'?m| is| are| has| have) (?!not\b|ever\b)\w+"
    r"|as (?:he|she|they|we|I)(?:'?s|'?re|'?m| is| are| am) (?:leaving|setting off|coming)\b"
    r"|(?:when|once|as soon as|before|till|until) (?:they|you|we|he|she|it) (?:opens?|closes?|shuts?"
    r"|gets? (?:here|in|there)|arrives?|comes?|lands?|leaves?)\b)",
    words="day morning afternoon evening night hour way then when once soon minute second moment leaving setting coming"
    " before till until",
)
