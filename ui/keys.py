"""Every deed of the windows and its keys: what tool tips name, what the overview lists, what the shortcuts do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from ui.words import tr


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that one can do. `keys`: each of them does it; the first is named. `words` are translated where
    they are shown."""

    words: str
    keys: tuple[str, ...]

    @property
    def key(self) -> str:
        return shown(self.keys[0])


CARD = {
    "done": Deed("This is done", ("Return", "Enter")),
    "not_now": Deed("Put this card away for now", ("N",)),
    "why": Deed("Show what this card stands on", ("W",)),
    "tick": Deed("Tick a step, or take its tick away", tuple("123456789")),
}
CALL = {
    "start": Deed("Start a call", ("Ctrl+N",)),
    "end": Deed("End the call", ("Ctrl+E",)),
    "pause": Deed("Pause: nothing is heard or kept", ("P",)),
    "mute": Deed("Mute yourself; the caller is still heard", ("M",)),
    "client_speaks": Deed("Hold while the caller speaks (one microphone)", ("H",)),
}
READING = {
    "correct": Deed("Correct what was heard", ("F2",)),
    "other_speaker": Deed("It was the other who said it", ("Shift+F2",)),
    "newest": Deed("Go to the newest words", ("End",)),
}
READ_BACK = {
    "voiced": Deed("This was said", ("Space",)),
    "confirmed": Deed("They said yes", ("Y",)),
    "again": Deed("Say it again", ("A",)),
    "edit": Deed("Change this sentence’s words", ("E",)),
    "before": Deed("The sentence before", ("Up",)),
    "after": Deed("The next sentence", ("Down",)),
}
NOTE = {
    "read_back": Deed("Read the note back", ("R",)),
    "disposition": Deed("After the call: how it came out", tuple("123456789")),
    "cause": Deed("After the call: why it happened", ("C",)),
    "save": Deed("Save the note", ("Ctrl+S",)),
    "copy": Deed("Copy the note", ("Ctrl+Shift+C",)),
}
WINDOW = {
    "fold": Deed("Fold to a strip, or unfold", ("F",)),
    "settings": Deed("Settings", ("Ctrl+,",)),
    "follow_ups": Deed("Promises that are due", ("Ctrl+U",)),
    "review": Deed("Review calls", ("Ctrl+R",)),
    "other_edge": Deed("Move to the other edge of the screen", ("Ctrl+M",)),
    "overview": Deed("All keys", ("?", "F1")),
    "leave": Deed("Back", ("Escape",)),
    "close": Deed("Close", ("Ctrl+Q",)),
}

GROUPS: tuple[tuple[str, dict[str, Deed]], ...] = (
    ("The card and the steps", CARD),
    ("The call", CALL),
    ("Transcript", READING),
    ("Reading back", READ_BACK),
    ("The note", NOTE),
    ("The window", WINDOW),
)
DEEDS: dict[str, Deed] = {name: deed for _title, deeds in GROUPS for name, deed in deeds.items()}

REVIEW_LIST = {
    "review_search": Deed("Search what was said or noted", ("/", "Ctrl+F")),
    "review_filters": Deed("Filters", ("Ctrl+L",)),
    "review_clear": Deed("All calls again", ("Ctrl+Backspace",)),
    "review_open": Deed("Open the call", ("Return", "Enter")),
    "review_next_hit": Deed("The next line that was found", ("F3",)),
    "review_hit_before": Deed("The found line before", ("Shift+F3",)),
    "review_import": Deed("Take in recordings and transcripts", ("Ctrl+I",)),
    "review_export": Deed("Export the chosen calls", ("Ctrl+E",)),
    "review_list": Deed("Back to the list", ("Escape",)),
}
REVIEW_SOUND = {
    "review_play": Deed("Play, or pause", ("K", "Space")),
    "review_back": Deed("Five seconds back", ("J",)),
    "review_forward": Deed("Five seconds on", ("L",)),
    "review_turn_before": Deed("The turn before", (",",)),
    "review_turn_after": Deed("The next turn", (".",)),
    "review_slower": Deed("Slower", ("[",)),
    "review_faster": Deed("Faster", ("]",)),
    "review_skip": Deed("Skip silence, or not", ("S",)),
    "review_zoom_in": Deed("Zoom in: a shorter stretch of the call", ("+", "=")),
    "review_zoom_out": Deed("Zoom out: more of the call", ("-",)),
}
REVIEW_CALL = {
    "review_note": Deed("The note", ("1",)),
    "review_steps": Deed("The steps", ("2",)),
    "review_talk": Deed("Who spoke how much", ("3",)),
    "review_remarks": Deed("Remarks", ("4",)),
    "review_comment": Deed("Comment on the marked turn", ("C",)),
    "review_take_away": Deed("Take this remark away", ("Space",)),
    "review_tag": Deed("Tag the call", ("T",)),
    "review_good": Deed("Mark as a good example, or not", ("G",)),
    "review_correct": Deed("Correct what was heard", ("F2",)),
    "review_other_speaker": Deed("It was the other who said it", ("Shift+F2",)),
    "review_report": Deed("Share as one page", ("R",)),
    "review_erase": Deed("Erase the call, for good", ("Delete",)),
}
REVIEW_WINDOW = {
    "review_calls": Deed("Calls", ("Alt+1",)),
    "review_trends": Deed("Trends", ("Alt+2",)),
    "review_comparison": Deed("Another playbook", ("Alt+3",)),
    "review_keys": Deed("All keys", ("?", "F1")),
    "review_close": Deed("Close", ("Ctrl+W", "Ctrl+Q")),
}
REVIEW_GROUPS: tuple[tuple[str, dict[str, Deed]], ...] = (
    ("Finding calls", REVIEW_LIST),
    ("Listening", REVIEW_SOUND),
    ("The call", REVIEW_CALL),
    ("The window", REVIEW_WINDOW),
)
"""What can be done in the review window."""
REVIEW: dict[str, Deed] = {name: deed for _title, deeds in REVIEW_GROUPS for name, deed in deeds.items()}


def deed(name: str) -> Deed:
    """A deed of the sidebar or of the review window."""
    return DEEDS[name] if name in DEEDS else REVIEW[name]


def shown(key: str) -> str:
    """A key as it stands on this machine's keyboard."""
    if key in ("Return", "Space", "Escape"):
        return {"Return": tr("Enter"), "Space": tr("Space"), "Escape": tr("Esc")}[key]
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def tip(name: str) -> str:
    """What a tool tip says: the deed and its key."""
    named = deed(name)
    return f"{tr(named.words)} ({named.key})"
