"""How dates are said: each kind of phrase as a pattern, and what finds its day."""

from __future__ import annotations

import re
from collections.abc import Callable

from assist.note import days
from assist.note.any_case import AnyCase
from assist.note.calendar import Calendar
from assist.note.days import MONTHS
from assist.note.number_words import HOURS, ORDINALS, SMALL, TO_THE_HOUR

_ORDINAL_UNITS = "|".join(name for name, value in ORDINALS.items() if value < 10)
ORDINAL = (
    rf"(?:(?:twenty|thirty)[- ](?:{_ORDINAL_UNITS})|{'|'.join(sorted(ORDINALS, key=len, reverse=True))}"
    r"|\d{1,2}(?:st|nd|rd|th))"
)
_UNIT_WORDS = "|".join(sorted(SMALL, key=len, reverse=True))
_NUMBER = rf"(?:\d{{1,4}}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?:{_UNIT_WORDS})|{_UNIT_WORDS})"
_AMOUNT = rf"(?:{_NUMBER}|a couple(?: of)?|couple(?: of)?|the couple(?: of)?|(?:a )?few|several|some|an?|one)"
WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|tues|thurs"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june|july|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mar|jun|jul)"
)
_FULL_MONTH = "|".join(MONTHS)
_YEAR = (
    rf"(?:(?:,? (?P<year>20\d\d))|(?:,? twenty (?P<saidyear>(?:twenty|thirty)(?:[- ](?:{_UNIT_WORDS}))?))"
    rf"|(?:,? (?P<born>19\d\d|(?:nineteen )?(?:forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{_UNIT_WORDS}))?"
    r"(?=\s*(?:$|[.,?!;])))))?"
)
# times of the day as they are named
_MEALS = "lunchtime|lunch|dinner ?time|tea ?time|supper ?time|bedtime"
_PARTS = f"morning|afternoon|arvo|evening|night|noon|midday|midnight|{_MEALS}"
_BEHIND_A_DAY = (
    rf"of (?:{_MONTH}|this month|next month)|at|in|by|and|or|to|then|please|is|was|would|will|works|from|if|so"
    rf"|but|because|what"
    r"|when|with|for|before|after|until|till|I|we|you|it|he|she|they|that|which|there|instead|at|around|about|between"
    rf"|latest|ish|too|myself|both|again|the|once|your|our|my|his|her|their|nobody|all|don't|does|should|could|can|as|on|not|either|yes|yeah|no|okay|ok|right|thanks|thank|{_PARTS}"
)
# "Tuesday, the first bus"
_NO_THING = (
    r"(?! (?:bus|train|ferry|flight|van|truck|job|thing|one|slot|appointment|visit|delivery|time|half)\b)"
)
_ONSET = rf"(?:(?:{WEEKDAY}),? )?(?:the )?"

CLOCK = re.compile(
    r"(?:,? (?:(?:at|around|about|before|by|after|in the|early|late|first thing(?: in the)?) )?"
    rf"(?:{_PARTS})\b"
    rf"|,? (?:at|around|before|by|after) (?:about )?(?:{TO_THE_HOUR})?"
    rf"(?:\d{{1,2}}(?:[:.]\d\d)?|{_UNIT_WORDS})"
    rf"(?: (?:thirty|fifteen|forty[- ]five))?(?: ?(?:[ap]\.?m\b\.?|o'clock))?(?! (?:days?|weeks?|hours?"
    rf"|\w*day)\b)\b)+",
    re.IGNORECASE,
)
# "by noon on Saturday", "by ten tomorrow"
CLOCK_BEFORE = re.compile(
    r"(?:(?<=\bby )|(?<=\bbefore )|(?<=\bat )|(?<=\bafter )|(?<=\buntil )"
    rf"|(?=noon|midday|midnight|{_MEALS}))"
    rf"(?:noon|midday|midnight|{_MEALS}|(?:{TO_THE_HOUR})?"
    rf"(?:\d{{1,2}}(?:[:.]\d\d)?|{_UNIT_WORDS})(?: (?:thirty|fifteen|forty[- ]five))?"
    r"(?: ?[ap]\.?m\.?| o'clock)?),? (?:on )?$",
    re.IGNORECASE,
)
# "Monday's meeting" is no day; "Monday's fine" is
_NOT_ITS = (
    r"(?!'s (?!fine|good|better|okay|ok|great|grand|perfect|lovely|ideal|free|best|easier|out"
    r"|no (?:good|bother|problem|trouble)|not a problem|too late|my day))"
)


def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{source})\b", re.IGNORECASE)


