"""For which day something is promised, as people say it: a line of talk, and the plan with its days."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from assist.events import Note
from assist.note.calendar import Calendar
from assist.note.dates import find_dates

Document = Callable[[str], Note]


# the calls begin on Monday, 23 November 2026, at ten
@pytest.mark.parametrize(
    ("said", "plan"),
    [
        # a verb in the past form that is none: what will be had done
        ("agent: I'll have it lifted Wednesday evening.", [("Have it lifted Wednesday evening.", "2026-11-25")]),
        # the day before the promise, with its hours, and with a "then"
        ("agent: Good. Saturday between nine and eleven he will be at your house.",
         [("He will be at the client's house Saturday between nine and eleven.", "2026-11-28")]),
        ("agent: tuesday then it'll be here waiting for you",
         [("It'll be here waiting for the client on Tuesday.", "2026-11-24")]),
        # the day of the sentence before, which was only said back, is no day of what follows
        ("client: So Thursday.\nagent: Thursday, that's right. And our team will reach out to you by phone.",
         [("Our team will reach out to the client by phone.", None)]),
        # a conditional that sets an hour or a day is a promise
        ("agent: I can't leave before eleven. I'd be with you at noon.",
         [("Be with the client at noon.", "2026-11-23")]),
        ("agent: And I'd have the decision for you by Wednesday.",
         [("Have the decision for the client by Wednesday.", "2026-11-25")]),
        # hedged, but of what is promised for certain
        ("agent: ill write to you myself to say that its closed you should have that by friday",
         [("Write to the client to say that its closed by Friday.", "2026-11-27")]),
        ("agent: you should have that by friday", []),
        ("agent: and you'll get a confirmation email in like five minutes",
         [("The client will get a confirmation email in five minutes.", "2026-11-23")]),
        ("agent: smashing hell be there at half one", [("He'll be there at half one.", "2026-11-23")]),
        ("agent: driverll drop it off tomorrow", [("Driver'll drop it off tomorrow.", "2026-11-24")]),
        ("agent: I'll ring you on the tenth of January.\nclient: Better the eleventh, we're away on the tenth.",
         [("Ring the client on the eleventh.", "2027-01-11")]),
        ("agent: Then I'll put you on the first of December, cabin with two beds.",
         [("Put the client on the first of December, cabin with two beds.", "2026-12-01")]),
        ("agent: I'll be with you in a minute.", []),
        # what was said twice in the note is one thing to be read back, and this is no read-back
        ("agent: I can redo the top tier tonight, or I could make you a whole new cake.\nclient: Just redo the top.\n"
         "agent: I'll redo the top tier tonight and I'll bring it to the venue myself by nine tomorrow morning.",
         [("Redo the top tier tonight.", "2026-11-23"),
          ("Bring it to the venue by nine tomorrow morning.", "2026-11-24")]),
        ("agent: i'll get a new letter out to you you should have it by wednesday",
         [("Get a new letter out to the client by Wednesday.", "2026-11-25")]),
        ("agent: And I'll be out myself to measure tomorrow at ten.",
         [("Be out to measure tomorrow at ten.", "2026-11-24")]),
        # "not due" is no day of the plan's
        ("agent: You won't get a penalty, it's not due until the thirty-first of January.", []),
        # in place of a Friday in two weeks: a day of that week
        ("agent: I'll ring you on Friday the eleventh.\nclient: No, make it Thursday.",
         [("Ring the client on Thursday.", "2026-12-10")]),
        ("client: It's his birthday on the third of April.\nagent: I'll write to him today.\n"
         "client: It's his birthday on the third of April.", [("Write to him today.", "2026-11-23")]),
        ("agent: I'll phone you on Tuesday. Sorry, not Tuesday, I'm on a course. Wednesday.",
         [("Phone the client on Wednesday.", "2026-11-25")]),
        ("agent: Eight tomorrow. I've popped him in with Doctor Wren.",
         [("The agent has popped him in with Doctor Wren tomorrow.", "2026-11-24")]),
        # what is said to be confirmed in writing is not read back now
        ("agent: That's fine. I'll confirm that to you in writing this afternoon.",
         [("Confirm that to the client in writing this afternoon.", "2026-11-23")]),
        ("client: And what if they don't answer?\nagent: Then I'll call them on Thursday morning.",
         [("Call them on Thursday morning.", "2026-11-26")]),
        ("agent: I'll confirm all that in an email by tomorrow.",
         [("Confirm all that in an email by tomorrow.", "2026-11-24")]),
        ("agent: Is it all right if I call you on Friday to confirm it came in?\nclient: Please do.",
         [("Call the client on Friday to confirm it came in.", "2026-11-27")]),
        # two deeds about one thing; what hangs on a condition in one breath
        ("agent: Once it comes I will update it by tomorrow. And by Friday I will message you that it is updated.",
         [("Update it by tomorrow once it comes.", "2026-11-24"),
          ("Message the client that it is updated by Friday.", "2026-11-27")]),
        ("agent: I will revert by tomorrow by myself.\nclient: Tomorrow at what time?\nagent: Before one o'clock, sir.",
         [("Revert by tomorrow.", "2026-11-24")]),
        # a no to something else
        ("agent: I'll let you know by Thursday.\nclient: Can you deliver it, I really don't want to drive over again?\n"
         "agent: We could deliver it, or there's the drive-through.",
         [("Let the client know by Thursday.", "2026-11-26")]),
        ("agent: I'll put the claim in today, if you can send the bill through.",
         [("Put the claim in today, if the client can send the bill through.", "2026-11-23")]),
        ("agent: Okay.\nclient: I send it today, after the lecture.",
         [("Send it today, after the lecture.", "2026-11-23")]),
        ("agent: i'm taking that marker off now", [("The agent is taking that marker off now.", "2026-11-23")]),
        # the client's own; an hour of theirs is of the day that the agent said
        ("agent: friday then ill have it off for you first thing\nclient: what time you open\nagent: eight\n"
         "client: right ill be there at eight",
         [("Have it off for the client first thing on Friday.", "2026-11-27"), ("Be there at eight.", "2026-11-27")]),
        ("agent: Once I have it you'll get a reply.\nclient: I'm sending it just now.",
         [("The client is sending it just now.", "2026-11-23")]),
        ("client: I'm calling you back at nine about the fee.\nagent: By four it'll reach you.\nclient: Good.",
         [("By four it'll reach the client.", "2026-11-23")]),
        ("agent: I'll check with you at twelve that it's arrived.",
         [("Check with the client at twelve that it's arrived.", "2026-11-23")]),
        ("agent: I'll send the boy for you, fifteen minutes.",
         [("Send the boy for the client, 15 minutes.", "2026-11-23")]),
        ("agent: I'll have it at your door on Wednesday.\nclient: Lovely.\nagent: And I'm bringing the key up in ten.",
         [("The agent is bringing the key up in ten.", "2026-11-23")]),
        ("client: My cat is to be spayed.\nagent: Friday then, and drop her off at eight.\nclient: I'll do that.",
         [("Drop her off at eight.", "2026-11-27")]),
        ("agent: He's there on Thursday.\nclient: Good.\nagent: And I'll ring you on the Friday first of January.",
         [("Ring the client on the Friday first of January.", "2027-01-01")]),
        # a time alone is the next such time, of the day that is spoken of
        ("agent: I'll ring you at half twelve with a yes or a no.",
         [("Ring the client at half twelve with a yes or a no.", "2026-11-23")]),
        ("agent: You'd be his first stop on Saturday.\nclient: Saturday, okay.\n"
         "agent: I'll ring you at eight fifteen to make sure he's there.",
         [("Ring the client at eight fifteen to make sure he's there.", "2026-11-28")]),
        ("agent: You're booked in for Wednesday the second of December.\nclient: Thank you.\n"
         "agent: I'll text you the day before.",
         [("Text the client the day before.", "2026-12-01")]),
        ("agent: I'll text you the day before.", [("Text the client the day before.", None)]),
        ("agent: The car's ready on Thursday.\nclient: Grand.\nagent: I'll text you when it's done.",
         [("Text the client when it's done.", "2026-11-26")]),
        ("agent: I'll text you when it's done.", [("Text the client when it's done.", None)]),
        # of a day that is left open, and where several were spoken of, it stays open
        ("agent: Their assessor's round your way next Thursday, so he'll come and look at the floor then.",
         [("He'll come and look at the floor.", None)]),
        ("agent: They clean it on Thursday, and it's with you on Friday.\nclient: Okay.\n"
         "agent: I'll text you an hour before.", [("Text the client an hour before.", None)]),
        # a day on which something else happens is that day all the same
        ("agent: I'll ring you Thursday after the surveyor's been.",
         [("Ring the client Thursday after the surveyor's been.", "2026-11-26")]),
        ("agent: I'll get them out tomorrow, not Thursday.",
         [("Get them out tomorrow, not Thursday.", "2026-11-24")]),
        ("agent: I'll have two of ours there tonight by six, that's not something I leave till tomorrow.",
         [("Have two of ours there tonight by six, that's not something the agent leaves till tomorrow.",
           "2026-11-23")]),
        # of two days that go together the first, and of a day and its date the date
        ("agent: I'll check every booking Friday night and Saturday night by hand.",
         [("Check every booking Friday night and Saturday night by hand.", "2026-11-27")]),
        ("agent: You'll get a call from me on the Friday before, that's the twenty-first.",
         [("The client will get a call from the agent on the Friday before, that's the twenty-first.", "2026-12-21")]),
        ("agent: I'll phone you on the Thursday, the third of December.",
         [("Phone the client on the Thursday, the third of December.", "2026-12-03")]),
        ("agent: I'll ring you every Tuesday, starting on the eighth.",
         [("Ring the client every Tuesday, starting on the eighth.", "2026-12-08")]),
        # hours without a day
        ("agent: I'll call you at half past five did it go through",
         [("Call the client at half past five.", "2026-11-23")]),
        ("agent: I'll ring you at seven fifteen in the morning.",
         [("Ring the client at seven fifteen in the morning.", "2026-11-24")]),
        ("agent: Can you send it today?\nclient: I'll do it dinner time.", [("Do it dinner time.", "2026-11-23")]),
        ("agent: Right.\nclient: I'll call her the moment we're done.",
         [("Call her the moment the client is done.", "2026-11-23")]),
        # counted from the day that is spoken of
        ("agent: You pay on the fourteenth of December.\nclient: I will.\n"
         "agent: And I'll call you on the Friday after to tell you it's entered.",
         [("Call the client on the Friday after to tell the client it's entered.", "2026-12-18")]),
        ("agent: Gold thread, Friday at eleven. And it'll be ready a week after.",
         [("It'll be ready a week after.", "2026-12-04")]),
        ("agent: I'll text you when he's at the gate.", [("Text the client when he's at the gate.", None)]),
        ("agent: The drivers come on Friday.\nclient: Good.\nagent: I'll text you when they're on their way.",
         [("Text the client when they're on their way.", "2026-11-27")]),
        ("agent: They clean it on Thursday, and it's with you on Friday.\nclient: Okay.\n"
         "agent: I'll text you the same evening.", [("Text the client the same evening.", "2026-11-27")]),
        # "Friday", once that Friday has been named by its date
        ("agent: The swap is on Saturday the fifth of December.\nclient: Good.\n"
         "agent: I'll ring you that Saturday around noon.",
         [("Ring the client that Saturday around noon.", "2026-12-05")]),
        ("agent: I was away on Saturday the fifth of September.\nclient: I see.\nagent: I'll ring you on Saturday.",
         [("Ring the client on Saturday.", "2026-11-28")]),
        # a date of birth is nobody's day
        ("client: The seventh of July, seventy-four.\nagent: I'll ring you at seven either way.",
         [("Ring the client at seven either way.", "2026-11-23")]),
        # "next Friday" is no plainer for being said as "Friday"
        ("agent: I'll have it fixed by next Friday.\nclient: Okay.\nagent: So it will be fixed by Friday.",
         [("Have it fixed by next Friday.", None)]),
        # what the client will do, with the day beside it
        ("agent: Which day's good?\nclient: I'll bring the box in. Friday.", [("Bring the box in.", "2026-11-27")]),
        ("agent: It's at the desk.\nclient: I'm by there Wednesday, I'll drop it off.",
         [("Drop it off.", "2026-11-25")]),
        ("agent: They'd be ready on Thursday, from nine.\nclient: I'll send my brother.",
         [("Send the client's brother.", "2026-11-26")]),
        ("agent: It's Thursday or Friday, from nine.\nclient: I'll send my brother.",
         [("Send the client's brother.", None)]),
        # the day of what comes of it, and the one asked for behind it
        ("agent: I'll pass it to her and she'll call you by noon tomorrow.", [("Pass it to her.", "2026-11-24")]),
        ("agent: I'll pass it to her. I'll call you tomorrow.", [("Pass it to her.", None)]),
        ("agent: She'll come to the house. Tomorrow at six?\nclient: Yes, that's fine.",
         [("She'll come to the house tomorrow at six.", "2026-11-24")]),
        ("agent: You'll get an invite.\nclient: When?\nagent: The twelfth at two.",
         [("The client will get an invite on the twelfth at two.", "2026-12-12")]),
        # a time with other words around it stays where it was said
        ("agent: I'll ring the driver and tell him to mind the lift.\nclient: Today?\n"
         "agent: I would. Two men at two, third bell, and me at three.",
         [("Ring the driver and tell him to mind the lift at two, the agent at three.",
           "2026-11-23")]),
        # what is done is due no more
        ("agent: I've refunded March just now.", [("The agent has refunded March just now.", None)]),
        # an hour behind "now" or "in the morning" is of that day, whatever was said before
        ("agent: It's six o'clock this Thursday.\nclient: All right.\n"
         "agent: I'll ring them now, and I'll come back to you by three.",
         [("Come back to the client by three.", "2026-11-23")]),
        ("agent: I'm at the window at eight in the morning. I'll text you by nine with all of them.",
         [("Text the client by nine with all of them.", "2026-11-24")]),
        ("agent: you'll get a call from me on the friday before that's the fourth so you hear it if it slips",
         [("The client will get a call from the agent on the Friday before that's the fourth.", "2026-12-04")]),
        # the first bus is no date; what could be offered is no day of what the client does
        ("client: I come Thursday, the first bus.\nagent: Good.\nclient: Thursday the first bus.\n"
         "agent: I'll meet you on Thursday.", [("Meet the client on Thursday.", "2026-11-26")]),
        ("agent: I could ask her to call him on Tuesday.\nclient: I'll tell my partner.",
         [("Tell the client's partner.", None)]),
        # what is spoken of is no day to do it
        ("agent: I'll ask my manager about this month, and I'll look into next week's bill.",
         [("Ask the agent's manager about this month.", None), ("Look into next week's bill.", None)]),
        ("agent: It'll work from tomorrow's bus.", [("It'll work from tomorrow's bus.", "2026-11-24")]),
        # no day of its own, and none of those beside it
        ("agent: I'll ring you on Friday, and I'll post it the first week of January.",
         [("Ring the client on Friday.", "2026-11-27"), ("Post it the first week of January.", None)]),
        # what comes of it is another day
        ("agent: I'll post it this afternoon, you'd have it Saturday.",
         [("Post it this afternoon, the client would have it Saturday.", "2026-11-23")]),
        ("agent: I'll ring you Friday and see how it's looking for the tenth.",
         [("Ring the client Friday and see how it's looking for the tenth.", "2026-11-27")]),
    ],
)  # fmt: skip
def test_the_day_of_a_promise(said: str, plan: list[tuple[str, str | None]], document: Document) -> None:
    note = document(said)
    assert [
        (row.text, row.due) for row in note.fields.plan if (row.text, row.due) in plan or not plan
    ] == plan
    assert note.unsupported == ()


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("she'll ring on the first van", []),
        ("on the fifth floor", []),
        ("on the twelfth attempt", []),
        ("on the fifth at ten", ["2026-12-05"]),
        ("by the eleventh", ["2026-12-11"]),
        ("on the eleventh to go over it", ["2026-12-11"]),
    ],
)
def test_an_ordinal_is_a_day_only_where_nothing_is_counted_by_it(said: str, days: list[str]) -> None:
    found = find_dates(said, Calendar(datetime.datetime(2026, 11, 23, 10)))
    assert [span.date.isoformat() for span in found if span.date] == days


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("mailed Friday the fourth, with a tracking number", "2026-12-04"),
        ("you're looking at the twenty-seventh", "2026-11-27"),
    ],
)
def test_a_date_that_is_only_named(said: str, date: str, monday: Calendar) -> None:
    (span,) = find_dates(said, monday)
    assert (str(span.date), span.past) == (date, False)


def test_a_list_of_what_was_agreed_gives_a_promise_its_day(document: Document) -> None:
    note = document(
        "agent: I'll send Ingrid, she does the big ones.\nclient: Good.\nagent: And I'll post you the invoice.\n"
        "client: Thank you.\nagent: So: Ingrid on Thursday, the invoice by post on Friday."
    )
    assert note.unsupported == ()
    assert [(row.text, row.due) for row in note.fields.plan] == [
        ("Send Ingrid.", "2026-11-26"),
        ("Post the client the invoice.", "2026-11-27"),
    ]


def test_what_somebody_has_on_a_day_is_ahead(monday: Calendar) -> None:
    (span,) = find_dates("I've got a technician on Wednesday between eight and noon", monday)
    assert (span.date, span.past) == (datetime.date(2026, 11, 25), False)


@pytest.mark.parametrize(
    ("said", "row", "due"),
    [
        ("I'll look at it on Monday and I'll ring you.", "Ring the client.", "2026-11-30"),
        ("By two thirty. I'll come with it myself.", "Come with it.", "2026-11-23"),
        (
            "You'll have it by Friday, the twenty-seventh, and I'll call you Monday.",
            "The client will have it by Friday, the twenty-seventh.",
            "2026-11-27",
        ),
    ],
)
def test_a_day_said_just_before_is_that_of_what_is_promised_next(
    said: str, row: str, due: str, document: Document
) -> None:
    note = document(f"client: When is that?\nagent: {said}")
    assert note.unsupported == ()
    assert (row, due) in [(one.text, one.due) for one in note.fields.plan]


@pytest.mark.parametrize(
    ("said", "plan"),
    [
        ("agent: I'll be there on Tuesday at nine.\nclient: Can we make it ten?\nagent: Sure, ten.",
         [("Be there on Tuesday at ten.", "2026-11-24")]),
        ("agent: I'll call you Friday at four.\nclient: I don't get off work till five. Make it six."
         "\nagent: Six it is.",
         [("Call the client Friday at six.", "2026-11-27")]),
        ("agent: I'll ring you at three with the answer.\nclient: Half three would be better, I'm at the school at"
         " three.\nagent: Okay, half three.", [("Ring the client at half three with the answer.", "2026-11-23")]),
        # an offer that is turned down for its hour alone
        ("agent: I can send someone tomorrow at nine to fix it.\nclient: Nine's too early. Could it be ten?"
         "\nagent: Ten is fine.", [("Send someone tomorrow at ten to fix it.", "2026-11-24")]),
        # also where the same breath reads all of it back
        ("agent: I'll be there on Tuesday at nine.\nclient: Nine's too early. Ten."
         "\nagent: Ten. Let me read that back: I'm there on Tuesday at ten. Is that right?",
         [("Be there on Tuesday at ten.", "2026-11-24")]),
        # what the agent does not agree to moves nothing
        ("agent: I'll be there on Tuesday at nine.\nclient: Can we make it half past ten?"
         "\nagent: I can't do half past ten, sorry.", [("Be there on Tuesday at nine.", "2026-11-24")]),
        ("agent: I'll be there on Tuesday at nine.\nclient: Can we make it ten?\nagent: Nine is all I have.",
         [("Be there on Tuesday at nine.", "2026-11-24")]),
        # nor does an hour at which something else is
        ("agent: I'll be there on Tuesday at nine.\nclient: I've got the school run at half eight."
         "\nagent: That's fine.",
         [("Be there on Tuesday at nine.", "2026-11-24")]),
        # another day, in place of one that is turned down with its hour
        ("agent: I'll be there on Tuesday at nine.\nclient: Tuesday's no good. Wednesday.\nagent: Wednesday then.",
         [("Be there on Wednesday.", "2026-11-25")]),
        # or of an offer, and not of what was promised beside it
        ("agent: I'll find out today. Would it be all right if I rang you tomorrow?\nclient: Yes please. Not tomorrow,"
         " we've got family. Friday.\nagent: Friday. I'll ring you on Friday.",
         [("Find out today.", "2026-11-23"), ("Ring the client on Friday.", "2026-11-27")]),
    ],
)  # fmt: skip
def test_another_hour_or_day_holds_once_the_agent_agrees(
    said: str, plan: list[tuple[str, str | None]], document: Document
) -> None:
    note = document(f"client: Your driver broke my gate.\n{said}")
    assert [(row.text, row.due) for row in note.fields.plan] == plan
    assert note.unsupported == ()
    goal = note.fields.goal_date
    assert goal is None or goal.date == plan[-1][1]


def test_the_goal_date_is_the_day_that_its_hour_is_of(document: Document) -> None:
    note = document(
        """
        agent: When would suit you for the engineer?
        client: Friday, please.
        agent: He'll be with you before twelve, then.
        client: Lovely.
        """
    )
    assert note.fields.goal_date is not None
    assert (note.fields.goal_date.date, note.unsupported) == ("2026-11-27", ())


def test_a_day_that_is_only_feared_is_not_that_of_an_hour_behind_it(document: Document) -> None:
    note = document(
        "client: The report is late.\nagent: It will be ready today at two.\nclient: Two means two, or again tomorrow?"
        "\nagent: I'll send you the PDF at two."
    )
    assert note.fields.plan[-1].due == "2026-11-23"


@pytest.mark.parametrize(
    ("refusal", "answer", "row"),
    [
        ("No, ten's no good, I'm at work.", "Four o'clock then.", "Send Dave tomorrow at four o'clock."),
        ("not ten im in class till two", "ten past two then", "Send Dave tomorrow at ten past two."),
        (
            "Not ten, I've got the school run at nine.",
            "Sorry, ten is all he has.",
            "Send Dave tomorrow at ten.",
        ),
        ("Not ten, I'm at work.", "Could you do four?", "Send Dave tomorrow at ten."),
    ],
)
def test_the_agent_names_an_hour_in_place_of_the_one_that_does_not_suit(
    refusal: str, answer: str, row: str, document: Document
) -> None:
    note = document(
        f"agent: I'll send Dave tomorrow at ten.\nclient: {refusal}\nagent: {answer}\nclient: Okay."
    )
    assert note.unsupported == ()
    assert [(one.text, one.due) for one in note.fields.plan] == [(row, "2026-11-24")]


def test_a_day_moves_nothing_that_would_not_be_promised_for_it(document: Document) -> None:
    note = document("agent: You'd have it by next Friday.\nclient: You said two days! It's the fourteenth!")
    assert [one.text for one in note.fields.plan] == ["The client would have it by next Friday."]
    assert note.unsupported == ()
