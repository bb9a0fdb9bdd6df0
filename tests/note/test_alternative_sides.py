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
