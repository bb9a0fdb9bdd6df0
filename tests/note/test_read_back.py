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
        "You would also like to return the sofa.",
        "We can't send a driver today.",
        "We are not allowed to change the price.",
        "You did not want me to give you a voucher.",
        "One option is a discount.",
        "You did not want two people.",
        "You chose that I send you a driver on Monday.",
        "You did not want this: our driver would come tonight.",
        "We agreed that I will collect the sofa on Friday, 27 November.",
        "I have booked a driver by the fifth of December, that is Saturday, 5 December.",
        "You will send us a photo.",
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
            PlanEntry("Be with the client at ten to three.", (2,), "agent", "2026-11-23"),
            PlanEntry("Move the client to the Sunday matinee.", (2,), "agent", "2026-11-29"),
            PlanEntry("Post it now, the client should have it by Friday.", (2,), "agent", "2026-11-23"),
        ),
    )
    assert [text for _, text in read_back_sentences(fields)][:-1] == [
        "You asked: is there any car tonight?",
        "You asked: do you need to bring anything?",
        "You would like us to tell them to put the tree in a pot.",
        "We agreed on this: Monday the 30th, 30 November, half past nine, Sanjay.",
        "If he's not there I will ring him.",
        "I will be with you at ten to three, that is Monday, 23 November.",
        "I will move you to the Sunday matinee, 29 November.",
        "I will post it now, you should have it by Friday.",
    ]


def test_an_empty_note_says_nothing() -> None:
    assert read_back(NoteFields()) == ""


def test_an_open_day_is_asked_for(document: Callable[..., Note]) -> None:
    note = document("agent: We will refund you by next Tuesday.")
    assert note.read_back == (
        "We agreed that I will refund you by next Tuesday. "
        "We said by next Tuesday; which day do we mean? Did I get that right?"
    )


PROBLEMS = {
    "It's about the heat pump.": "You told me that it's about the heat pump.",
    "The undertaker's rung the client.": "You told me that the undertaker's rung you.",
    "Our lads unloaded it on the wrong floor.": "You told me that our lads unloaded it on the wrong floor.",
    "Yesterday the client was told to wait.": "You told me that yesterday you were told to wait.",
    "€418.": "You told me this: €418.",
    "Hamper for the client's boss.": "You told me this: hamper for your boss.",
    "The form that we sent.": "You told me this: the form that we sent.",
    "Where is the client's taxi.": "You asked: where is your taxi?",
}
WISHES = {
    "Somebody the client can count on.": "You would like somebody you can count on.",
    "Somebody senior to ring the client.": "You would like somebody senior to ring you.",
    "The old price back.": "You would like the old price back.",
    "The picture moved.": "You would like the picture moved.",
    "Somebody to ring the client.": "You would like somebody to ring you.",
    "Ironed.": "You would like this: ironed.",
    "Out of the contract without a fee.": "You would like this: out of the contract without a fee.",
    "If there's any chance of getting it back.": "You asked if there's any chance of getting it back.",
    "We put a stop on it.": "You would like this: we put a stop on it.",
    "Just let the client take cards.": "You would like us to just let you take cards.",
    "Not another pin.": "You do not want another pin.",
    "Whos paying for the client's lost job.": "You asked: who's paying for your lost job?",
    "Not that it's going to be sent.": "You do not want this: that it's going to be sent.",
}
LIMITS = {
    "Not able to refund those.": "We are not able to refund those.",
    "Not till they count the machine.": "I have to tell you this: not till they count the machine.",
    "Only email it up to registry.": "We only email it up to registry.",
    "The refund the agent can't do.": "I have to tell you this: the refund I can't do.",
    "Have to hold a set for emergencies.": "We have to hold a set for emergencies.",
    "The system won't let the agent add it.": "I have to tell you that the system won't let me add it.",
}
OPTIONS = {
    "Have the client's money back (chosen)": "You chose to have your money back.",
    "Have the client's car ready by four (chosen)": "You chose that I have your car ready by four.",
    "Do the client an advance (chosen)": "You chose that I do you an advance.",
    "The client posts it and sends us the receipt (chosen)": "You chose to post it and send us the receipt.",
    "The client uses the app (refused)": "You did not want to use the app.",
    "The client comes in.": "One option is that you come in.",
    "Does the client want it at the branch (chosen)": "You chose this: do you want it at the branch.",
}
PLANS = {
    "Have 20% off.": "We agreed that you will have 20% off.",
    "Labels come tonight by email.": "We agreed on this: labels come tonight by email.",
    "Refund by Friday.": "We agreed on this: refund by Friday.",
    "Refund the fee.": "We agreed that I will refund the fee.",
    "Quartz cut to size.": "We agreed on this: quartz cut to size.",
    "The phone at five.": "We agreed on this: the phone at five.",
    "The phone will ring at five.": "We agreed that the phone will ring at five.",
    "The agent at five with the heaters.": "We agreed on this: me at five with the heaters.",
    "They'll ring the client.": "We agreed that they'll ring you.",
    "Telephone the client.": "We agreed that I will telephone you.",
}


