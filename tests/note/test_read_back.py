from __future__ import annotations

from collections.abc import Callable

from assist.events import Entry, GoalDate, Note, NoteFields, PlanEntry
from assist.note.read_back import read_back, read_back_sentences


def test_the_note_said_aloud() -> None:
    fields = NoteFields(
        problem=(Entry("The client has been waiting since Monday for their refund.", (1,)),),
        client_wants=(Entry("Us to call the client back.", (2,)), Entry("To return the sofa.", (2,))),
        cannot_do=(
            Entry("Can't send a driver today.", (3,)),
            Entry("Not allowed to change the price.", (3,)),
        ),
        options=(
            Entry("Collect the sofa on Friday (chosen)", (4, 5)),
            Entry("Give the client a voucher (refused)", (4, 5)),
            Entry("A discount.", (4,)),
            Entry("Offer the client two people (refused)", (4,)),
            Entry("Send the client a driver on Monday (chosen)", (4,)),
            Entry("Our driver would come tonight (refused)", (4,)),
        ),
        plan=(
            PlanEntry("Collect the sofa on Friday.", (4, 5), "agent", "2026-11-27"),
            PlanEntry("Has booked a driver by the fifth of December.", (6,), "agent", "2026-12-05"),
            PlanEntry("Send us a photo.", (7,), "client", None),
        ),
        goal_date=GoalDate("by Friday", "2026-11-27", False, (4, 5)),
        contact=(Entry("Order: 47291.", (8,)), Entry("Agent's phone: 555 0100.", (9,))),
        follow_up=(Entry("Call the client by Friday.", (6,)),),
    )
    assert [text for _, text in read_back_sentences(fields)] == [
        "You told me that you have been waiting since Monday for your refund.",
        "You would like us to call you back.",
        "You would like to return the sofa.",
        "We can't send a driver today.",
        "We are not allowed to change the price.",
        "You did not want me to give you a voucher.",
        "One option is a discount.",
        "You did not want two people.",
        "You chose that I send you a driver on Monday.",
        "You did not want this: our driver would come tonight.",
        "We agreed that I will collect the sofa on Friday, 27 November.",
        "I have booked a driver by the fifth of December, that is Saturday, 5 December.",
        "We agreed that you will send us a photo.",
        "As a follow-up, I will call you by Friday.",
        "Our goal date is Friday, 27 November.",
        "Your order number is 47291.",
        "My phone number is 555 0100.",
        "Did I get that right?",
    ]
    assert read_back(fields) == " ".join(text for _, text in read_back_sentences(fields))


def test_what_is_no_wish_and_no_deed_is_read_back_as_what_it_is() -> None:
    fields = NoteFields(
        client_wants=(
            Entry("Or is there any car tonight.", (1,)),
            Entry("Does the client need to bring anything.", (1,)),
            Entry("Tell them to put the tree in a pot.", (1,)),
        ),
        plan=(
            PlanEntry("Monday the 30th, half past nine, Sanjay.", (2,), "agent", "2026-11-30"),
            PlanEntry("If he's not there the agent will ring him.", (2,), "agent", None),
        ),
    )
    assert [text for _, text in read_back_sentences(fields)][:-1] == [
        "You asked: is there any car tonight?",
        "You asked: do you need to bring anything?",
        "You would like us to tell them to put the tree in a pot.",
        "We agreed on this: Monday the 30th, 30 November, half past nine, Sanjay.",
        "We agreed on this: if he's not there I will ring him.",
    ]


def test_an_empty_note_says_nothing() -> None:
    assert read_back(NoteFields()) == ""


def test_an_open_day_is_asked_for(document: Callable[..., Note]) -> None:
    note = document("agent: We will refund you by next Tuesday.")
    assert note.read_back == (
        "We agreed that I will refund you by next Tuesday. "
        "We said by next Tuesday; which day do we mean? Did I get that right?"
    )
