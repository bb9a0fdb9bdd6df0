"""How people say it: a line of talk, and what stands in the note for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assist.events import Note
from assist.note.text import entries_of

Document = Callable[[str], Note]


@pytest.mark.parametrize(
    ("said", "field", "lines"),
    [
        ("client: Yeah hiya so basically now you've gone and billed me four hundred and twelve quid.", "problem",
         ["We have billed the client £412."]),
        ("client: You thieving bastards charged me twice for one screen.", "problem",
         ["We charged the client twice for one screen."]),
        ("client: Your colleague said he'd call me back on Friday and he didn't.", "problem",
         ["Our colleague said he'd call the client back on Friday and he didn't."]),
        ("client: It said your membership's been cancelled.", "problem",
         ["It said the client's membership's been cancelled."]),
        ("client: No hot water since Sunday.", "problem", ["No hot water since Sunday."]),
        ("client: You are a bloody idiot.", "problem", []),
        ("client: That's way too late for me.", "problem", []),
        ("client: Could you do a late check out on the Sunday?", "client_wants",
         ["Us to do a late check out on the Sunday."]),
        ("client: I wondered if we could have a cot in the room.", "client_wants", ["To have a cot in the room."]),
        ("client: Don't write to her again.", "client_wants", ["Us not to write to her again."]),
        ("client: I want it in writing. And an apology, from a person.", "client_wants",
         ["It in writing.", "An apology, from a person."]),
        ("client: Will I have to pay?", "client_wants", []),
        ("agent: What I can't do is take off the court fee.", "cannot_do", ["Can't take off the court fee."]),
        ("agent: I can't help you while you call me names.", "cannot_do", []),
        ("agent: Please don't use any switches.", "cannot_do", []),
        ("agent: You could send me a photo of the meter.", "options", ["Send the agent a photo of the meter."]),
        ("agent: You can call me directly.", "options", []),
        ("agent: We can sort it out.", "options", []),
        ("agent: I've got a slot Thursday, no sorry, Friday morning.", "options", ["A slot Friday morning."]),
        ("agent: Dr Malik could see her today or I can send our pet ambulance.", "options",
         ["Dr Malik could see her today.", "Send our pet ambulance."]),
        ("agent: ill refund the forty pounds today itll take three days to show", "plan",
         ["Refund the £40 today."]),
        ("agent: I'll ring the depot myself on Thursday.", "plan", ["Ring the depot on Thursday."]),
        ("agent: I'll see what I can do and I'll call you back tomorrow.", "plan",
         ["Call the client back tomorrow."]),
        ("agent: I won't charge you for the week.", "plan", ["Won't charge the client for the week."]),
        ("agent: The engineer will be Steve.", "plan", []),
        ("agent: That's set by the regulator.", "plan", []),
        ("agent: I'll order the router now, it'll be with you tomorrow by one o'clock.", "plan",
         ["Order the router now.", "The router will be with the client tomorrow by one o'clock."]),
        ("agent: I'll refund you, you'll have it by tonight.", "plan", ["Refund the client by tonight."]),
        ("agent: And the letter, I can't promise it. If he's unwell tomorrow bring him in.", "goal_date", []),
        ("agent: What's the reference?\nclient: It's P W nine nine four one seven.", "contact",
         ["Reference: PW99417."]),
        ("agent: Your hospital number?\nclient: H for Harry, four four oh one two.", "contact",
         ["Reference: H44012."]),
        ("agent: And the number?\nclient: B K two two nine, no, sorry, B K two three nine.", "contact",
         ["Reference: BK239."]),
        ("agent: A phone number?\nclient: Oh one six one, four nine six, double oh twelve.", "contact",
         ["Phone: 01614960012."]),
        ("agent: And your email?\nclient: It's k bello at ace tuition dot com.", "contact",
         ["Email: kbello@acetuition.com."]),
        ("agent: What's the surname?\nclient: Brannigan, B R A double N I G A N.", "contact", ["Name: Brannigan."]),
        ("agent: Your card number, please?\nclient: Four one one one, one one one one, one one one one.",
         "contact", []),
        ("agent: You're speaking to Yusuf, how can I help?", "contact", ["Agent's name: Yusuf."]),
    ],
)  # fmt: skip
def test_a_line_of_talk(said: str, field: str, lines: list[str], document: Document) -> None:
    note = document(said)
    assert [entry.text for entry in entries_of(note.fields, field)] == lines
    assert note.unsupported == ()


CHOICES = """
    agent: I can send the pushchair out on Wednesday, or I can refund you.
    client: {}
"""


@pytest.mark.parametrize(
    ("answer", "states"),
    [
        ("So send it.", ["chosen", ""]),
        ("Refund, please.", ["", "chosen"]),
        ("No, just refund me.", ["refused", "chosen"]),
        ("Could you send it on Wednesday?", ["chosen", ""]),
        ("Send the pushchair. No, actually, you know what, just refund it.", ["refused", "chosen"]),
        ("But it cost me forty five.", ["", ""]),
        ("What's the catch?", ["", ""]),
    ],
)
def test_how_a_choice_is_made(answer: str, states: list[str], document: Document) -> None:
    note = document(CHOICES.format(answer))
    told = [
        entry.text.rpartition("(")[2].rstrip(")") if "(" in entry.text else ""
        for entry in note.fields.options
    ]
    assert told == states


def test_both_are_asked_for_and_granted(document: Document) -> None:
    note = document(CHOICES.format("Can I have both?") + "    agent: You can have both, yeah.\n")
    assert [entry.text[-8:] for entry in note.fields.options] == ["(chosen)", "(chosen)"]


def test_a_day_is_put_right_in_the_next_breath(document: Document) -> None:
    note = document("agent: I'll pay you back by Wednesday, no, sorry.\nagent: By Friday.")
    assert [(row.text, row.due) for row in note.fields.plan] == [
        ("Pay the client back by Friday.", "2026-11-27")
    ]