_Resolve = Callable[[re.Match[str], Calendar], days.Day | None]
DAY_WORDS = "monday tuesday wednesday thursday friday saturday sunday tues thurs"
_MONTH_WORDS = (
    "january february march april may june july august september october november december"
    " jan feb mar apr jun jul aug sep sept oct nov dec"
)
_ORDINAL_WORDS = " ".join((*ORDINALS, "st nd rd th"))
_UNITS = "minute minutes hour hours day days week weeks fortnight fortnights month months"
_CLOCK_WORDS = (
    "noon midday lunchtime lunch dinner dinnertime tea teatime supper suppertime bedtime tonight evening"
    f" {HOURS.replace('|', ' ')} 0 1 2 3 4 5 6 7 8 9"
)
# Each kind with words (`words_of`) of which one at least is in every phrase of it.
_GRAMMAR: tuple[tuple[str, re.Pattern[str], _Resolve], ...] = (
    (
        f"every day week month year night minute second moment / {DAY_WORDS}",
        _pattern(
            rf"every (?:other |single )?(?:(?:{WEEKDAY})(?: and (?:{WEEKDAY}))?|day|week|month|year|morning"
            r"|afternoon|evening|night)"
            r"|24/7|(?:next|same|two|three) day (?:delivery|service|courier|shipping)"
            rf"|(?:{WEEKDAY}) (?:to|through|till|until) (?:{WEEKDAY})"
            r"|in an? (?:minute|second|moment)|(?:the )?(?:day|week|month|year"
            r"|night) before(?! (?:yesterday|last))"
        ),
        days.nothing,
    ),
    ("-", _pattern(r"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)"), days.iso),
    ("/", _pattern(r"(?<![/\d])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<y>\d{4}|\d\d))?(?![/\d])"), days.slashes),
    (
        "end close last cob eod",
        _pattern(
            rf"(?:(?P<first>today|tomorrow|{WEEKDAY}),? (?:by |at |before )?)?"
            r"(?:(?:the )?(?:end|close|last day|last thing) (?:of )?(?:the |play )?"
            r"(?:(?P<which>next|this|following) )?(?:(?:business|working) (?=day))?"
            rf"(?P<period>day|play|today|tomorrow|business|week|month|year|{_FULL_MONTH})|(?P<short>cob|eod))"
            rf"(?:,? (?:on )?(?P<day>today|tomorrow|{WEEKDAY}))?"
        ),
        days.end_of,
    ),
    (
        _MONTH_WORDS,
        _pattern(rf"{_ONSET}(?P<day>{ORDINAL}|\d{{1,2}}) (?P<of>of )(?P<month>{_MONTH}){_YEAR}"),
        days.month_day,
    ),
    (
        _MONTH_WORDS,
        _pattern(
            rf"{_ONSET}(?P<day>\d{{1,2}}(?:st|nd|rd|th)?|{ORDINAL}(?! (?:may|march)\b)) (?P<of>)"
            rf"(?P<month>{_MONTH}){_YEAR}"
        ),
        days.month_day,
    ),
    (
        _MONTH_WORDS,
        _pattern(
            rf"(?:(?:{WEEKDAY}),? )?(?P<month>{_MONTH})(?P<of>) (?:the )?(?P<day>{ORDINAL}"
            rf"|\d{{1,2}}){_YEAR}"
        ),
        days.month_day,
    ),
    (
        "same",
        _pattern(
            r"(?:that|the) (?:very )?same day(?! (?:delivery|service))|(?:(?<=, )|(?<=\bthe ))same day$"
        ),
        days.same_day,
    ),
    (
        "month",
        _pattern(rf"(?:the )?(?P<day>{ORDINAL}) of (?P<which>this|next|the) month"),
        days.day_of_named_month,
    ),
    (
        "week weeks fortnight fortnights",
        _pattern(
            rf"(?P<amount>a|one|two|three) (?P<unit>week|fortnight)s? (?:on|from"
            rf"|after) (?P<weekday>{WEEKDAY})"
            r"|(?P<amount2>a|one) (?P<unit2>week|fortnight) (?P<near>today|tomorrow)"
            r"|(?P<near2>today|tomorrow) (?P<unit3>week|fortnight)"
            r"|this time (?P<next>next week|tomorrow)"
        ),
        days.week_from,
    ),
    (
        "from",
        _pattern(rf"(?P<amount>two|three|four) (?P<weekday>{WEEKDAY})s from (?:now|today)"),
        days.weekdays_from,
    ),
    (
        "business working",
        _pattern(r"(?:the )?(?:next|following) (?:business|working) day"),
        days.next_working_day,
    ),
    (
        "christmas boxing year",
        _pattern(
            r"christmas eve|christmas day|boxing day|new year's eve|new year's day|new year(?!s)|christmas"
        ),
        days.feast,
    ),
    (
        "hour later midnight",
        _pattern(
            r"(?:within|inside|in) (?:of )?(?:the (?:next )?(?:half )?|a half )hour|later today"
            r"|before midnight|by midnight"
        ),
        days.near_day,
    ),
    ("day", _pattern(r"in a day or (?P<upper>two|so)"), days.day_or_two),
    (
        _UNITS,
        _pattern(
            r"(?P<lead>(?:with)?in(?:side)?(?: of)?(?: at most| about| around| less than| under| the next"
            r"| another"
            r"| roughly| approximately)* |(?:over|during) the (?:next|coming) |(?:less|no more"
            r"|no longer) than )?"
            rf"(?:the )?(?P<half>half )?(?P<amount>{_AMOUNT})(?: (?:to|or|-) (?P<upper>{_NUMBER}))?"
            r" (?:(?P<working>business|working) )?(?:full )?(?P<unit>minutes?|hours?|days?|weeks?"
            r"|fortnights?|months?)(?: or so| max| at most)?"
            r"(?:'s? time| time)?(?P<from> from (?:now|today))?(?P<ago> ago)?"
        ),
        days.relative,
    ),
    (
        _ORDINAL_WORDS,
        _pattern(rf"(?P<weekday>{WEEKDAY}),? the (?P<day>{ORDINAL}){_NO_THING}"),
        days.day_of_month,
    ),
    (
        DAY_WORDS,
        _pattern(
            rf"(?:(?P<how>this|next|last|past|coming)(?: coming)? )?(?:coming )?(?P<weekday>{WEEKDAY})"
            rf"(?:(?P<nextweek> (?:of )?next week)|(?P<later> week| after next))?{_NOT_ITS}"
        ),
        days.weekday,
    ),
    (
        _ORDINAL_WORDS,
        _pattern(
            rf"(?P<weekday>)the (?P<day>{ORDINAL})"
            # "the first van": of something else; what goes on behind a day is a small word
            rf"(?=$|[^\w ]|,? (?:{_BEHIND_A_DAY})\b)"
        ),
        days.day_of_month,
    ),
    (
        "today tomorrow tonight yesterday morning afternoon arvo evening morn night day",
        _pattern(
            r"(?:the )?day after tomorrow|tomorrow|today|tonight|this (?:morning|afternoon|arvo|evening)|"
            r"(?<!in )(?<!all )the morn(?:'s (?:morn|night))?(?! (?:of|after|before))|"
            r"(?:the )?day before yesterday|yesterday|last night|the other day"
        ),
        days.near_day,
    ),
    ("morning", _pattern(r"(?:first thing )?in the morning"), days.in_the_morning),
    (
        "last past",
        _pattern(r"(?:the )?(?:last|past) (?:few |couple of )?(?:week|weeks|month|months|year|days)"),
        days.past_period,
    ),
    (
        "week month year weekend christmas",
        _pattern(
            r"(?:(?:early|late|later|some ?time|the (?:beginning|middle|start) of) )?(?:in )?(?:this|next) "
            r"(?:week|month|year|weekend)|(?:the|this) weekend|the week after next|over christmas"
        ),
        days.open_period,
    ),
    (
        _MONTH_WORDS,
        _pattern(rf"(?<=\bin |\bby )(?:early |late |mid[- ]?)?(?:{_FULL_MONTH})(?! \d)"),
        days.open_period,
    ),
    (
        _CLOCK_WORDS,
        _pattern(
            r"(?:(?<=\bby )|(?<=\bbefore )|(?<=\bat )|(?<=\bthere for )|(?<=\bhere for )|(?<=\bready for )"
            r"|(?<=\bback for ))(?:(?:about|around) )?"
            rf"(?P<clock>noon|midday|{_MEALS}|tonight|this evening"
            rf"|(?:{TO_THE_HOUR})?(?:(?:1?\d|2[0-4])[:.]\d\d|1[0-2]|\d|{HOURS})"
            r"(?: ?[ap]\.?m\b\.?| o'clock|(?=$|[.,?!;]| (?:and|so|to|then|please|but|or|at the latest|either way"
            r"|sharp|on the dot|myself|with the)\b)))"
            rf"(?! (?:on|this|next|tomorrow|today|{WEEKDAY}|the|in the|and a)\b)"
        ),
        days.clock_today,
    ),
)

