"""Date phrases, said on Monday, 23 November 2026, at ten in the morning (a few on other days)."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.errors import InputError
from assist.note.calendar import Calendar, check_country
from assist.note.dates import find_dates, spoken

DAYS = [
    ("by Friday", "2026-11-27"),
    ("by friday", "2026-11-27"),
    ("Friday noon", "2026-11-27"),
    ("this Friday", "2026-11-27"),
    ("this coming Friday", "2026-11-27"),
    ("on Monday morning", "2026-11-30"),
    ("on Wednesday between nine and twelve", "2026-11-25"),
    ("by Thursday at 10:30 am", "2026-11-26"),
    ("next Monday", "2026-11-30"),
    ("a week from Friday", "2026-12-04"),
    ("a week on Friday", "2026-12-04"),
    ("Wednesday next week", "2026-12-02"),
    ("the Friday after next", "2026-12-04"),
    ("today", "2026-11-23"),
    ("tonight", "2026-11-23"),
    ("this afternoon", "2026-11-23"),
    ("tomorrow", "2026-11-24"),
    ("tomorrow at noon", "2026-11-24"),
    ("the day after tomorrow", "2026-11-25"),
    ("in an hour", "2026-11-23"),
    ("in half an hour", "2026-11-23"),
    ("in the next half hour", "2026-11-23"),
    ("by tenth December", "2026-12-10"),
    ("by the first of the month", "2026-12-01"),
    ("within 24 hours", "2026-11-24"),
    ("within forty-eight hours", "2026-11-25"),
    ("in two days", "2026-11-25"),
    ("in 2 days", "2026-11-25"),
    ("in a couple of days", "2026-11-25"),
    ("within two business days", "2026-11-25"),
    ("within 5 working days", "2026-11-30"),
    ("within three to five business days", "2026-11-30"),
    ("in the next ten days", "2026-12-03"),
    ("three days from now", "2026-11-26"),
    ("in a week", "2026-11-30"),
    ("in a week's time", "2026-11-30"),
    ("in two weeks", "2026-12-07"),
    ("in a fortnight", "2026-12-07"),
    ("less than a week", "2026-11-30"),
    ("in a month", "2026-12-23"),
    ("by the end of the day", "2026-11-23"),
    ("by close of business", "2026-11-23"),
    ("by the end of the week", "2026-11-27"),
    ("by the end of this week", "2026-11-27"),
    ("the end of next week", "2026-12-04"),
    ("end of the month", "2026-11-30"),
    ("by the end of next month", "2026-12-31"),
    ("the end of January", "2027-01-31"),
    ("the fifth of December", "2026-12-05"),
    ("December fifth", "2026-12-05"),
    ("December the fifth", "2026-12-05"),
    ("December 5", "2026-12-05"),
    ("December 5th, 2026", "2026-12-05"),
    ("5 December", "2026-12-05"),
    ("the 5th of Dec", "2026-12-05"),
    ("Friday, 27 November", "2026-11-27"),
    ("Saturday the fifth of december", "2026-12-05"),
    ("the twenty-first of January", "2027-01-21"),
    ("the second of may twenty twenty seven", "2027-05-02"),
    ("by may fifth", "2027-05-05"),
    ("on May 5", "2027-05-05"),
    ("by the fourteenth", "2026-12-14"),
    ("on the 30th", "2026-11-30"),
    ("until the thirty-first", "2026-12-31"),
    ("Friday the fourth", "2026-12-04"),
    ("2026-12-05", "2026-12-05"),
    ("by 12/15", "2026-12-15"),
    ("by Friday lunchtime", "2026-11-27"),
    ("first thing tomorrow", "2026-11-24"),
    ("first thing Monday", "2026-11-30"),
    ("a week tomorrow", "2026-12-01"),
    ("a week today", "2026-11-30"),
    ("a fortnight today", "2026-12-07"),
    ("Friday week", "2026-12-04"),
    ("today week", "2026-11-30"),
    ("two weeks on Friday", "2026-12-11"),
    ("two Fridays from now", "2026-12-04"),
    ("this time tomorrow", "2026-11-24"),
    ("this time next week", "2026-11-30"),
    ("within the hour", "2026-11-23"),
    ("in the next hour", "2026-11-23"),
    ("later today", "2026-11-23"),
    ("by midnight", "2026-11-23"),
    ("by noon", "2026-11-23"),
    ("by five o'clock", "2026-11-23"),
    ("by 4 pm", "2026-11-23"),
    ("by 5 pm on Friday", "2026-11-27"),
    ("by noon tomorrow", "2026-11-24"),
    ("in a day or two", "2026-11-25"),
    ("in two or three days", "2026-11-26"),
    ("two to three days from now", "2026-11-26"),
    ("within the next 48 hours", "2026-11-25"),
    ("within one working day", "2026-11-24"),
    ("the next business day", "2026-11-24"),
    ("next working day", "2026-11-24"),
    ("six weeks from today", "2027-01-04"),
    ("a month from today", "2026-12-23"),
    ("the first of next month", "2026-12-01"),
    ("by the last day of the month", "2026-11-30"),
    ("close of business Friday", "2026-11-27"),
    ("close of business tomorrow", "2026-11-24"),
    ("by end of day Friday", "2026-11-27"),
    ("by the end of the day tomorrow", "2026-11-24"),
    ("by end of play today", "2026-11-23"),
    ("by the end of business", "2026-11-23"),
    ("by COB Thursday", "2026-11-26"),
    ("by EOD", "2026-11-23"),
    ("no later than Thursday", "2026-11-26"),
    ("Thursday at the latest", "2026-11-26"),
    ("Friday the 27th", "2026-11-27"),
    ("27th November", "2026-11-27"),
    ("27/11", "2026-11-27"),
    ("11/27/2026", "2026-11-27"),
    ("November 27, 2026", "2026-11-27"),
    ("the twenty seventh of November", "2026-11-27"),
    ("by the twenty seventh", "2026-11-27"),
    ("before Christmas", "2026-12-25"),
    ("by Christmas Eve", "2026-12-24"),
    ("on Boxing Day", "2026-12-26"),
    ("by New Year's Eve", "2026-12-31"),
    ("before the new year", "2027-01-01"),
    ("within a week", "2026-11-30"),
    ("inside a week", "2026-11-30"),
    ("in about ten days", "2026-12-03"),
    ("in ten days or so", "2026-12-03"),
    ("over the next three days", "2026-11-26"),
    ("no more than five days", "2026-11-28"),
    ("on Wednesday's fine", "2026-11-25"),
]

OPEN = [
    "next Tuesday",
    "by next Friday",
    "next week",
    "early next week",
    "sometime next month",
    "this weekend",
    "in a few days",
    "in December",
    "by 5/6",
    "next Thursday",
    "the week after next",
    "later this week",
    "sometime this week",
    "by the weekend",
    "by mid December",
    "in a day or so",
    "in several days",
    "in a few weeks",
]

NONE = [
    "I may call you",
    "may I have your name",
    "I may first have to ask",
    "on hold for three weeks",
    "I waited four hours",
    "this is the third time",
    "the second floor",
    "one second please",
    "march over there",
    "for two days straight",
    "the first thing I said",
    "it costs 25 dollars a month",
    "every Friday",
    "we are here every day",
    "24/7",
    "open Monday to Friday",
    "in a minute",
    "in a second",
    "next day delivery",
    "a second opinion",
    "the third party",
    "once a week",
    "twice a month",
    "thirty day guarantee",
    "a two day course",
    "Fridays are busy",
    "on the first floor",
    "for the second time",
    "nine to five",
    "it happened the day before",
    "may we ask you something",
    "you may march in",
    "on the fifth attempt",
    "I have worked here for ten years",
    "good morning",
    "it takes five minutes",
    "that was in 2019",
    "one of the seven days",
    "two weeks now",
    "for three weeks straight",
    "over three hours",
    "by the way",
    "by two pounds",
]

PAST = [
    ("last Friday", "2026-11-20"),
    ("since Monday", "2026-11-16"),
    ("since Thursday", "2026-11-19"),
    ("two weeks ago", "2026-11-09"),
    ("a couple of days ago", "2026-11-21"),
    ("yesterday", "2026-11-22"),
    ("we switched to another bank on Friday", "2026-11-20"),
    ("I called on Friday", "2026-11-20"),
    ("it was delivered on Saturday", "2026-11-21"),
    ("since the fifth of November", "2026-11-05"),
    ("since Christmas", "2025-12-25"),
    ("I sent that on the second of August", "2026-08-02"),
    ("when I rang on Tuesday", "2026-11-17"),
    ("it came on the third", "2026-11-03"),
    ("a month ago", "2026-10-23"),
    ("last night", "2026-11-22"),
]


@pytest.mark.parametrize(("said", "date"), DAYS)
def test_a_day_ahead(said: str, date: str, monday: Calendar) -> None:
    for sentence in (said, f"we will have it fixed {said}, I promise", f"{said} it is"):
        (span,) = find_dates(sentence, monday)
        assert (str(span.date), span.ambiguous, span.past) == (date, False, False), span
        assert sentence[span.start : span.end] == span.text


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("I'll give you a ring on the second once the mill opens", "2026-12-02"),
        ("a buyout of nine sixty by the thirtieth the plan closes", "2026-11-30"),
        ("I'll phone you on the first your time", "2026-12-01"),
        ("The fifteenth, seven till nine", "2026-12-15"),
        ("the regulator informed today", "2026-11-23"),
    ],
)
def test_a_day_that_something_is_said_behind(said: str, date: str, monday: Calendar) -> None:
    (span,) = find_dates(said, monday)
    assert (str(span.date), span.past) == (date, False)


@pytest.mark.parametrize("said", ["on the second floor", "the third one"])
def test_what_is_counted_is_no_day(said: str, monday: Calendar) -> None:
    assert find_dates(said, monday) == ()


@pytest.mark.parametrize("said", OPEN)
def test_a_phrase_that_leaves_the_day_open(said: str, monday: Calendar) -> None:
    (span,) = find_dates(f"you will have it {said}", monday)
    assert (span.date, span.ambiguous, span.past) == (None, True, False)


@pytest.mark.parametrize("said", NONE)
def test_what_only_sounds_like_a_date(said: str, monday: Calendar) -> None:
    assert find_dates(said, monday) == ()


@pytest.mark.parametrize(("said", "date"), PAST)
def test_what_lies_behind_the_speaker(said: str, date: str, monday: Calendar) -> None:
    (span,) = find_dates(said, monday)
    assert span.past
    assert str(span.date) == date
    assert not span.ambiguous


@pytest.mark.parametrize(
    ("weekday", "date"), [(24, "2026-12-01"), (25, "2026-12-01"), (27, "2026-12-01"), (28, "2026-12-01")]
)
def test_next_tuesday_is_plain_once_this_tuesday_is_over(weekday: int, date: str) -> None:
    (span,) = find_dates("next Tuesday", Calendar(datetime.datetime(2026, 11, weekday, 9)))
    assert (str(span.date), span.ambiguous) == (date, False)


def test_business_days_leave_out_the_weekend() -> None:
    (span,) = find_dates("within two business days", Calendar(datetime.datetime(2026, 11, 27, 16)))
    assert str(span.date) == "2026-12-01"


@pytest.mark.parametrize(
    ("said", "country", "date"),
    [
        ("within two business days", "", "2026-12-25"),
        ("within two business days", "GB", "2026-12-29"),  # Christmas Day, the weekend, Boxing Day's Monday
        ("within two business days", "US", "2026-12-28"),
        ("within three working days", "GB-SCT", "2026-12-30"),
        ("next working day", "GB", "2026-12-24"),
        ("by close of business", "GB", "2026-12-23"),
        ("in two days", "GB", "2026-12-25"),  # not called business days
    ],
)
def test_business_days_leave_out_the_holidays_of_the_country(said: str, country: str, date: str) -> None:
    (span,) = find_dates(said, Calendar(datetime.datetime(2026, 12, 23, 16), country))
    assert str(span.date) == date


@pytest.mark.parametrize("country", ["XX", "England", "gb", "US-XX", "-"])
def test_a_country_without_a_calendar_is_named(country: str) -> None:
    with pytest.raises(InputError, match="country"):
        check_country(country)


def test_a_country_and_a_part_of_it_are_known() -> None:
    assert [check_country(code) for code in ("", "DE", "US-CA")] == ["", "DE", "US-CA"]


def test_by_five_in_the_evening_is_open() -> None:
    (span,) = find_dates("I'll call you by noon", Calendar(datetime.datetime(2026, 11, 23, 17)))
    assert (span.date, span.ambiguous) == (None, True)


def test_the_end_of_the_week_on_a_saturday_is_open() -> None:
    (span,) = find_dates("by the end of the week", Calendar(datetime.datetime(2026, 11, 28, 9)))
    assert (span.date, span.ambiguous) == (None, True)


def test_booked_for_friday_lies_ahead_though_the_verb_is_past(monday: Calendar) -> None:
    (span,) = find_dates("I've booked a technician for Friday", monday)
    assert (str(span.date), span.past) == ("2026-11-27", False)


def test_several_dates_in_one_breath(monday: Calendar) -> None:
    spans = find_dates("not Wednesday but Friday noon, and the rest by the fifth of December", monday)
    assert [str(span.date) for span in spans] == ["2026-11-25", "2026-11-27", "2026-12-05"]


def test_a_date_read_aloud() -> None:
    assert spoken(datetime.date(2026, 11, 27)) == "Friday, 27 November"


PIECES = st.sampled_from(
    [said for said, _ in DAYS]
    + OPEN
    + NONE
    + [said for said, _ in PAST]
    + ["thirty", "31st", "february", "2", "/"]
)


@given(
    st.lists(PIECES, max_size=5).map(" ".join),
    st.datetimes(datetime.datetime(2000, 1, 1), datetime.datetime(2098, 1, 1)),
)
def test_spans_lie_in_the_text_and_never_overlap(text: str, started: datetime.datetime) -> None:
    spans = find_dates(text, Calendar(started))
    assert all(text[span.start : span.end] == span.text for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(span.date is None for span in spans if span.ambiguous)
