"""The gallery's call again and again: a partial with each word, levels ten times a second, cards, warnings, notes."""

from __future__ import annotations

from assist.events import Event, Level, Note, Partial, Prompt, PromptCleared, Saved, Tick, Utterance, Warning
from gallery import call


def long_call(minutes: float) -> list[Event]:
    """Its records in their order, of so many minutes, a call a minute."""
    events: list[Event] = []
    number, shift = 0, 0.0
    while shift < minutes * 60:
        for said in call.UTTERANCES:
            number += 1
            words = said.text.split()
            start, end = said.start + shift, said.end + shift
            for count in range(1, len(words)):
                at = start + (end - start) * count / len(words)
                events.append(Partial(at, said.channel, start, " ".join(words[:count]), 0))
            events.append(Utterance(end + 0.3, number, said.channel, start, end, said.text))
            events.append(Saved(end + 0.3))
        for second in range(60):
            events.append(Tick(shift + second))
            events += [
                Level(shift + second + tenth / 10, channel, (second * tenth % 7) / 7)
                for tenth in range(10)
                for channel in ("agent", "client")
            ]
        prompt, warning = call.SUMMARIZE, call.CALM_DOWN
        events.append(
            Prompt(shift + 31, number, prompt.step, prompt.headline, prompt.say, (), "upset-client", "")
        )
        events.append(PromptCleared(shift + 43, number, "done"))
        events.append(Warning(shift + 18, number, warning.headline, warning.repair, (), ""))
        events.append(Note(shift + 59, call.NOTE.fields, ""))
        shift += 60
    return sorted(events, key=lambda event: event.at)
