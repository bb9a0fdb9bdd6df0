"""What points at a person is taken out, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.events import Entry, GoalDate, NoteFields, PlanEntry
from assist.note.redact import is_card, is_iban, redact, redactor

CONTACTS = (
    Entry("Name: Jane Doe.", (1,)),
    Entry("Agent's name: Sam.", (2,)),
    Entry("Wife's name: Leila.", (2,)),
    Entry("Phone: 07744123456.", (3,)),
    Entry("Email: jane.doe@example.com.", (4,)),
    Entry("Order: 4729107744.", (5,)),
    Entry("Address: 12 Larch Close, Penarth.", (6,)),
)


def redacted(text: str) -> str:
    return redact(NoteFields(problem=(Entry(text, (1,)),), contact=CONTACTS)).problem[0].text


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("The card 4111 1111 1111 1111 was charged.", "The card [card] was charged."),
        ("The card 4111-1111-1111-1111 was charged.", "The card [card] was charged."),
        ("The card 4111 1111 1111 1111 12/27 was charged.", "The card [card] 12/27 was charged."),
        ("It is 4111, 1111, 1111, 1111.", "It is [card]."),
        ("It is 4111–1111–1111–1111.", "It is [card]."),
        ("It is four one one one, one one one one, one one one one, one one one one.", "It is [card]."),
        ("Paid with 378282246310005.", "Paid with [card]."),
        ("Call the client on +44 20 7946 0958.", "Call the client on [phone]."),
        ("Call the client on (977) 625-2661 tonight.", "Call the client on [phone] tonight."),
        ("Call the client on 555 010 4477.", "Call the client on [phone]."),
        ("Call the client on 07744123456.", "Call the client on [phone]."),
        ("Call 07700 900123 07700 900456.", "Call [phone]."),
        ("It's 0770, 090, 0123.", "It's [phone]."),
        ("Ring 0161/496 0000 or 0161\u00a0496\u00a00000.", "Ring [phone] or [phone]."),
        ("It's oh seven seven double oh nine hundred one two three.", "It's [phone]."),
        ("Write to bob+x@mail.co.uk today.", "Write to [email] today."),
        ("Write to jane dot doe at example dot com.", "Write to [email]."),
        ("Pay it to GB82 WEST 1234 5698 7654 32.", "Pay it to [IBAN]."),
        ("Pay it to DE89370400440532013000.", "Pay it to [IBAN]."),
        ("Pay it to DE89370400440532013000 BIC COBADEFFXXX.", "Pay it to [IBAN] BIC COBADEFFXXX."),
        ("Pay it to gb82 west 1234 5698 7654 32 then.", "Pay it to [IBAN] then."),
        ("Jane was told that Doe is wrong.", "[name] was told that [name] is wrong."),
        ("Sam promised Mrs Kowalczyk a refund.", "[name] promised Mrs [name] a refund."),
        ("It went to 12 Larch Close, Penarth twice.", "It went to [address] twice."),
        ("JANE DOE called.", "[name] called."),
        ("Leila was not told.", "[name] was not told."),
        ("Send the client Martha who has worked with us.", "Send the client [name] who has worked with us."),
        ("Grace O'Brien-Smith came with Anna Lind.", "Grace [name] came with [name]."),
        ("Missus Kowalczyk rang.", "Missus [name] rang."),
        ("The booking is oh seven seven three one.", "The booking is [number]."),
        ("It's five two nine four one.", "It's [number]."),
        ("Order 4729107744 came twice.", "Order [number] came twice."),
        ("It is four seven two nine one oh seven seven four four.", "It is [number]."),
    ],
)
def test_taken_out(text: str, without: str) -> None:
    assert redacted(text) == without


@pytest.mark.parametrize(
    "text",
    [
        "The client waited four hours on 23 November 2026.",
        "Refund $253.50 by Friday, 27 November at 10:30.",
        "Card 4111 1111 1111 1112."[:5],
        "Order 4729107745 came twice.",
        "Pay it to GB83WEST12345698765432 or not."[:9],
        "A sample of the samosas.",  # "Sam" is a word of its own
        "The bill is $1,250.00 for 2025.",
        "They paid 1,250,000 in 2023, 2024, 2025.",
        "On 05/11/2026, then on 06/11/2026.",
        "One or two, or three.",
        "They waited from Monday until Boxing Day. Nobody came; Then it rained.",
    ],
)
def test_left_in(text: str) -> None:
    assert redacted(text) == text


def test_every_field_and_what_stood_there_before() -> None:
    said = "Call Jane on 07744123456."
    fields = redact(
        NoteFields(
            plan=(PlanEntry(said, (1,), "agent", "2026-11-27", generated="Ring Jane."),),
            goal_date=GoalDate("by Friday, Jane", "2026-11-27", False, (1,)),
            options=(Entry(f"{said[:-1]} (chosen)", (1,)),),
            contact=CONTACTS,
        )
    )
    assert fields.plan[0] == PlanEntry("Call [name] on [phone].", (1,), "agent", "2026-11-27", "Ring [name].")
    assert fields.options[0].text == "Call [name] on [phone] (chosen)"
    assert fields.goal_date is not None
    assert fields.goal_date.text == "by Friday, [name]"
    assert [one.text for one in fields.contact] == [
        "Name: [name].",
        "Agent's name: [name].",
        "Wife's name: [name].",
        "Phone: [phone].",
        "Email: [email].",
        "Order: [number].",
        "Address: [address].",
    ]


@given(st.text(alphabet="0123456789", min_size=11, max_size=17))
def test_one_check_digit_in_ten_makes_a_card(digits: str) -> None:
    assert sum(is_card(f"4{digits}{last}") for last in range(10)) == 1
    assert not is_card(f"0{digits}{digits[0]}")


@given(
    st.text(alphabet="ABCDEFGHIJ0123456789", min_size=11, max_size=29), st.sampled_from(["GB", "DE", "FR"])
)
def test_a_changed_digit_breaks_an_iban(rest: str, country: str) -> None:
    numbers = [f"{country}{check:02d}{rest}3" for check in range(2, 99)]
    right = [number for number in numbers if is_iban(number)]
    assert len(right) == 1
    assert not is_iban(right[0][:-1] + "4")


def test_a_day_in_figures_is_no_phone() -> None:
    assert redactor(None)("By 2026-11-27, or on 2026-11-30.") == "By 2026-11-27, or on 2026-11-30."
    assert redactor(None)("It is 0161-496-0000.") == "It is [phone]."


def test_who_is_named_in_one_line_is_taken_out_of_all() -> None:
    fields = NoteFields(
        options=(Entry("Send Martha on Monday.", (1,)),),
        plan=(PlanEntry("Martha calls.", (2,), "agent", None),),
    )
    assert redact(fields).plan[0].text == "[name] calls."
    assert (
        redactor(fields)("Martha it is, then. A martha is no name.")
        == "[name] it is, then. A martha is no name."
    )
