"""How people say what they want and what they cannot do: a line of talk, and whether the note takes it up."""

from __future__ import annotations

from collections.abc import Callable

from assist.events import Note
from assist.note.want_words import ASKINGS

Document = Callable[[str], Note]

WANTED = """
What I want to know is when's it going to be finished.
But sir, kindly remove this fine.
Well, could anybody else just glue it back on?
Is there any way of being seen a bit sooner?
And is there anything for my daughter in the meantime?
It is possible to have the letter before this?
And somebody's got to pay that bill.
All I'm asking is for somebody to ring me back.
All I'm asking for is a straight answer on the bill.
What I'm after is a refund.
What I'd like is a new one.
What I need is someone to tell me when it's coming.
The only thing I want is my money back.
Can you not just send me another one?
Can't you just send me another one?
Could you not send someone today?
Could somebody ring me?
Is there no way you can do it today?
Is there any way someone could come today?
Are you going to refund me or not?
Are you lot ever going to fix my boiler?
Is it too late to change the colour?
Somebody wants to sort this out.
I'd be happy with a new one.
It'd be nice to have a working phone.
It would be nice if somebody rang me.
I just want it gone.
I'm looking for my deposit back.
I'd like to know when it's coming.
Would it kill you to send a letter?
How hard is it to send a letter?
Why can't you just refund me?
You need to take it off my bill.
I want it took off my bill.
We could do with somebody out here today.
I'm hoping you can send me another.
I'd settle for half of it back.
A call back would be nice.
Just get somebody out here.
if you could just pop a new one in the post that'd be great
i only want what i paid for
can i at least have the deposit back
i think i'm owed a refund
what are the chances of getting it before friday
I was wondering whether you could move it to Monday.
"""
NOT_WANTED = """
I want to cry.
I asked them could they ring me.
Can you hear me?
I don't want to be rude.
Are you going to be long?
Is there no one there?
I need you to understand how upset I am.
What I need doesn't matter to you people.
They said they would send one.
"""
LIMITS = """
The system won't let me refund it.
That's above me, I'm afraid.
Our policy is thirty days.
I've no engineers till Friday.
We're fully booked this week.
I haven't got a driver today.
It's not something I can authorise.
That's not my decision, that's head office.
There's nothing I can do about the fee.
I'd love to but I'm not allowed.
It's out of my hands.
We don't do refunds on sale items.
Only my manager can sign that off.
We wouldn't be able to do it before Monday.
It's gone past the point where I can stop it.
Once it's dispatched I can't call it back.
I'm not in a position to waive it.
My hands are tied on that.
I don't have the authority to do that.
That model's been discontinued.
We've sold out of those.
We've run out of those.
It's not covered under your plan.
There's no way to speed it up.
i cant do nothing about the price
it dont go out till monday
the computer says no
"""
NO_LIMITS = """
Nine degrees in that kitchen? We can't leave you like that.
I haven't got your number in front of me.
There's no record of a call.
I haven't got any notes from that day.
I don't have a date of birth for you.
You haven't got a receipt, have you?
There's no charge for that.
There's no need to send it back.
I can't believe that.
I can't see why that happened.
That's not good enough, I agree.
There's no excuse for that.
I couldn't agree more.
It hasn't gone out yet.
You're all booked in for Thursday.
You won't be charged.
It's no problem at all.
I can't apologise enough.
No, that's not right, is it.
I don't have an answer for you yet.
There's no rush at all.
You don't have to be in.
I've got no idea how that happened.
There's no hidden costs left.
I can't thank you enough for waiting.
"""


def test_what_is_wanted_in_everyday_words(document: Document) -> None:
    for line in WANTED.strip().splitlines():
        note = document(f"client: {line}")
        assert note.fields.client_wants, line
        assert note.unsupported == (), line


def test_an_asking_is_never_passed_over_for_a_word_that_it_can_do_without() -> None:
    said = [line.strip(".?!") for line in (WANTED + NOT_WANTED).strip().splitlines()]
    found = [(needs, line) for needs, asks, _ in ASKINGS for line in said if asks.search(line)]
    assert found and all(needs in line.lower() for needs, line in found)


def test_what_only_sounds_like_a_wish(document: Document) -> None:
    for line in NOT_WANTED.strip().splitlines():
        assert document(f"client: {line}").fields.client_wants == (), line


def test_what_cannot_be_done_in_everyday_words(document: Document) -> None:
    for line in LIMITS.strip().splitlines():
        note = document(f"client: Can you sort it?\nagent: {line}")
        assert note.fields.cannot_do, line
        assert note.unsupported == (), line


def test_what_is_lacking_and_no_limit(document: Document) -> None:
    for line in NO_LIMITS.strip().splitlines():
        assert document(f"client: My bill is wrong.\nagent: {line}").fields.cannot_do == (), line


def test_a_request_with_a_not_in_it_denies_nothing(document: Document) -> None:
    note = document("client: Could you not send someone today?")
    assert [one.text for one in note.fields.client_wants] == ["Us to send someone today."]


def test_why_a_limit_is_one_is_no_second_limit(document: Document) -> None:
    for said, count in (
        ("I can't unblock the card from here. I haven't got the authority.", 1),
        ("I can't unblock the card from here. I can't post one.", 2),
    ):
        assert len(document(f"agent: {said}").fields.cannot_do) == count, said


def test_a_wish_for_one_day_stands_beside_the_question_for_another(document: Document) -> None:
    note = document("""
        agent: The man comes out on Monday.
        client: But I want somebody before Monday. What about Saturday?
    """)
    assert [one.text for one in note.fields.client_wants] == ["Somebody before Monday."]


def test_what_kind_of_somebody_is_asked_for_stands_with_them(document: Document) -> None:
    for said, wanted in (
        ("And can somebody senior ring me about this?", "Somebody senior to ring the client about this."),
        (
            "Could someone from billing call me back today?",
            "Someone from billing to call the client back today.",
        ),
        ("Could somebody just glue it back on?", "Somebody to glue it back on."),
    ):
        assert [one.text for one in document(f"client: {said}").fields.client_wants] == [wanted]


def test_what_a_thing_is_told_by_stands_behind_it_without_a_comma(document: Document) -> None:
    note = document("client: How long?\nagent: I don't want to give you a number I can't stand behind.")
    assert [one.text for one in note.fields.cannot_do] == [
        "We don't want to give the client a number the agent can't stand behind."
    ]
