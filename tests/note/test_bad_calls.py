"""Calls that give little to write down: the note stays short, invents nothing and says what is missing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from assist.events import NoteFields, Utterance, Word
from assist.note.calendar import Calendar
from assist.note.draft import NoteDraft
from assist.note.missing import missing

Call = Callable[[str], list[Utterance]]
SPOKEN = """
    agent: Good morning, Harper Blinds, Ines speaking.
    client: My blinds never came and I want my money back.
    agent: I will refund you by Friday.
    client: Okay, thank you.
"""


def written(heard: list[Utterance], monday: Calendar) -> tuple[NoteFields, tuple[str, ...]]:
    draft = NoteDraft(monday)
    for one in heard:
        draft.hear(one, [])
    note = draft.note(heard[-1].end if heard else 0.0)
    assert note.unsupported == ()
    return note.fields, missing(note.fields, heard)


def test_a_whole_call_misses_nothing(call: Call, monday: Calendar) -> None:
    assert written(call(SPOKEN), monday)[1] == ()


def test_nobody_spoke(monday: Calendar) -> None:
    assert written([], monday) == (NoteFields(), ("Nothing was heard.",))


def test_no_word_of_the_client(call: Call, monday: Calendar) -> None:
    fields, told = written([one for one in call(SPOKEN) if one.channel == "agent"], monday)
    assert [row.text for row in fields.plan] == ["Refund the client by Friday."]
    assert told == ("Nothing was heard of the client.", "Missing: what is wrong and what they want.")


def test_no_word_of_the_agent(call: Call, monday: Calendar) -> None:
    fields, told = written([one for one in call(SPOKEN) if one.channel == "client"], monday)
    assert fields.plan == () and fields.goal_date is None and fields.options == ()
    assert told == ("Nothing was heard of the agent.", "Missing: a plan and a goal date.")


def test_one_second(monday: Calendar) -> None:
    heard = [Utterance(1.0, 1, "client", 0.2, 0.9, "Hello?")]
    fields, told = written(heard, monday)
    assert fields == NoteFields()
    assert told == (
        "Nothing was heard of the agent.",
        "Nothing that belongs into the note was understood.",
    )


def test_three_hours_stay_one_page(call: Call, monday: Calendar) -> None:
    heard: list[Utterance] = []
    while not heard or heard[-1].end < 3 * 3600:
        at = heard[-1].end + 90 if heard else 0.0
        heard += [
            dataclasses.replace(
                one, id=len(heard) + place, at=one.at + at, start=one.start + at, end=one.end + at
            )
            for place, one in enumerate(call(SPOKEN), 1)
        ]
    fields, told = written(heard, monday)
    assert [len(fields.problem), len(fields.client_wants), len(fields.plan), len(fields.contact)] == [1] * 4
    assert told == ()


def test_another_language_is_not_guessed_at(call: Call, monday: Calendar) -> None:
    fields, told = written(
        call("""
        agent: Buenos días, le atiende Marta, ¿en qué puedo ayudarle?
        client: Llevo tres semanas sin agua caliente y nadie me llama.
        agent: Lo siento mucho. Mañana le mando un técnico a las diez.
        client: Vale, gracias.
    """),
        monday,
    )
    assert fields == NoteFields()
    assert told == ("Nothing that belongs into the note was understood.",)


def test_words_that_nobody_believes_are_not_written_down(call: Call, monday: Calendar) -> None:
    heard = [
        dataclasses.replace(
            one, words=tuple(Word(word, one.start, one.end, 0.15) for word in one.text.split())
        )
        for one in call(SPOKEN)
    ]
    fields, told = written(heard, monday)
    assert fields == NoteFields()
    assert told == ("The words were too uncertain to be written down.",)
