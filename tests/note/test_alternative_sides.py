"""An "or" inside one offer: its two sides, and which of them the answer took."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assist.events import Note
from assist.note.alternative_sides import alternative_sides

Document = Callable[[str], Note]


@pytest.mark.parametrize(
    ("offered", "sides"),
    [
        ("put a flag on the whole account, or only for the weeks he's there",
         ["put a flag on the whole account", "put a flag only for the weeks he's there"]),
        ("give you vouchers for the shop, or two free drams on the web",
         ["give you vouchers for the shop", "give you two free drams on the web"]),
        ("have you both in here at two today, or he'll come to your house tonight",
         ["have you both in here at two today", "he'll come to your house tonight"]),
        ("send you a code by text or by post", ["send you a code by text", "send you a code by post"]),
        # the day of the first side is none of the other's
        ("do it next Tuesday before class, or at the summer one",
         ["do it next Tuesday before class", "at the summer one"]),
        # one thing
        ("do two or three days", ["do two or three days"]),
        ("put it back in a week or two", ["put it back in a week or two"]),
        ("have it done in a day or so", ["have it done in a day or so"]),
        ("send you a text or something", ["send you a text or something"]),
        ("ring you, yes or no", ["ring you, yes or no"]),
        ("generate it from our side or else", ["generate it from our side"]),
    ],
)  # fmt: skip
def test_sides(offered: str, sides: list[str]) -> None:
    assert alternative_sides(offered) == sides


def test_the_answer_takes_one_side_and_leaves_the_other(document: Document) -> None:
    note = document(
        "agent: I can send you a code by text or by post.\nclient: Text.\nagent: Okay, that's on its way."
    )
    assert [one.text for one in note.fields.options] == [
        "Send the client a code by text (chosen)",
        "Send the client a code by post (refused)",
    ]


def test_a_bare_yes_takes_neither_side(document: Document) -> None:
    note = document("agent: I can send you a code by text or by post.\nclient: Okay.\nagent: Let me see.")
    assert [one.text for one in note.fields.options] == [
        "Send the client a code by text.",
        "Send the client a code by post.",
    ]


@pytest.mark.parametrize(
    ("offered", "answer", "options", "planned"),
    [
        ("I can send an engineer Thursday morning, eight or half eight.", "Half eight. I'll be in.",
         ["Send an engineer Thursday morning, half eight (chosen)",
          "Send an engineer Thursday morning, eight (refused)"],
         "Send an engineer Thursday morning, half eight."),
        ("I can send an engineer Thursday morning at eight or half eight.", "Eight, please.",
         ["Send an engineer Thursday morning at eight (chosen)",
          "Send an engineer Thursday morning, half eight (refused)"],
         "Send an engineer Thursday morning at eight."),
        ("Monday morning or after four.", "After four.",
         ["Monday after four (chosen)", "Monday morning (refused)"], "Monday after four."),
        ("I've got Thursday at ten or Friday at two for the engineer.", "Thursday's better.",
         ["Thursday at ten for the engineer (chosen)", "Friday at two for the engineer (refused)"],
         "Thursday at ten for the engineer."),
        # named alone, and with what belongs to one of them only: as it was said
        ("I can send an engineer Thursday, eight or half eight.", "Yes, either is fine.",
         ["Send an engineer Thursday, eight or half eight (chosen)"],
         "Send an engineer Thursday, eight or half eight."),
        ("I can send one or two boxes on Thursday.", "Two, please.",
         ["Send one or two boxes on Thursday (chosen)"], "Send one or two boxes on Thursday."),
    ],
)  # fmt: skip
def test_of_two_times_the_one_that_the_client_names_is_agreed(
    offered: str, answer: str, options: list[str], planned: str, document: Document
) -> None:
    note = document(f"client: The boiler's out.\nagent: {offered}\nclient: {answer}")
    assert note.unsupported == ()
    assert [one.text for one in note.fields.options] == options
    assert planned in [row.text for row in note.fields.plan]
