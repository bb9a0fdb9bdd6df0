"""A call of our own, as records: the sitter who did not come."""

from __future__ import annotations

from assist.events import (
    Because,
    Entry,
    Event,
    Gap,
    GoalDate,
    Health,
    Level,
    Note,
    NoteFields,
    Omission,
    Partial,
    PlanEntry,
    Prompt,
    ReadBack,
    ReadBackSentence,
    Saved,
    StepChanged,
    Tick,
    Utterance,
    Warning,
)

_SAID: tuple[tuple[str, float, float, str], ...] = (
    ("agent", 1, 3, "Hello, this is Maria at Homebird Sitters. How can I help?"),
    ("client", 4, 9, "I was standing at the door at four with my coat on, and nobody came. Nobody called."),
    ("agent", 9.5, 10, "Mm-hm. I’m with you."),
    ("client", 10.5, 16, "This is the third time since June, and I have to be back at work on Monday."),
    ("agent", 17, 18.4, "Okay, please just calm down."),
    ("client", 19, 22, "Don’t tell me to calm down. I have every right to be upset."),
    ("agent", 22.5, 26, "You do, and I should not have said that. Please go on, I’m writing it down."),
    ("client", 27, 31, "I need somebody I can count on for Monday, and my money back for today."),
    ("agent", 32, 39, "So the sitter was due at four, nobody came, and this is the third time since June."),
    ("client", 40, 41, "Yes. Exactly."),
    (
        "agent",
        42,
        49,
        "I can’t send Dana, she is ill until Thursday. I can send Grace on Monday at half past seven.",
    ),
    ("client", 50, 52, "Grace is fine. The boys know her."),
    ("agent", 53, 57, "And I will refund today’s visit by Friday at noon."),
)
UTTERANCES = tuple(
    Utterance(end + 0.4, number, channel, start, end, text)  # type: ignore[arg-type]
    for number, (channel, start, end, text) in enumerate(_SAID, start=1)
)
PROBLEM = Entry("The sitter due at four did not come; nobody called. Third time since June.", (2, 4))
WANTS = (Entry("Somebody the client can count on for Monday.", (8,)), Entry("Money back for today.", (8,)))
NOTE_EARLY = Note(17.0, NoteFields(problem=(PROBLEM,)), "")
NOTE = Note(
    60.0,
    NoteFields(
        problem=(PROBLEM,),
        client_wants=WANTS,
        cannot_do=(Entry("Can’t send Dana; she is ill until Thursday.", (11,)),),
        options=(Entry("Send Grace on Monday at half past seven (chosen)", (11, 12)),),
        plan=(
            PlanEntry("Send Grace on Monday at half past seven", (11, 12), "agent", "2026-11-23"),
            PlanEntry("Refund today’s visit", (13,), "agent", "2026-11-20"),
        ),
        goal_date=GoalDate("by Friday at noon", "2026-11-20", False, (13,)),
    ),
    "",
)
FURTHER_PROBLEMS = ("Nobody answered the office’s phone.", "The boys were waiting in the hallway.")
NOTE_LONG = Note(
    37.0,
    NoteFields(problem=(PROBLEM, *(Entry(text, (2, 4)) for text in FURTHER_PROBLEMS)), client_wants=WANTS),
    "",
)
"""Its problem takes more room than a low window has."""
EDITED = Note(
    61.0,
    NoteFields(
        problem=(PROBLEM,),
        client_wants=(
            Entry("Somebody reliable for Monday.", (8,), generated=WANTS[0].text),
            WANTS[1],
        ),
        cannot_do=NOTE.fields.cannot_do,
        options=NOTE.fields.options,
        plan=NOTE.fields.plan,
        goal_date=GoalDate("next Tuesday", None, True, (13,)),
    ),
    "",
)
TICKED_BY = (
    Because(3, "I’m with you"),
    Because(7, "Please go on"),
    Because(10, "Exactly"),
    Because(8, "I need somebody"),
    Because(11, "I can’t send Dana"),
    Because(11, "I can send Grace"),
    Because(13, "I will refund"),
)
"""The words on which each step of the playbook was done."""
STEPS = ("calm", "listen", "clarify", "want", "limit", "options", "document")
CALM_DOWN = Warning(
    18.8,
    1,
    "“Calm down” makes it worse",
    "You have every reason to be upset. Please go on, I am writing it down.",
    (Because(5, "just calm down"),),
    "Quit Trying to Talk Them Off the Ledge, step 1",
)
LISTEN = Prompt(
    12.0,
    2,
    "listen",
    "Let them finish",
    "",
    (Because(4, "third time"),),
    "upset-client",
    "7 Things To Do When Your Client Is Upset, step 2",
)
SUMMARIZE = Prompt(
    31.5,
    3,
    "clarify",
    "Say back what they told you",
    "So the sitter was due at four, nobody came, and this is the third time since June.",
    (Because(4, "the third time since June"), Because(8, "count on for Monday")),
    "upset-client",
    "7 Things To Do When Your Client Is Upset, step 3",
)
PAUSE_BEGUN = Gap(36.0, "agent", 36.0, None, "paused")
MUTED = Gap(36.0, "agent", 36.0, None, "muted")
GAPS = (Gap(26.8, "client", 22.2, 26.8, "lost"), Gap(31.9, "agent", 31.2, 31.9, "paused"))
TOO_QUIET = Health(30.0, "agent", "too_quiet")
GOAL_MISSING = Omission(58.0, 9, "The call is ending and no goal date was said")
READ_BACK = ReadBack(
    70.0,
    (
        ReadBackSentence(
            "You told me that the sitter due at four did not come, and nobody called.",
            "problem",
            "confirmed",
            (9,),
            10,
        ),
        ReadBackSentence(
            "You would like somebody you can count on for Monday.", "client_wants", "voiced", (9,)
        ),
        ReadBackSentence(
            "We agreed that I will send Grace on Monday, 23 November at half past seven.",
            "plan",
            "corrected",
            (11,),
            12,
            "no, a quarter past",
        ),
        ReadBackSentence("Our goal date is Friday, 20 November.", "goal_date"),
        ReadBackSentence("Did I get that right?", ""),
    ),
)


def steps(playbook_steps: tuple[str, ...], done: int, at: float) -> list[Event]:
    """The first `done` steps ticked, the next one active."""
    events: list[Event] = []
    for place, step in enumerate(playbook_steps):
        if place < done:
            events.append(StepChanged(at, step, "done", (TICKED_BY[place],)))
        elif place == done:
            events.append(StepChanged(at, step, "active", ()))
    return events


def until(at: float) -> list[Event]:
    """What was said until then, with levels and the clock."""
    said: list[Event] = [utterance for utterance in UTTERANCES if utterance.end <= at]
    levels: list[Event] = [
        Level(at, channel, value)  # type: ignore[arg-type]
        for channel, values in (("agent", (0.1, 0.2, 0.1, 0.0, 0.1)), ("client", (0.3, 0.7, 0.9, 0.6, 0.8)))
        for value in values
    ]
    unfinished = next((one for one in UTTERANCES if one.start <= at < one.end), None)
    if unfinished is not None:
        words = unfinished.text.split()
        heard = " ".join(words[: len(words) * 2 // 3])
        stable = len(" ".join(words[: len(words) // 2]))
        said.append(Partial(at, unfinished.channel, unfinished.start, heard, stable))
    return [*said, *levels, Saved(at - 2), Tick(at)]
