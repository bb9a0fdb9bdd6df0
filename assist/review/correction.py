"""An utterance of a kept call put right: its moments and the note follow, as they do in a call that runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from assist.calls.store.remarks import TRAIL, Remark
from assist.events import (
    CHANNELS,
    Event,
    Moment,
    Note,
    NoteEdited,
    ReadBackEnded,
    ReadBackMarked,
    ReadBackStarted,
    Utterance,
    UtteranceCorrected,
    from_json,
)
from assist.session import Session

_TAKEN = (Utterance, NoteEdited, UtteranceCorrected, ReadBackStarted, ReadBackMarked, ReadBackEnded)
"""What a session is told of a call; the rest follows from it."""

Line = dict[str, Any]


def following(lines: Iterable[Line], change: UtteranceCorrected, session: Session) -> list[Event]:
    """The events that a correction adds to a call: itself, the moments that the utterance has now, and the note
    where it is another. `session`: a fresh one, as the call's was."""
    for line in lines:
        event = from_json(line)
        if isinstance(event, _TAKEN):
            for _ in session.take(event):
                pass
    at = session.now
    happened = session.take(replace(change, at=at))
    return [event for event in happened if isinstance(event, UtteranceCorrected | Moment | Note)]


def with_corrections(
    lines: Sequence[Line], remarks: Sequence[Remark], session: Callable[[], Session]
) -> list[Line]:
    """A call's event lines with the corrections that stand among its remarks and are not in it yet, and what
    follows from them: a lead's, whose words the call's own log has not."""
    corrected = list(lines)
    newest = {(one.utterance, one.kind): one.text for one in remarks if one.kind in TRAIL}
    for utterance in dict.fromkeys(utterance for utterance, _ in newest):
        if utterance is None or (now := _as_kept(corrected, utterance)) is None:
            continue
        text, channel = newest.get((utterance, "correction")), newest.get((utterance, "speaker"))
        change = UtteranceCorrected(
            0.0,
            utterance,
            text=None if text == now.text else text,
            channel=next((one for one in CHANNELS if one == channel != now.channel), None),
        )
        if change.text is not None or change.channel is not None:
            corrected += [event.to_json() for event in following(corrected, change, session())]
    return corrected


def _hear(said: dict[int, Utterance], event: Event) -> None:
    """What was said by now, put right."""
    if isinstance(event, Utterance):
        said[event.id] = event
    elif isinstance(event, UtteranceCorrected) and event.utterance in said:
        was = said[event.utterance]
        text = was.text if event.text is None else event.text
        said[was.id] = replace(was, text=text, channel=event.channel or was.channel)


def _as_kept(lines: Iterable[Line], utterance: int) -> Utterance | None:
    """An utterance as a call's log has it by now; None where it is not there."""
    said: dict[int, Utterance] = {}
    for line in lines:
        if line.get("id" if line["type"] == "utterance" else "utterance") == utterance:
            _hear(said, from_json(line))
    return said.get(utterance)