# what is said wherever a day is said in this way; where nothing is named, its whole form
_NEEDS: dict[_Resolve, str] = {
    days.day_of_named_month: " month",
    days.week_from: "week|fortnight",
    days.relative: rf"\b{_AMOUNT}(?: (?:to|or|-) {_NUMBER})? (?:(?:business|working) )?(?:full )?"
    "(?:minute|hour|day|week|fortnight|month)",
    days.day_of_month: rf"\bthe {ORDINAL}",
    days.weekday: "day|tues|thurs",
    days.past_period: r"\b(?:last|past) ",
    days.clock_today: r"\b(?:by|before|at|(?:there|here|ready|back) for) (?:about |around )?"
    rf"(?:noon|midday|{_MEALS}|tonight|this evening|half|quarter|twenty|{HOURS}|\d)",
}

GRAMMAR: tuple[tuple[frozenset[str], AnyCase, re.Pattern[str], _Resolve], ...] = tuple(
    (
        frozenset(words.split()),
        AnyCase(_NEEDS.get(resolve, pattern.pattern)),
        pattern,
        resolve,
    )
    for words, pattern, resolve in _GRAMMAR
)
"""Each kind by its words, then twice: what of it is looked for in lower case, and as it is then read ("May" is a month,
"may" often none)."""
CLOCK_WORDS = frozenset((*SMALL, *_CLOCK_WORDS.split(), "midnight"))
"""Where none of these is said, no time of the day stands before a day."""
DATE_WORDS = frozenset().union(*(words for words, *_ in GRAMMAR))
"""Where none of these is said, no day is."""