def test_every_statement_is_said_in_a_sentence_that_it_fits() -> None:
    def alone(fields: NoteFields) -> str:
        [sentence] = [text for name, text in read_back_sentences(fields) if name]
        return sentence

    for field, said in {
        "problem": PROBLEMS, "client_wants": WISHES, "cannot_do": LIMITS, "options": OPTIONS
    }.items():  # fmt: skip
        for text, sentence in said.items():
            assert alone(NoteFields(**{field: (Entry(text, (1,)),)})) == sentence
    for text, sentence in PLANS.items():
        assert alone(NoteFields(plan=(PlanEntry(text, (1,), "agent", None),))) == sentence


def test_what_leads_into_a_field_is_said_once() -> None:
    fields = NoteFields(
        problem=(
            Entry("Nobody came.", (1,)),
            Entry("In front of everybody.", (1,)),
            Entry("The client has a rash.", (2,)),
        ),
        client_wants=(Entry("Their money back.", (3,)), Entry("To speak to the manager.", (3,))),
        plan=(
            PlanEntry("Ring the client at four.", (4,), "agent", None),
            PlanEntry("Bring the receipt.", (5,), "client", None),
            PlanEntry("Plumber tonight.", (6,), "agent", None),
        ),
    )
    assert [text for name, text in read_back_sentences(fields) if name] == [
        "You told me that nobody came.",
        "In front of everybody.",
        "You have a rash.",
        "You would like your money back.",
        "You would also like to speak to the manager.",
        "We agreed that I will ring you at four.",
        "You will bring the receipt.",
        "Plumber tonight.",
    ]


def test_whose_name_it_is_is_said_so() -> None:
    contact = tuple(Entry(text, (1,)) for text in ("Name: Jo.", "Her name: Leila.", "Son's name: Theo."))
    said = [text for name, text in read_back_sentences(NoteFields(contact=contact)) if name]
    assert said == ["Your name is Jo.", "Her name is Leila.", "Your son's name is Theo."]


def test_what_others_have_stays_theirs() -> None:
    problem = tuple(
        Entry(text, (1,)) for text in ("Nobody is answering their phone.", "The client lost their keys.")
    )
    said = [text for name, text in read_back_sentences(NoteFields(problem=problem)) if name]
    assert said == [
        "You told me that nobody is answering their phone.",
        "You lost your keys.",
    ]


def test_what_is_left_to_the_client_is_said_so() -> None:
    rows = (
        PlanEntry("Bring the lease.", (1,), "client", None),
        PlanEntry("Don't let the builder cover it up.", (1,), "client", None),
        PlanEntry("The client is going to the branch.", (1,), "client", None),
    )
    assert [text for name, text in read_back_sentences(NoteFields(plan=rows)) if name] == [
        "We agreed that you will bring the lease.",
        "You will not let the builder cover it up.",
        "You are going to the branch.",
    ]


def test_the_day_is_put_where_it_belongs() -> None:
    def said(text: str, due: str) -> str:
        return read_back_sentences(NoteFields(plan=(PlanEntry(text, (1,), "agent", due),)))[0][1]

    lodged = said("Lodge it today and push for the fifteenth of October.", "2026-10-15")
    assert lodged == (
        "We agreed that I will lodge it today and push for the fifteenth of October, that is Thursday, 15 October."
    )
    assert (
        said("Mail the client the letter now.", "2026-04-24")
        == "We agreed that I will mail you the letter now."
    )
    assert said("Ring the client at dinner.", "2026-08-23") == (
        "We agreed that I will ring you at dinner on Sunday, 23 August."
    )
