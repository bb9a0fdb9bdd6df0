"""What is agreed as people say it: in half sentences, in lists, told to the client, by the hour."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assist.events import Note

Document = Callable[[str], Note]


def plan(note: Note) -> list[tuple[str, str, str | None]]:
    assert note.unsupported == ()
    return [(row.owner, row.text, row.due) for row in note.fields.plan]


@pytest.mark.parametrize(
    ("said", "row"),
    [
        (
            "Your money back on the card by Friday.",
            ("agent", "The client's money back on the card by Friday.", "2026-11-27"),
        ),
        ("I phone you back at six.", ("agent", "Phone the client back at six.", "2026-11-23")),
        ("I'm going down to him.", ("agent", "The agent is going down to him.", None)),
        (
            "I'll have them expecting you by two-thirty.",
            ("agent", "Have them expecting the client by two-thirty.", "2026-11-23"),
        ),
        ("I send her the photo today.", ("agent", "Send her the photo today.", "2026-11-23")),
    ],
)
def test_what_will_be_is_promised_without_a_will(
    said: str, row: tuple[str, str, str | None], document: Document
) -> None:
    assert plan(document(f"agent: {said}\nclient: Good.")) == [row]


def test_a_list_at_the_end_says_again_what_was_promised(document: Document) -> None:
    note = document(
        """
        agent: He'll be with you by two. And I'll ring you on Thursday.
        client: Right.
        agent: So: heater by two, me ringing Thursday.
        client: Lovely.
        """
    )
    assert [(row.text, row.utterances) for row in note.fields.plan] == [
        ("He'll be with the client by two.", (1, 3)),
        ("Ring the client on Thursday.", (1, 3)),
    ]


def test_what_the_agent_asks_of_the_client_is_theirs_once_they_will(document: Document) -> None:
    note = document(
        """
        client: The lamp came broken.
        agent: Oh no. Bring the broken one back in the box on Thursday.
        client: Will do.
        """
    )
    assert plan(note) == [("client", "Bring the broken one back in the box on Thursday.", "2026-11-26")]
    note = document(
        """
        agent: Send me the receipts for the hotel, please.
        client: I'll send them tonight.
        """
    )
    assert plan(note) == [("client", "Send the agent the receipts for the hotel.", "2026-11-23")]


def test_what_opens_with_so_and_stands_nowhere_is_no_summary(document: Document) -> None:
    note = document(
        """
        agent: I'll ring you on Thursday.
        client: And the panel?
        agent: So a new panel goes in on Friday after two.
        """
    )
    assert [row.due for row in note.fields.plan] == ["2026-11-26", "2026-11-27"]
    assert note.unsupported == ()


def test_by_when_it_is_with_them_is_more_than_a_time(document: Document) -> None:
    note = document("client: When will my money be back?\nagent: With you by the fourth of December.")
    assert [row.due for row in note.fields.plan] == ["2026-12-04"]


def test_whom_the_client_will_tell(document: Document) -> None:
    note = document("agent: He comes at half past eight tomorrow.\nclient: I'll tell the porter.")
    assert ("client", "Tell the porter.") in [(row.owner, row.text) for row in note.fields.plan]
    note = document("agent: We can't refund it.\nclient: Then I'll tell the papers.")
    assert note.fields.plan == ()


def test_an_hour_alone_tells_more_of_what_was_promised(document: Document) -> None:
    note = document(
        """
        agent: I'll ring you tomorrow.
        client: What time?
        agent: Two o'clock.
        """
    )
    assert plan(note) == [("agent", "Ring the client tomorrow, two o'clock.", "2026-11-24")]
    note = document(
        "agent: I'll bring it tomorrow morning.\nclient: What time?\nagent: Between eight and nine."
    )
    assert plan(note) == [("agent", "Bring it tomorrow morning, between eight and nine.", "2026-11-24")]


@pytest.mark.parametrize(
    ("asked", "said", "row"),
    [
        (
            "Will they be done before I go to work?",
            "They will, by six.",
            "Have the shirts pressed today, by six.",
        ),
        ("You'll really press them today?", "We will, by six.", "Have the shirts pressed today, by six."),
        ("You said that yesterday.", "It will. By six.", "Have the shirts pressed today, by six."),
        ("Will you do the trousers?", "We will, by six.", "Have the shirts pressed today."),
    ],
)
def test_a_will_with_an_hour_says_when_what_was_promised_is_done(
    asked: str, said: str, row: str, document: Document
) -> None:
    note = document(f"agent: I'll have the shirts pressed today.\nclient: {asked}\nagent: {said}")
    assert plan(note)[0] == ("agent", row, "2026-11-23")
    assert row.endswith("six.") == (len(note.fields.plan) == 1)


def test_the_hour_of_one_deed_is_not_told_of_the_next(document: Document) -> None:
    note = document("agent: He'll be there by one o'clock and I'll tell him to move the pram first.")
    assert [row.text for row in note.fields.plan] == [
        "He'll be there by one o'clock.",
        "Tell him to move the pram first.",
    ]


def test_a_line_that_is_mended_is_no_call_back(document: Document) -> None:
    assert document("agent: I'll get the line switched back on now.").fields.follow_up == ()
    assert len(document("agent: I'll drop you a line on Friday.").fields.follow_up) == 1


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("He'll have the keys to you at midnight.", "2026-11-23"),
        ("I'll ring you after lunch.", "2026-11-23"),
        ("I'll text you the number in a while.", "2026-11-23"),
        ("I'll write it out while you're walking down.", "2026-11-23"),
        ("I'll send it when we've hung up.", "2026-11-23"),
        ("I'll send you the hours every Friday.", "2026-11-27"),
        ("I'll ring you at one-fifteen.", "2026-11-23"),
        ("He'll be there between two and four.", "2026-11-23"),
        ("I'll be with you in a quarter of an hour.", "2026-11-23"),
        ("I'll ring you on the twenty-seventh myself.", "2026-11-27"),
        ("You'll have the money back within five days of that.", None),
    ],
)
def test_when_it_is_due_without_a_day(said: str, due: str | None, document: Document) -> None:
    assert [row.due for row in document(f"agent: {said}").fields.plan] == [due]


def test_what_only_would_be_is_not_planned(document: Document) -> None:
    assert plan(document("agent: You'd be credited by Monday if it was approved.")) == []


def test_what_was_taken_is_planned_once_somebody_says_that_they_will_do_it(document: Document) -> None:
    taken = """
        client: My parcel is lost.
        agent: I can open a trace.
        client: Yes, open it.
        """
    note = document(taken)
    assert plan(note) == []
    assert [row.text for row in note.fields.options] == ["Open a trace (chosen)"]
    assert plan(document(taken + "agent: I'll open the trace today.")) == [
        ("agent", "Open the trace today.", "2026-11-23")
    ]


def test_a_list_says_again_in_other_words_what_was_promised_for_its_day(document: Document) -> None:
    note = document(
        """
        agent: I'll send the inspector on Wednesday. You'll have a yes or no by Friday.
        client: Good.
        agent: So: inspector Wednesday, answer Friday.
        client: Right.
        """
    )
    assert [(row.text, row.utterances) for row in note.fields.plan] == [
        ("Send the inspector on Wednesday.", (1, 3)),
        ("The client will have a yes or no by Friday.", (1, 3)),
    ]


def test_nothing_before_a_day_is_no_plan(document: Document) -> None:
    note = document("client: And?\nagent: Nothing before Thursday. I'll ring you on Friday.")
    assert plan(note) == [("agent", "Ring the client on Friday.", "2026-11-27")]


def test_somebody_who_can_be_there_on_a_day_comes(document: Document) -> None:
    note = document(
        """
        client: The dishwasher leaks.
        agent: I'm sorry. Our man can look at it.
        client: Send him, then.
        agent: He can be there Friday, between one and four.
        client: Fine.
        """
    )
    assert plan(note) == [("agent", "He can be there Friday, between one and four.", "2026-11-27")]


@pytest.mark.parametrize(
    "opening", ["I've got it down as", "So what I've got is", "What I have written is", "So I've put"]
)
def test_what_the_agent_has_down_is_a_list_of_what_was_agreed(opening: str, document: Document) -> None:
    note = document(
        f"""
        agent: I'll order the white doors today and Pete will fit them on Friday.
        client: Okay.
        agent: {opening}: forty pounds back by Tuesday, white doors ordered today, Pete Friday at nine.
        client: Yes.
        """
    )
    assert plan(note) == [
        ("agent", "Order the white doors today.", "2026-11-23"),
        ("agent", "Pete will fit them on Friday.", "2026-11-27"),
        ("agent", "£40 back by Tuesday.", "2026-11-24"),
    ]


@pytest.mark.parametrize(
    "retold",
    [
        "So the engineer Monday at ten, and Kasia by half eleven.",
        "So: engineer Monday at ten, Kasia by half eleven.",
        "so engineer monday at ten and kasia by half eleven",
    ],
)
def test_an_hour_in_a_list_is_of_the_day_that_its_thing_was_promised_for(
    retold: str, document: Document
) -> None:
    note = document(
        f"""
        agent: I'm sorry. An engineer will be with you on Monday at ten. And Kasia will ring you today.
        client: Fine.
        agent: {retold}
        client: Yes.
        """
    )
    assert plan(note) == [
        ("agent", "An engineer will be with the client on Monday at ten.", "2026-11-30"),
        ("agent", "Kasia will ring the client today, by half eleven.", "2026-11-23"),
    ]
    assert [row.text for row in note.fields.follow_up] == [
        "Kasia will ring the client today, by half eleven."
    ]


def test_somebody_will_ring_behind_a_sorry(document: Document) -> None:
    note = document("agent: im so sorry kasia will ring you on friday")
    assert plan(note) == [("agent", "Kasia will ring the client on Friday.", "2026-11-27")]


@pytest.mark.parametrize(
    ("said", "row"),
    [
        (
            "Tomorrow you come back and Dr Shah puts a new one on, no charge.",
            ("client", "Come back tomorrow and Dr Shah puts a new one on, no charge.", "2026-11-24"),
        ),
        ("So tomorrow at nine you come in.", ("client", "Come in tomorrow at nine.", "2026-11-24")),
    ],
)
def test_a_day_that_the_agent_sets_them_is_theirs_to_keep(
    said: str, row: tuple[str, str, str | None], document: Document
) -> None:
    note = document(f"client: The crown fell out.\nagent: {said}\nclient: Okay, I'll be there.")
    assert plan(note) == [row]
    assert note.fields.plan[0].utterances == (2, 3)


def test_what_the_agent_does_once_they_have_done_theirs_is_the_agents(document: Document) -> None:
    note = document(
        """
        client: I need the claim to go in and I've still got the receipt.
        agent: If you email it to me tonight I'll put it in.
        client: Okay, I'll do that.
        """
    )
    assert plan(note) == [
        ("agent", "If the client emails it to the agent tonight the agent will put it in.", "2026-11-23")
    ]


@pytest.mark.parametrize(
    ("said", "row"),
    [
        (
            "I'll send another one today. It should be with you by Friday.",
            ("agent", "Send another one today, it should be with the client by Friday.", "2026-11-23"),
        ),
        (
            "I'll get the line switched back on now. You should hear it ring by half past ten.",
            (
                "agent",
                "Get the line switched back on now, the client should hear it ring by half past ten.",
                "2026-11-23",
            ),
        ),
    ],
)
def test_what_only_should_be_is_told_as_such_behind_what_is_promised(
    said: str, row: tuple[str, str, str | None], document: Document
) -> None:
    assert plan(document(f"client: Nothing came.\nagent: {said}\nclient: Okay.")) == [row]
    hoped = said.partition(". ")[2]
    assert plan(document(f"client: Nothing came.\nagent: {hoped}\nclient: Okay.")) == []


def test_the_client_has_it_ready(document: Document) -> None:
    note = document(
        """
        client: You left my parcel in the rain.
        agent: We'll collect it today between two and four.
        client: Okay, I'll have it ready by the door.
        """
    )
    assert plan(note)[1:] == [("client", "Have it ready by the door.", "2026-11-23")]


@pytest.mark.parametrize(
    ("said", "row"),
    [
        (
            "If you can get it to me by four, I'll put it in today.",
            (
                "agent",
                "If the client can get it to the agent by four, the agent will put it in today.",
                "2026-11-23",
            ),
        ),
        (
            "If you send me the receipt, I'll have the money to you by Friday.",
            (
                "agent",
                "If the client sends the agent the receipt, the agent will have the money to the client by Friday.",
                "2026-11-27",
            ),
        ),
    ],
)
def test_what_a_promise_waits_for_stands_with_it(
    said: str, row: tuple[str, str, str | None], document: Document
) -> None:
    assert plan(document(f"client: I've got the receipt.\nagent: {said}\nclient: Okay.")) == [row]


def test_what_is_done_only_if_it_helps_is_not_promised(document: Document) -> None:
    note = document(
        """
        client: You took the four hundred twice and my rent bounced.
        agent: I'll refund it today. And I'll write to your landlord if that helps.
        client: No, don't write to him.
        """
    )
    assert [row.text for row in note.fields.plan] == ["Refund it today."]


def test_the_hour_at_the_end_stands_in_place_of_between_two(document: Document) -> None:
    note = document(
        """
        client: Her stairlift's stuck.
        agent: Marcus will be there tomorrow between eight and ten. And I'll ring you tonight.
        client: Before nine, please, I work.
        agent: So: Marcus tomorrow at eight, me ringing you tonight.
        """
    )
    assert plan(note)[0] == ("agent", "Marcus will be there tomorrow at eight.", "2026-11-24")


def test_how_long_it_takes_is_not_due_now(document: Document) -> None:
    note = document("client: I want my money.\nagent: I'll do that now, it'll be three to five working days.")
    assert [(row.text, row.due) for row in note.fields.plan if "days" in row.text] in (
        [],
        [("It'll be three to five working days.", None)],
    )


def test_who_will_do_it_is_named_once(document: Document) -> None:
    note = document("client: Who's your boss?\nagent: linda marsh she'll ring you before five")
    assert plan(note) == [("agent", "Linda Marsh will ring the client before five.", "2026-11-23")]


def test_what_the_agent_has_is_offered_where_nothing_is_agreed(document: Document) -> None:
    note = document(
        """
        client: My booking was cancelled and I have nowhere to sleep.
        agent: What I've got is a room at the Grand, or I can get you a taxi to our other hotel.
        client: The Grand, please.
        """
    )
    assert [option.text for option in note.fields.options] == [
        "A room at the Grand (chosen)",
        "Get the client a taxi to our other hotel (refused)",
    ]


def test_somebody_will_do_it_without_a_capital_too(document: Document) -> None:
    note = document("agent: ill order the white doors today and pete will fit them on friday")
    assert plan(note) == [
        ("agent", "Order the white doors today.", "2026-11-23"),
        ("agent", "Pete will fit them on Friday.", "2026-11-27"),
    ]


def test_a_list_tells_what_has_no_day_of_its_own(document: Document) -> None:
    note = document(
        """
        client: The router never came and I've lost two days of work.
        agent: I'm sorry. A courier brings you a modem tomorrow.
        client: Fine.
        agent: So: terminal today, modem tomorrow, credit of one week.
        client: Yes.
        agent: Engineer at yours on Friday at ten, free with the plan, and I call you Monday.
        """
    )
    assert plan(note) == [
        ("agent", "A courier brings the client a modem tomorrow.", "2026-11-24"),
        ("agent", "Terminal today.", "2026-11-23"),
        ("agent", "Credit of one week.", None),
        ("agent", "Engineer at the client's on Friday at ten, free with the plan.", "2026-11-27"),
        ("agent", "Call the client Monday.", "2026-11-30"),
    ]


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        (
            "In one hour you get the number by email the card in five days.",
            [("In one hour, the client gets the number by email.", "2026-11-23"),
             ("The card in five days.", "2026-11-28")],
        ),
        ("They'll be there in five.", [("They'll be there in five.", "2026-11-23")]),
    ],
)  # fmt: skip
def test_no_row_is_only_a_time(said: str, rows: list[tuple[str, str]], document: Document) -> None:
    note = document(
        f"""
        client: The router never came and I've lost two days of work.
        agent: I'm sorry. A courier brings you a modem tomorrow.
        client: Fine.
        agent: So: terminal today, modem tomorrow.
        client: Yes.
        agent: Engineer at yours on Friday at ten, and I call you Monday.
        client: Right.
        agent: {said}
        """
    )
    assert [(text, due) for _, text, due in plan(note)][-len(rows) :] == rows


def test_an_hour_that_is_said_behind_the_promise_keeps_its_after(document: Document) -> None:
    note = document(
        """
        client: Nobody came, and I want to speak to whoever runs it.
        agent: I'll ask our manager to ring you. He's in tomorrow. Morning or afternoon?
        client: Afternoon, after three.
        agent: After three tomorrow, on this number.
        client: Thank you.
        """
    )
    assert plan(note) == [("agent", "Ask our manager to ring the client after three tomorrow.", "2026-11-24")]


def test_the_other_side_of_an_or_holds_all_that_is_done_then(document: Document) -> None:
    note = document(
        "client: Nobody came to my mum this morning.\n"
        "agent: Oh no. What time should they have been?\n"
        "client: Half seven. And what about tomorrow? I can't go through this every day.\n"
        "agent: For the mornings, we could move your mum onto the early round, but it'd be half six rather than half"
        " seven. Or we keep half seven and I put a text alert on, so you get a message when they log in.\n"
        "client: Half six is too early. Yes, do the text.\n"
        "agent: I'll set it up today, it'll work from tomorrow morning.\n"
        "client: Okay."
    )
    assert [one.text for one in note.fields.options] == [
        "Move the client's mum onto the early round (refused)",
        "Keep half seven and put a text alert on (chosen)",
    ]
    assert plan(note)[0] == ("agent", "Keep half seven and put a text alert on today.", "2026-11-23")


def test_whom_the_agent_is_sending_and_what_they_will_do(document: Document) -> None:
    note = document(
        """
        client: Nobody came to my mum this morning.
        agent: I'm so sorry.
        client: So what are you doing?
        agent: I'm sending Michelle, she's round the corner, she can be there in fifteen minutes. She'll wash her.
        client: Okay. And what about tonight?
        agent: For tonight it's Joy at seven.
        client: Good.
        """
    )
    assert plan(note)[:2] == [
        ("agent", "The agent is sending Michelle.", "2026-11-23"),
        ("agent", "Michelle will wash her.", "2026-11-23"),
    ]


def test_who_he_is_where_one_person_was_named_just_before(document: Document) -> None:
    for said, row in (
        ("I'll put it to Lars today and he'll ring you by Friday.", "Lars will ring the client by Friday."),
        ("i'll ask carl and he'll ring you by friday", "Carl will ring the client by Friday."),
        ("I'll ask Carl and Lars and he'll ring you by Friday.", "He'll ring the client by Friday."),
        ("I'll ask Carl's wife and she'll ring you by Friday.", "She'll ring the client by Friday."),
    ):
        assert row in [text for _, text, _ in plan(document(f"client: I want it back.\nagent: {said}"))], said


def test_to_do_it_oneself_is_no_other_promise(document: Document) -> None:
    note = document(
        """
        client: And I want to know why.
        agent: You'll have a written report by Friday. I'll write it myself.
        client: Fine.
        """
    )
    assert plan(note) == [("agent", "The client will have a written report by Friday.", "2026-11-27")]


def test_a_summary_keeps_what_was_said_before_it_and_what_stands_nowhere_yet(document: Document) -> None:
    note = document(
        "client: Nobody came to my mum this morning.\n"
        "agent: I'll send Michelle right now, and I'll ring you as soon as she's through the door.\n"
        "client: And tomorrow?\n"
        "agent: We could move your mum onto the early round, but it'd be half six. Or we keep half seven and I put a"
        " text alert on, so you get a message when they log in.\n"
        "client: Half six is too early. Yes, do the text.\n"
        "agent: I'll set it up today, it'll work from tomorrow morning.\n"
        "client: And can somebody senior ring me?\n"
        "agent: I'll ask our manager, Paul Denning, to ring you. He's in tomorrow. Morning or afternoon?\n"
        "client: Afternoon, after three.\n"
        "agent: After three tomorrow, on this number. So I ring you when she's there, Joy's at seven tonight, the text"
        " alert's from tomorrow, and Paul will ring you after three tomorrow. Have I missed anything?\n"
        "client: No, that's it.",
        moments={10: ["agent_read_back"]},
    )
    rows = plan(note)
    assert (
        "agent",
        "Ask our manager, Paul Denning, to ring the client after three tomorrow.",
        "2026-11-24",
    ) in rows
    assert ("agent", "Keep half seven and put a text alert on today.", "2026-11-23") in rows
    assert ("agent", "Joy's at seven tonight.", "2026-11-23") in rows


def test_when_something_is_done_is_no_row_of_its_own(document: Document) -> None:
    note = document(
        "client: I could come at four.\n"
        "client: Yes, do that please. Because I've lost two shifts.\n"
        "agent: I'll put that in. He'll have an answer to you by a week on Friday.\n"
        "client: And I want to see the optometrist again, I don't trust it now.\n"
        "agent: Of course. When you collect on Thursday, I'll book you in with Mr Lindqvist at half past five. He'll"
        " check them on you before you leave."
    )
    texts = [text for _, text, _ in plan(note)]
    assert "Book the client in with Mr Lindqvist at half past five." in texts
    assert not any(text.startswith("When ") for text in texts)


def test_the_hour_that_the_client_asks_for_goes_with_what_was_promised(document: Document) -> None:
    note = document(
        """
        client: and will someone actually tell me
        agent: yes i'll ring you myself wednesday afternoon
        client: after four i work days
        agent: after four no problem
        client: thanks
        """
    )
    assert plan(note) == [("agent", "Ring the client Wednesday afternoon, after four.", "2026-11-25")]


def test_to_get_somebody_to_ring_is_no_call_of_ones_own(document: Document) -> None:
    note = document(
        """
        client: can carl ring before he comes
        agent: yeah i'll get him to ring
        client: ok
        agent: and i'll ring you tonight to check the lock's ok
        client: cheers
        """
    )
    assert [text for _, text, _ in plan(note)] == [
        "Get him to ring.",
        "Ring the client tonight to check the lock's ok.",
    ]


def test_whoever_he_is_will_fit_it_though_the_apostrophe_is_dropped(document: Document) -> None:
    note = document(
        "client: its broken\nagent: i'll send our best guy carl hell fit a new one today\nclient: ok"
    )
    assert [text for _, text, _ in plan(note)] == ["Send our best guy carl, he'll fit a new one today."]
