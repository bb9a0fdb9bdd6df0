"""What counts as the problem: what weighs enough, and what the agent says back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assist.events import Note

Document = Callable[[str], Note]


@pytest.mark.parametrize(
    ("said", "problems"),
    [
        # told in words that are no trouble, and said back by the agent
        ("client: I'm ringing about the curtains. They're four inches off the floor.\nagent: Four inches? Oh dear.",
         ["They're four inches off the floor."]),
        ("client: you put new tyres on for me last week\nagent: okay and how are they\n"
         "client: and i near enough stalled at the lights\nagent: so you stalled at the lights",
         ["We put new tyres on for the client last week.", "The client near enough stalled at the lights."]),
        ("client: You put new tyres on for me last week.\nagent: And now?\n"
         "client: It pulls to the left.\nagent: To the left, okay.",
         ["We put new tyres on for the client last week.", "It pulls to the left."]),
        # a plea for the floor is no part of what is told in it
        ("client: I'm really angry. The sitter never came.\nagent: Well, our people\n"
         "client: Please let me finish, this is the third time since June.",
         ["The sitter never came.", "This is the third time since June."]),
        # an address, a code and an answer that the agent repeats are none
        ("client: My washing machine leaks all over the floor.\nagent: Oh no. What's the address?\n"
         "client: Outside the leisure centre.\nagent: Outside the leisure centre, okay.",
         ["The client's washing machine leaks all over the floor."]),
        # faint, and nobody takes it up
        ("client: My heating's been off since Thursday and nobody's rung me back.\n"
         "agent: Oh dear. Three weeks, that is.\n"
         "client: Three weeks, oh dear, well, never mind.",
         ["The client's heating's been off since Thursday and nobody's rung the client back."]),
        ("client: Look, first, the sink is blocked. Second, there is no handles.",
         ["The sink is blocked.", "There is no handles."]),
        ("client: When I go slowly it makes noise, like metal on metal.",
         ["When the client goes slowly it makes noise, like metal on metal."]),
        ("client: hello madam good morning my name is ramesh iyer my fridge is not cooling since two days",
         ["The client's fridge is not cooling since two days."]),
        ("client: My tablets never came and now I've run out of them.",
         ["The client's tablets never came and now the client has run out of them."]),
        ("client: The van's broken.\nagent: When was that?\nclient: That's a week ago.", ["The van's broken."]),
        # only the answer to a question
        ("client: It's PW 7782 1140 GB. It's not been delivered.", ["It's not been delivered."]),
        ("client: The hem's crooked and it's torn.\nagent: Did you measure it?\nclient: I certainly did.",
         ["The hem's crooked and it's torn."]),
        ("client: It's a complaint. The gate is broken.", ["The gate is broken."]),
        ("client: I should like to report, for the third time, that our bin has not been emptied.",
         ["The client's bin has not been emptied."]),
        ("client: hi kelly it's freya so i was booked for four and i've been turned away at the desk",
         ["The client was booked for four and has been turned away at the desk."]),
        ("client: There's hardly any pressure in my taps.", ["There's hardly any pressure in the client's taps."]),
        ("client: hi jade its mrs patel i ordered three blazers and they never came",
         ["The client ordered three blazers and they never came."]),
        # where a long sentence has to be cut, "it" stays with what it hangs on
        ("client: And I'm still paying the loan, two ten a month, and now the power company bill came and it's three"
         " hundred and forty dollars.",
         ["The client is still paying the loan, two ten a month.", "The power company bill came and it's $340."]),
        # what only adds to the sentence before says nothing alone
        ("client: My daughter's been in A and E with her chest. Twice.",
         ["The client's daughter's been in A and E with her chest, twice."]),
        ("client: I sent you photos of the mould three weeks ago. The black mould. In the baby's room.",
         ["The client sent us photos of the mould three weeks ago, the black mould, in the baby's room."]),
        ("client: It was due Friday. Eighteen hundred and forty quid.", ["It was due Friday, £1840."]),
        ("client: It's broken. The roof leaks.", ["It's broken.", "The roof leaks."]),
        # what only echoes it says nothing more
        ("client: We've had forty shops not able to order bread since six this morning. Forty.",
         ["The client has had 40 shops not able to order bread since six this morning."]),
        ("client: She can't get out of bed and she's been lying there wet since God knows when.",
         ["She can't get out of bed and she's been lying there wet since God knows when."]),
        # what is too long for one entry is cut between its clauses, and a wish is no problem
        ("client: I want to talk to whoever's in charge because I have just walked into my house and there's dust in my"
         " baby's crib.", ["There's dust in the client's baby's crib."]),
    ],
)  # fmt: skip
def test_a_problem(said: str, problems: list[str], document: Document) -> None:
    note = document(said)
    assert [entry.text for entry in note.fields.problem] == problems
    assert note.unsupported == ()
